import { object, text, type JsonObject } from '../core/event/json';
import type { PaymentEvent } from '../core/event/paymentEvent';
import { instantOf } from '../core/event/reading';
import { references } from '../core/event/references';
import { KEYS } from './evidence';
import { reasonOfDispute } from './failure';
import { squareMoney } from './objects';
import { paymentFacts } from './payment';
import type { Reader, Told } from './told';

type Outcome = 'won' | 'lost';

/** Whoever accepts a dispute has lost it; an inquiry that was closed took nothing. */
const OUTCOMES: ReadonlyMap<unknown, Outcome> = new Map([
  ['WON', 'won'],
  ['INQUIRY_CLOSED', 'won'],
  ['LOST', 'lost'],
  ['ACCEPTED', 'lost'],
]);
const WAITING: readonly unknown[] = ['EVIDENCE_REQUIRED', 'INQUIRY_EVIDENCE_REQUIRED'];

/** dispute.created: an inquiry is one as well, and is answered the same way. */
export const openedDispute: Reader = ({ about, fetched }) => ({
  ...disputeFacts(about, fetched[KEYS.payment]),
  type: 'dispute.opened',
  reason: reasonOfDispute(text(about.reason)),
  dispute: disputeOf(about),
});

/** dispute.state.updated: told of where it wants an answer, and where it is over. */
export const changedDispute: Reader = (occurrence) => {
  const { about, fetched } = occurrence;
  const outcome = OUTCOMES.get(about.state);
  if (outcome === undefined)
    return WAITING.includes(about.state) ? openedDispute(occurrence) : undefined;
  return {
    ...disputeFacts(about, fetched[KEYS.payment]),
    type: 'dispute.closed',
    dispute: disputeOf(about, outcome),
    ...(outcome === 'lost' && {
      reason: { ...reasonOfDispute(text(about.reason)), advice: 'call_customer' },
    }),
  };
};

const paymentOf = ({ disputed_payment }: JsonObject): string | undefined =>
  text(object(disputed_payment).payment_id);

/** Before 2020 the id was called `dispute_id`, and it still comes beside the other. */
const idOf = ({ id, dispute_id }: JsonObject): string | undefined => text(id) ?? text(dispute_id);

function disputeFacts(about: JsonObject, answer: JsonObject | undefined): Omit<Told, 'type'> {
  const payment = object(answer?.payment);
  const { instrument, people, order } = paymentFacts(payment);
  return {
    kind: 'dispute',
    transaction: idOf(about),
    amount: squareMoney(about.amount_money),
    instrument,
    people,
    order,
    payment: paymentOf(about),
    references: references(
      ['dispute', idOf(about)],
      ['payment', paymentOf(about)],
      ['order', order],
    ),
  };
}

function disputeOf(about: JsonObject, outcome?: Outcome): PaymentEvent['dispute'] {
  const id = idOf(about);
  if (id === undefined) return undefined;
  // Once it is decided there is nothing to answer.
  return outcome === undefined ? { id, answerBy: instantOf(about.due_at) } : { id, outcome };
}
