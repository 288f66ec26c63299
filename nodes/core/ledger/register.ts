import type { Names } from '../event/attempt';
import { announcement, holderOf, mayTell, type Answer, type Holder } from './announcements';
import type { Dispatch } from './ledger';
import type { Queries } from './queries';
import type { AnnouncementRow } from './schema';
import { run, type Query, type Transaction } from './transaction';

/** The announcements that a transaction asks about, read once and claimed in memory, item by item. */
export interface Register {
  readonly ask: (subject: Names, me: Dispatch) => Answer;
  /** Held under any name is held. Where no reach is given, it is the workflow of the dispatch. */
  readonly holder: (subject: Names, me: Dispatch, reach?: string) => Holder | undefined;
  /** Under its present name. */
  readonly claim: (subject: Names, me: Dispatch, at: string, reach?: string) => void;
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
  // Where it was told under several names before they were known to be one, the last to tell holds it.
  const holder = (names: Names, { workflowId }: Dispatch, reach = workflowId) =>
    names
      .flatMap((subject) => holders.get(key({ reach, subject })) ?? [])
      .reduce<Holder | undefined>(
        (last, one) => (last && last.at >= one.at ? last : one),
        undefined,
      );
  return {
    holder,
    ask: (subject, me) => mayTell(holder(subject, me), me, now),
    claim: ([subject], me, at, reach = me.workflowId) => {
      const row = announcement(reach, subject, me, at);
      holders.set(key(row), holderOf(row));
      claimed.set(key(row), row);
    },
    writes: () => (claimed.size > 0 ? [queries.saveAnnouncements([...claimed.values()])] : []),
  };
}

const key = ({ reach, subject }: Subject): string => JSON.stringify([reach, subject]);
