import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { withOurNode } from './run';

/** A running process of n8n's: the main one, a worker, a webhook process. */
export interface Program {
  readonly logFile: string;
  /** Whether it still runs. */
  alive(): boolean;
  /** Resolves once the log, from this start on, contains the text. */
  logged(text: string, timeout: number): Promise<void>;
  /** Asks it to stop and waits; kills it if it does not. */
  stop(): Promise<void>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}

export interface ProgramOptions {
  readonly host: string;
  /** Such as `start` or `worker`. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
}

const LONGEST_STOP = 40_000;
const TAIL = 60;

export function startProgram({ host, args, env, logFile }: ProgramOptions): Program {
  const log = openSync(logFile, 'a');
  const from = readFileSync(logFile).length;
  const child = spawn(process.execPath, [join(host, 'node_modules/n8n/bin/n8n'), ...args], {
    cwd: host,
    env: withOurNode(env),
    stdio: ['ignore', log, log],
    // A group of its own: its task runner goes with it, and Ctrl-C reaches it through us, in order.
    detached: true,
  });
  closeSync(log);
  const end = (): void => {
    signalGroup(child, 'SIGKILL');
  };
  process.once('exit', end);
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => {
      resolve();
    });
    child.once('exit', () => {
      resolve();
    });
  }).then(() => void process.off('exit', end));
  const alive = (): boolean => child.exitCode === null && child.signalCode === null;
  const written = (): string => readFileSync(logFile).subarray(from).toString();

  async function kill(): Promise<void> {
    end();
    await ended;
  }

  return {
    logFile,
    alive,
    kill,
    async logged(text, timeout) {
      for (const late = Date.now() + timeout; !written().includes(text);) {
        if (!alive()) throw new Error(`n8n ended while starting.\n${tail(written())}`);
        if (Date.now() > late)
          throw new Error(`n8n did not log "${text}" within ${timeout} ms.\n${tail(written())}`);
        await pause(100);
      }
    },
    async stop() {
      if (alive()) child.kill('SIGTERM');
      const late = new AbortController();
      const patience = pause(LONGEST_STOP, undefined, { signal: late.signal }).catch(
        () => undefined,
      );
      await Promise.race([ended, patience]);
      late.abort();
      await kill();
    },
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // It is gone already.
  }
}

export const tail = (log: string): string => log.trimEnd().split('\n').slice(-TAIL).join('\n');
