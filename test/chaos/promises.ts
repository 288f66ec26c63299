import type { JsonObject } from '../../nodes/core/event/json';
import type { Post } from '../e2e/template';
import { idOf } from './declines';
import { isMarked } from './hearing';
import type { Kill } from './kills';

/** Keeps account of every promise that was broken. */
export interface Promises {
  readonly broken: readonly string[];
  readonly expect: (holds: boolean, promise: string) => void;
  /** Expects one message, and as many more as kills explain, each of them marked. */
  readonly expectOnce: (
    about: string,
    messages: readonly Post[],
    events: readonly JsonObject[],
  ) => void;
  /** How many kills interrupted one of these events. */
  readonly cut: (events: readonly JsonObject[]) => number;
  /** Messages beyond the first about one thing. */
  readonly repeats: () => number;
}

export function newPromises(kills: readonly Kill[]): Promises {
  const broken: string[] = [];
  let repeats = 0;
  const expect = (holds: boolean, promise: string): void => {
    if (!holds) broken.push(promise);
  };
  const cut = (events: readonly JsonObject[]): number =>
    kills.filter(({ inFlight }) => events.some((event) => inFlight.has(idOf(event)))).length;
  return {
    broken,
    expect,
    expectOnce(about, messages, events) {
      expect(messages.length > 0, `${about}: nobody was told`);
      const [, ...again] = messages;
      repeats += again.length;
      expect(
        again.length <= cut(events),
        `${about}: told ${messages.length} times after ${cut(events)} kills`,
      );
      const unmarked = again.filter((post) => !isMarked(post));
      expect(unmarked.length === 0, `${about}: ${unmarked.length} repeats are not marked`);
    },
    cut,
    repeats: () => repeats,
  };
}
