import { isFailedAttempt, type Names } from '../event/attempt';
import type { PaymentEvent } from '../event/paymentEvent';
import { attach } from './attach';
import type { FoldedCase } from './case';
import { viewOf } from './cases';
import { deskWrites, held, note } from './desk';
import type { Recorded, RecordedCase } from './ledger';
import type { Queries } from './queries';
import { openRegister, type Register } from './register';
import type { CaseRow } from './schema';
import { settlementOf, settlementTold } from './settlement';
import { isBadNews, subjectOf } from './subject';
import { clean } from './batch';
import { send, type Transaction } from './transaction';

export function* record(
  queries: Queries,
  items: readonly Recorded[],
  now: string,
): Transaction<readonly RecordedCase[]> {
  if (items.length === 0) return [];
  const { desk, events, folds, members, writes } = yield* attach(queries, items, 'complete', now);
  const troubles = new Map(
    [...members].map(([caseId, told]) => [
      caseId,
      told.filter(isBadNews).map((event) => subjectOf(event)),
    ]),
  );
  const places = items.map((item) => {
    const place = events.get(clean(item.event.id));
    const fold = place && folds.get(place.caseId);
    if (!fold) throw new Error(`Event ${item.event.id} found no case`);
    const { event, caseId } = place;
    return { ...item, event, caseId, fold, trouble: troubles.get(caseId) ?? [] };
  });

  // The case is locked, and with it the name of its settlement.
  const register = yield* openRegister(
    queries,
    places.flatMap(({ event, dispatch, caseId, trouble }) => {
      const settlement = settlementTold(event, held(desk, caseId));
      if (settlement === undefined) return [];
      return [settlement, ...trouble.flat()].map((subject) => ({
        reach: dispatch.workflowId,
        subject,
      }));
    }),
    now,
  );
  const outcomes = places.map((place) => {
    const outcome = outcomeOf(place, held(desk, place.caseId), register, now);
    if (outcome.outcome === 'settled') {
      const { workflowId: workflow, eventId } = place.dispatch;
      note(desk, place.caseId, now, {
        action: 'settlement announced',
        eventId,
        detail: { workflow, repeat: outcome.repeat },
      });
    }
    return outcome;
  });
  yield* send(...writes, ...register.writes(), ...deskWrites(queries, desk, now));
  return places.map(({ event, caseId, fold }, index) => ({
    case: viewOf(held(desk, caseId)),
    event: placedInCase(event, fold),
    ...(outcomes[index] ?? UNCHANGED),
    wasOpen: settlementOf(held(desk, caseId)) !== undefined,
  }));
}

/** Brings what is known by now into the cases, without a word to anybody. */
export function* complete(
  queries: Queries,
  items: readonly Recorded[],
  now: string,
): Transaction<void> {
  if (items.length === 0) return;
  const { desk, writes } = yield* attach(queries, items, 'complete', now);
  yield* send(...writes, ...deskWrites(queries, desk, now));
}

interface Placed extends Recorded {
  readonly fold: FoldedCase;
  /** Under what names the case's bad news is told. */
  readonly trouble: readonly Names[];
}

type Outcome = Pick<RecordedCase, 'outcome' | 'repeat'>;
const STILL_OPEN: Outcome = { outcome: 'still_open', repeat: false };
const MADE_GOOD: Outcome = { outcome: 'made_good', repeat: false };
const UNCHANGED: Outcome = { outcome: 'unchanged', repeat: false };

function outcomeOf(
  { event, dispatch, fold, trouble }: Placed,
  row: CaseRow,
  register: Register,
  now: string,
): Outcome {
  if (isBadNews(event) && fold.owes(event.id)) return STILL_OPEN;
  const silent = isFailedAttempt(event) && event.attempt ? MADE_GOOD : UNCHANGED;
  const subject = settlementTold(event, row);
  if (subject === undefined) return silent;
  // Who never heard that it failed need not hear that it was settled; an alert on its way counts as heard.
  if (!trouble.some((one) => register.holder(one, dispatch))) return silent;
  const answer = register.ask([subject], dispatch);
  if (answer === 'duplicate') return silent;
  register.claim([subject], dispatch, now);
  return { outcome: 'settled', repeat: answer === 'repeat' };
}

/** The event with what its case knows of its attempt. */
function placedInCase(event: PaymentEvent, fold: FoldedCase): PaymentEvent {
  if (!event.attempt) return event;
  const { key } = event.attempt;
  const number = fold.numberOf(key);
  const aliases = fold.namesOf(key).filter((name) => name !== key);
  const attempt = {
    key,
    ...(number !== undefined && { number }),
    ...(aliases.length > 0 && { aliases }),
  };
  return { ...event, attempt };
}
