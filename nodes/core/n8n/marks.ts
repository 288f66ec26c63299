import { setTimeout as pause } from 'node:timers/promises';
import type { Dispatch } from '../ledger/ledger';

/** Marks at gateways that are under way or to come, by the token of the dispatch: an execution runs in one process. */
const marks = new Map<string, Marks>();

interface Marks {
  /** Begins with them at once. */
  readonly hurry: () => void;
  readonly done: Promise<unknown>;
}

/** The lead of the alerts, in milliseconds: sent at the same time from one process, a mark would hold them up. */
const LEAD = 50;

/** No alert waits for a gateway: what calls one begins a little later, or when somebody waits for it. */
export function afterAHeadStart(dispatches: readonly Dispatch[], mark: () => Promise<void>): void {
  const lead = new AbortController();
  const tokens = dispatches.map(({ token }) => token);
  // An execution that was begun anew has marks of the same tokens.
  const earlier = tokens.flatMap((token) => marks.get(token)?.done ?? []);
  const own: Marks = {
    hurry: () => lead.abort(),
    done: pause(LEAD, undefined, { signal: lead.signal })
      // Cut short.
      .catch(() => undefined)
      .then(() => Promise.all([mark(), ...earlier]))
      // The ledger's trouble, which whoever waits for this is about to meet as well.
      .catch(() => undefined)
      .finally(() => {
        for (const token of tokens) if (marks.get(token) === own) marks.delete(token);
      }),
  };
  for (const token of tokens) marks.set(token, own);
}

/** Resolves when the marks of these dispatches are written, or could not be. */
export async function marksOf(dispatches: readonly Dispatch[]): Promise<void> {
  const theirs = new Set(dispatches.flatMap(({ token }) => marks.get(token) ?? []));
  for (const { hurry } of theirs) hurry();
  await Promise.all([...theirs].map(({ done }) => done));
}
