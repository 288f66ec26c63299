import type { PaymentEvent } from '../event/paymentEvent';
import { later } from '../event/reading';
import { deskWrites, held, isMadeGood, lockByEvents, note, type LockedCases } from './cases';
import { guestSubject, guestsTold, tellGuest, type GuestClaim } from './guest';
import { instant } from './instant';
import type { Count, Counted, CountingRule, Level } from './ledger';
import { keyed } from './personal';
import type { Queries } from './queries';
import { registerOf, type Register } from './register';
import type { CountRow } from './schema';
import { isBadNews, isFailedAttempt, subjectOf, toldOf } from './subject';
import { clean, columnNames } from './batch';
import type { Sql } from './sql';
import { lock, send, type Transaction } from './transaction';

export function* count(
  queries: Queries,
  secret: string,
  items: readonly Counted[],
  rule: CountingRule,
  now: string,
): Transaction<readonly Count[]> {
  if (items.length === 0) return [];
  const asked = items.map((item) => question(item, rule, secret));
  yield* lock(asked.flatMap(({ told, scope }) => [`tell ${told}`, ...(scope ? [scope] : [])]));

  const tries = asked.flatMap(({ attempt }) => attempt ?? []);
  const subjects = asked.flatMap(({ dispatch, subject, levels, told, guestReachable }) => [
    ...[subject, ...levels.map((one) => one.subject)].map((one) => ({
      reach: dispatch.workflowId,
      subject: one,
    })),
    ...(guestReachable ? [guestSubject(told)] : []),
  ]);
  // Under the cases' locks: whoever records a settlement either finds what is claimed here, or is found by it.
  const locked = yield* lockByEvents(
    queries,
    asked.map(({ event }) => clean(event.id)),
    queries.countInWindow(tries),
    queries.findHolders(subjects),
  );
  const [counted, holders] = locked.read;
  const tally = tallyOf(counted);
  const register = registerOf(queries, holders, now);
  const answers = asked.map((one): Answered & { readonly guest: GuestClaim } => {
    const ordinal = one.attempt && tally.count(one.attempt);
    const before = register.holder(one.subject, one.dispatch);
    const answer = register.ask(one.subject, one.dispatch);
    const notify = answer !== 'duplicate' && isSettled(one, locked) ? 'settled' : answer;
    // The alert of anything else is dropped, and whatever it claimed would be dropped with it.
    const isTold = notify === 'first' || notify === 'repeat';
    if (isTold) register.claim(one.subject, one.dispatch, now);
    const levels =
      isTold && ordinal !== undefined ? reached(one, ordinal, register, rule.window) : [];
    const guest = tellGuest(one, isTold, register, now);
    return { ordinal, notify, levels, guest, wasClaimed: before !== undefined };
  });
  const guests = yield* guestsTold(queries, asked, answers);
  noteInTrails(locked, asked, answers, now);
  yield* send(
    ...(tally.added.length > 0 ? [queries.addCounts(tally.added)] : []),
    ...register.writes(),
    ...deskWrites(queries, locked.desk, now),
  );
  return answers.map(({ ordinal, notify, levels, guest }, index) => ({
    ...(ordinal !== undefined && { ordinal }),
    notify,
    guest: guests[index] ?? guest.answer,
    levels,
  }));
}

/** It was paid before anybody was told, or by the time at which it would be told again. */
function isSettled({ event }: Question, { desk, caseOf }: LockedCases): boolean {
  const caseId = caseOf.get(clean(event.id));
  return caseId !== undefined && isBadNews(event) && isMadeGood(held(desk, caseId), event.id);
}

interface Question extends Counted {
  /** The attempt, or the event where there is none. */
  readonly told: string;
  /** What is told at most once per workflow. */
  readonly subject: string;
  /** Rule and key, as one digest. */
  readonly scope: string | undefined;
  readonly attempt: Try | undefined;
  readonly levels: readonly { readonly level: Level; readonly subject: string }[];
}
interface Try {
  readonly scope: string;
  readonly attempt_key: string;
  readonly occurred_at: string;
  /** The window that it lies in the middle of: what comes in late, the latest first, counts nothing that came long after. */
  readonly since: string;
  readonly until: string;
}

function question(item: Counted, rule: CountingRule, secret: string): Question {
  const { event, key } = item;
  const told = toldOf(event);
  const subject = subjectOf(event);
  if (!isFailedAttempt(event) || !event.attempt) {
    return { ...item, told, subject, scope: undefined, attempt: undefined, levels: [] };
  }
  const counted = key === undefined ? ['attempt', told] : ['key', key];
  const scope = keyed(secret, JSON.stringify([rule.by, rule.window, ...counted])).slice(0, 40);
  const occurred_at = countedAt(event);
  const since = later(occurred_at, -rule.window);
  const until = later(occurred_at, rule.window);
  return {
    ...item,
    told,
    subject,
    scope,
    attempt: { scope, attempt_key: told, occurred_at, since, until },
    levels: rule.levels.map((level) => ({ level, subject: `level:${scope}:${level.name}` })),
  };
}

/** A gateway's clock may run ahead, but not so far that a window moves on its word alone. */
function countedAt({ occurredAt, receivedAt }: PaymentEvent): string {
  const limit = later(receivedAt, 300);
  const at = instant(occurredAt);
  return at < limit ? at : limit;
}

/** Ordinals as this transaction gives them: what is stored, and what it counted itself so far. */
function tallyOf(
  stored: readonly { scope: string; attempt_key: string; ordinal: number | null; before: number }[],
) {
  const key = (one: { scope: string; attempt_key: string }) => `${one.scope} ${one.attempt_key}`;
  const known = new Map(stored.map((row) => [key(row), row]));
  const given = new Map<string, number>();
  const added: CountRow[] = [];
  return {
    added,
    count: ({ scope, attempt_key, occurred_at, since, until }: Try): number => {
      const name = key({ scope, attempt_key });
      const row = known.get(name);
      const kept = row?.ordinal ?? given.get(name);
      if (kept !== undefined) return kept;
      const here = added.filter(
        (one) => one.scope === scope && one.occurred_at > since && one.occurred_at < until,
      ).length;
      const ordinal = 1 + (row?.before ?? 0) + here;
      given.set(name, ordinal);
      added.push({ scope, attempt_key, ordinal, occurred_at });
      return ordinal;
    },
  };
}

/** The levels that this attempt is the one to page: reached, and not paged within the window before. */
function reached(
  { attempt, levels, dispatch }: Question,
  ordinal: number,
  register: Register,
  window: number,
): Count['levels'] {
  if (!attempt) return [];
  return levels.flatMap(({ level, subject }) => {
    if (ordinal < level.at) return [];
    const holder = register.holder(subject, dispatch);
    const isOver = holder !== undefined && holder.at <= later(attempt.occurred_at, -window);
    const answer = isOver ? 'first' : register.ask(subject, dispatch);
    if (answer === 'duplicate') return [];
    register.claim(subject, dispatch, attempt.occurred_at);
    return [{ level, repeat: answer === 'repeat' }];
  });
}

interface Answered {
  readonly ordinal: number | undefined;
  readonly notify: Count['notify'];
  readonly levels: Count['levels'];
  /** By an execution that was cut short, perhaps after it had told. */
  readonly wasClaimed: boolean;
}

/** Pages go into the trail here, and what was settled meanwhile; plain notices do when their channels have answered. */
function noteInTrails(
  { desk, caseOf }: LockedCases,
  asked: readonly Question[],
  answers: readonly Answered[],
  now: string,
): void {
  for (const [index, { event, dispatch }] of asked.entries()) {
    const eventId = clean(event.id);
    const caseId = caseOf.get(eventId);
    const answer = answers[index];
    if (caseId === undefined || !answer) continue;
    const { workflowId: workflow } = dispatch;
    for (const { level, repeat } of answer.levels) {
      const detail = { workflow, level: level.name, ordinal: answer.ordinal, repeat };
      note(desk, caseId, now, { action: 'escalated', eventId, detail });
    }
    if (answer.notify === 'settled')
      note(desk, caseId, now, {
        action: `settled before it was ${answer.wasClaimed ? 'repeated' : 'told'}`,
        eventId,
        detail: { workflow },
      });
  }
}

const COUNT = {
  scope: 'text',
  attempt_key: 'text',
  ordinal: 'integer',
  occurred_at: 'text',
} as const;

export const countQueries = ({ db, batch, always }: Sql) => ({
  countInWindow: batch(
    { scope: 'text', attempt_key: 'text', since: 'text', until: 'text' },
    (input) =>
      db
        .selectFrom(input)
        .select(({ selectFrom, fn, cast }) => [
          'input.scope',
          'input.attempt_key',
          selectFrom('counts')
            .whereRef('counts.scope', '=', 'input.scope')
            .whereRef('counts.attempt_key', '=', 'input.attempt_key')
            .select('counts.ordinal')
            .as('ordinal'),
          selectFrom('counts')
            .whereRef('counts.scope', '=', 'input.scope')
            .whereRef('counts.occurred_at', '>', 'input.since')
            .whereRef('counts.occurred_at', '<', 'input.until')
            .select(cast<number>(fn.countAll(), 'integer').as('n'))
            .$asScalar()
            .as('before'),
        ]),
  ),
  addCounts: batch(COUNT, (input) =>
    db
      .insertInto('counts')
      .columns(columnNames(COUNT))
      .expression(db.selectFrom(input).selectAll().where(always)),
  ),
});
