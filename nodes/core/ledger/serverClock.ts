import { sql as raw } from 'kysely';
import { later } from '../event/reading';
import { instant } from './instant';
import type { Sql } from './sql';
import { run, type Transaction } from './transaction';

/** How far a machine's clock may be off before the server's is trusted more, in milliseconds. */
const TRUSTED = 1000;

/**
 * Who is gone, and whose lease has run out, is told by the time. Processes on one ledger may be on machines whose
 * clocks differ by minutes, and would take healthy work from each other: so all go by the server's clock.
 */
export interface Clock {
  /** What is said by this machine's clock, by the server's. */
  readonly instant: (at: string) => string;
  /** Whether this machine's clock was set since it was compared, or the machine slept. */
  readonly mayBeOff: () => boolean;
  readonly compare: () => Transaction<void>;
}

/** The embedded ledger has one process, and so one clock. */
const OWN: Clock = { instant, mayBeOff: () => false, *compare() {} };

export function clockOf({ db, schema }: Sql, machine: () => number): Clock {
  if (schema === undefined) return OWN;
  const query = raw<{
    at: number;
  }>`select extract(epoch from clock_timestamp())::float8 * 1000 as at`;
  let behind = 0;
  let started = Number.NaN;
  /** When the machine would have been started, were its clock right: the same until somebody sets the clock. */
  const start = (): number => machine() - performance.now();
  return {
    instant: (at) => (behind === 0 ? instant(at) : later(at, behind / 1000)),
    mayBeOff: () => !(Math.abs(start() - started) < TRUSTED),
    *compare() {
      const asked = machine();
      const [row] = yield* run(query.compile(db));
      const answered = machine();
      const off = Number(row?.at) - (asked + answered) / 2;
      // The answer may have been on its way for all of that time, or for none.
      behind = Math.abs(off) < TRUSTED + (answered - asked) / 2 ? 0 : off;
      started = start();
    },
  };
}
