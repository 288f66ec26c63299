import { sql, type SqlBool } from 'kysely';
import { eachOf, type Names } from '../event/attempt';
import { WHOLE_LEDGER, isFinished, isLive, isSameDispatch } from './announcements';
import type { Count, Dispatch } from './ledger';
import type { Queries } from './queries';
import type { Register, Subject } from './register';
import type { Sql } from './sql';
import { run, type Transaction } from './transaction';

/** Whether to tell the guest of an attempt: at most once, so whoever was the first to be allowed to stays the only one. */
export interface GuestClaim {
  readonly answer: Count['guest'];
  /** Whether a message that is known to have left would change the answer. */
  readonly open: boolean;
}

interface Asked {
  /** The attempt, or the event where there is none. */
  readonly told: Names;
  readonly dispatch: Dispatch;
  readonly guestReachable: boolean;
}

export const guestSubjects = (told: Names): readonly Subject[] =>
  subjectFor(told).map((subject) => ({ reach: WHOLE_LEDGER, subject }));

const subjectFor = (told: Names): Names => eachOf(told, (name) => `guest:${name}`);

const TOLD: GuestClaim = { answer: 'told', open: false };

export function tellGuest(
  { told, dispatch, guestReachable }: Asked,
  isToBeTold: boolean,
  register: Register,
  now: string,
): GuestClaim {
  if (!guestReachable) return { answer: 'not_reachable', open: false };
  if (!isToBeTold) return TOLD;
  const subject = subjectFor(told);
  const holder = register.holder(subject, dispatch, WHOLE_LEDGER);
  if (!holder) {
    register.claim(subject, dispatch, now, WHOLE_LEDGER);
    return { answer: 'tell', open: false };
  }
  // A node that is run again has not sent anything yet, unless a channel has reported since.
  if (isSameDispatch(holder, dispatch) && holder.token === dispatch.token) {
    return { answer: 'tell', open: true };
  }
  return isFinished(holder) || isLive(holder, now) ? TOLD : { answer: 'unresolved', open: true };
}

/** The answers, once it is known which of the guests in question a channel has reached, in any workflow. */
export function* guestsTold(
  queries: Queries,
  asked: readonly Asked[],
  answers: readonly { readonly guest: GuestClaim }[],
): Transaction<readonly Count['guest'][]> {
  const inDoubt = asked.flatMap(({ told }, index) =>
    answers[index]?.guest.open === true ? told.map((attempt_key) => ({ attempt_key })) : [],
  );
  const rows = inDoubt.length === 0 ? [] : yield* run(queries.findToldGuests(inDoubt));
  const reached = new Set(rows.map(({ attempt_key }) => attempt_key));
  return answers.map(({ guest: { answer, open } }, index) =>
    open && asked[index]?.told.some((name) => reached.has(name)) === true ? 'told' : answer,
  );
}

export const guestQueries = ({ db, batch }: Sql) => ({
  findToldGuests: batch({ attempt_key: 'text' }, (input) =>
    db
      .selectFrom(input)
      .innerJoin('outcomes', 'outcomes.attempt_key', 'input.attempt_key')
      // Spelled out as in the index: a bound parameter would hide it from the planners.
      .where(sql<SqlBool>`${sql.ref('outcomes.audience')} = 'guest'`)
      .where(sql<SqlBool>`${sql.ref('outcomes.status')} = 'sent'`)
      .select('outcomes.attempt_key'),
  ),
});
