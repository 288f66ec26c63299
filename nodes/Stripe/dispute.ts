import { object, text, type JsonObject } from '../core/event/json';
import type { PaymentEvent } from '../core/event/paymentEvent';
import { stripeMoney } from './amount';
import { reasonNamed } from './failure';
import { idOf, instantOf } from './objects';
import type { Occurrence, Reader, Told } from './told';

/** charge.dispute.created: an inquiry is one as well, and is answered the same way. */
export const openedDispute: Reader = (occurrence) => ({
  ...disputeFacts(occurrence),
  type: 'dispute.opened',
  reason: disputeReason(occurrence),
});

/** charge.dispute.closed: only a lost one is a failure. */
export const closedDispute: Reader = (occurrence) => ({
  ...disputeFacts(occurrence),
  type: 'dispute.closed',
  ...(occurrence.about.status === 'lost' && {
    reason: { ...disputeReason(occurrence), advice: 'call_customer' },
  }),
});

const disputeFacts = ({ about }: Occurrence): Omit<Told, 'type'> => ({
  kind: 'dispute',
  transaction: idOf(about),
  amount: stripeMoney(about.amount, about.currency),
  objects: [about],
  dispute: disputeOf(about),
});

function disputeOf(about: JsonObject): PaymentEvent['dispute'] {
  const id = idOf(about);
  if (id === undefined) return undefined;
  const outcome = outcomeOf(about.status);
  const dueBy = instantOf(object(about.evidence_details).due_by);
  // Stripe keeps the date when it has long been decided.
  return { id, outcome, answerBy: outcome === undefined ? dueBy : undefined };
}

/** An inquiry that was closed took nothing. https://docs.stripe.com/api/disputes/object#dispute_object-status */
function outcomeOf(status: unknown): 'won' | 'lost' | undefined {
  if (status === 'won' || status === 'warning_closed') return 'won';
  return status === 'lost' ? 'lost' : undefined;
}

const disputeReason = ({ about }: Occurrence) => ({
  ...reasonNamed('dispute', text(about.reason)),
  networkCode: text(about.network_reason_code),
});
