import { EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Exchange } from './request';

export type Filter = (exchange: Exchange) => boolean;

/** Everything that was sent, in order, and a way to wait for more. */
export interface Traffic {
  readonly all: readonly Exchange[];
  to(host: string, filter?: Filter): readonly Exchange[];
  /** The first `count` requests to a host that pass the filter, as soon as there are that many. */
  waitFor(host: string, count: number, options?: WaitOptions): Promise<readonly Exchange[]>;
  /** Resolves when nothing has been sent anywhere for a while: for asserting that no more comes. */
  quiet(ms?: number): Promise<void>;
  /** Calls back for each request from now on. */
  listen(listener: (exchange: Exchange) => void): void;
}

export interface WaitOptions {
  readonly filter?: Filter;
  readonly timeout?: number;
}

export interface Recorder extends Traffic {
  add(exchange: Exchange): void;
  clear(): void;
}

const PATIENCE = 30_000;
const SILENCE = 1_500;

export function createRecorder(): Recorder {
  const exchanges: Exchange[] = [];
  const changes = new EventEmitter().setMaxListeners(0);

  const to = (host: string, filter: Filter = () => true): readonly Exchange[] =>
    exchanges.filter((exchange) => exchange.host === host && filter(exchange));

  return {
    all: exchanges,
    to,
    add(exchange) {
      exchanges.push(exchange);
      changes.emit('added', exchange);
    },
    clear: () => void exchanges.splice(0),
    listen: (listener) => void changes.on('added', listener),
    async waitFor(host, count, { filter, timeout = PATIENCE } = {}) {
      const signal = AbortSignal.timeout(timeout);
      for (;;) {
        const found = to(host, filter);
        if (found.length >= count) return found.slice(0, count);
        try {
          await once(changes, 'added', { signal });
        } catch {
          throw new Error(
            `Waited ${timeout} ms for ${count} requests to ${host}, saw ${found.length}.\n${summary(exchanges)}`,
          );
        }
      }
    },
    async quiet(ms = SILENCE) {
      for (let before = -1; before !== exchanges.length;) {
        before = exchanges.length;
        await pause(ms);
      }
    },
  };
}

const summary = (exchanges: readonly Exchange[]): string =>
  exchanges.map(({ method, url, answer }) => `  ${method} ${url} -> ${answer.status}`).join('\n') ||
  '  (nothing was sent at all)';
