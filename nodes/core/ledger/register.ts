import { announcement, holderOf, mayTell, type Answer, type Holder } from './announcements';
import type { Dispatch } from './ledger';
import type { Queries } from './queries';
import type { AnnouncementRow } from './schema';
import { run, type Query, type Transaction } from './transaction';

/** The announcements that a transaction asks about, read once and claimed in memory, item by item. */
export interface Register {
  readonly ask: (subject: string, me: Dispatch) => Answer;
  /** Where no reach is given, it is the workflow of the dispatch. */
  readonly holder: (subject: string, me: Dispatch, reach?: string) => Holder | undefined;
  readonly claim: (subject: string, me: Dispatch, at: string, reach?: string) => void;
  readonly writes: () => readonly Query<unknown>[];
}

export interface Subject {
  readonly reach: string;
  readonly subject: string;
}

export function* openRegister(
  queries: Queries,
  subjects: readonly Subject[],
  now: string,
): Transaction<Register> {
  const asked = [...new Map(subjects.map((one) => [key(one), one])).values()];
  const rows = asked.length === 0 ? [] : yield* run(queries.findHolders(asked));
  return registerOf(queries, rows, now);
}

export function registerOf(queries: Queries, rows: readonly Holder[], now: string): Register {
  const holders = new Map<string, Holder>(rows.map((row) => [key(row), row]));
  const claimed = new Map<string, AnnouncementRow>();
  const holder = (subject: string, { workflowId }: Dispatch, reach = workflowId) =>
    holders.get(key({ reach, subject }));
  return {
    holder,
    ask: (subject, me) => mayTell(holder(subject, me), me, now),
    claim: (subject, me, at, reach = me.workflowId) => {
      const row = announcement(reach, subject, me, at);
      holders.set(key(row), holderOf(row));
      claimed.set(key(row), row);
    },
    writes: () => (claimed.size > 0 ? [queries.saveAnnouncements([...claimed.values()])] : []),
  };
}

const key = ({ reach, subject }: Subject): string => JSON.stringify([reach, subject]);
