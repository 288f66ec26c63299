import { isMadeGood, stateOf } from './cases';
import { deskWrites, held, note } from './desk';
import { lockByEvents, type LockedCases } from './lockCases';
import { guestSubjects, guestsTold, tellGuest, type GuestClaim } from './guest';
import { later } from '../event/reading';
import type { Count, Counted, CountingRule } from './ledger';
import type { Queries } from './queries';
import { question, type Question } from './question';
import { registerOf, type Register } from './register';
import { isBadNews, toldOf } from './subject';
import { tallyOf } from './tally';
import { clean } from './batch';
import { lock, runAll, send, type Transaction } from './transaction';

export function* count(
  queries: Queries,
  secret: string,
  items: readonly Counted[],
  rule: CountingRule,
  now: string,
): Transaction<readonly Count[]> {
  if (items.length === 0) return [];
  const named = items.map((item) => question(item, toldOf(item.event), rule, secret));
  yield* lock(
    named.flatMap(({ told, tries }) => [
      ...told.map((name) => `tell ${name}`),
      ...tries.map(({ scope }) => scope),
    ]),
  );

  // Under the cases' locks: whoever records a settlement either finds what is claimed here, or is found by it.
  const locked = yield* lockByEvents(
    queries,
    named.map(({ event }) => clean(event.id)),
    ...readsOf(queries, named),
  );
  // What another workflow has read meanwhile may have been told of by a name that was not known here.
  const asked = named.map((one) => {
    const more = otherNames(one, locked);
    return more.length === 0 ? one : question(one, [...one.told, ...more], rule, secret);
  });
  const isRenamed = asked.some((one, index) => one !== named[index]);
  const [counted, holders] = isRenamed ? yield* runAll(...readsOf(queries, asked)) : locked.read;
  const tally = tallyOf(counted);
  const register = registerOf(queries, holders, now);
  const answers = asked.map((one): Answered & { readonly guest: GuestClaim } => {
    const ordinal = tally.count(one.tries);
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

/** What was told of these attempts, and what lies in their windows. */
const readsOf = (queries: Queries, asked: readonly Question[]) =>
  [
    queries.countInWindow(asked.flatMap(({ tries }) => tries)),
    queries.findHolders(
      asked.flatMap(({ dispatch, subject, levels, told, guestReachable }) => [
        ...[subject, ...levels.map((one) => one.subject)].flatMap((names) =>
          [...new Set(names)].map((one) => ({ reach: dispatch.workflowId, subject: one })),
        ),
        ...(guestReachable ? guestSubjects(told) : []),
      ]),
    ),
  ] as const;

/** What else the attempt is called by now. */
function otherNames({ event, told }: Question, { desk, caseOf }: LockedCases): readonly string[] {
  const caseId = caseOf.get(clean(event.id));
  const { names = [] } = caseId === undefined ? {} : stateOf(held(desk, caseId));
  const same = names.find((known) => known.some((name) => told.includes(name))) ?? [];
  return same.filter((name) => !told.includes(name));
}

/** The levels that this attempt is the one to page: reached, and not paged within the window before. */
function reached(
  { tries: [attempt], levels, dispatch }: Question,
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
