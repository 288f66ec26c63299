import { integer, object, text, type JsonObject } from '../core/event/json';
import { money } from '../core/event/money';
import { meta } from '../core/event/orderMetadata';
import type { Money, Reference } from '../core/event/paymentEvent';
import { reference } from '../core/event/references';
import { reasonOf } from './failure';
import type { Occurrence, Reader, Told } from './told';

/** https://developer.gocardless.com/api-reference/#event-types-payment */

/** failed, also weeks after it was paid out, and customer_approval_denied. */
export const failedPayment: Reader = (occurrence) => {
  const nextAttemptAt = retriesItself(occurrence) ? nextTry(occurrence) : undefined;
  const reason = reasonOf(occurrence.event);
  return {
    ...paymentFacts(occurrence),
    type: 'payment.failed',
    nextAttemptAt,
    // Whoever tried again as well would collect twice.
    reason:
      retriesItself(occurrence) && !nextAttemptAt ? { ...reason, advice: 'call_customer' } : reason,
  };
};

/** charged_back: the guest's bank took the money back, and what it paid for is owed again. */
export const chargedBack: Reader = (occurrence) => ({
  ...paymentFacts(occurrence),
  type: 'payment.failed',
  reason: reasonOf(occurrence.event),
});

/** cancelled: a failure only where it was not done by the business itself. */
export const cancelledPayment: Reader = (occurrence) =>
  isOwnDoing(occurrence) ? undefined : chargedBack(occurrence);

/** confirmed, and chargeback_cancelled: the money is there, until a later event says otherwise. */
export const confirmedPayment: Reader = (occurrence) => ({
  ...paymentFacts(occurrence),
  type: 'payment.succeeded',
});

/** submitted, and resubmission_requested. */
export const pendingPayment: Reader = (occurrence) => ({
  ...paymentFacts(occurrence),
  type: 'payment.pending',
  nextAttemptAt:
    occurrence.event.action === 'resubmission_requested' ? nextTry(occurrence) : undefined,
});

/** What the business did in its dashboard or through the API is nothing that happened to it. */
export const isOwnDoing = ({ event }: Occurrence): boolean =>
  object(event.details).origin === 'api';

const retriesItself = ({ event }: Occurrence): boolean =>
  object(event.details).will_attempt_retry === true || event.will_attempt_retry === true;

/** The day on which the payment is collected, if that is after this event. */
function nextTry({ event, found: { payment } }: Occurrence): string | undefined {
  const day = text(payment?.charge_date);
  const at = day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(day) : undefined;
  if (!at || Number.isNaN(at.getTime())) return undefined;
  return at.getTime() > Date.parse(text(event.created_at) ?? '') ? at.toISOString() : undefined;
}

const paymentFacts = ({
  event,
  ids,
  found: { payment, subscription },
}: Occurrence): Omit<Told, 'type'> => ({
  // A debit may be taken back, whatever it was for.
  kind: 'bank_debit',
  attempted: ids.payment,
  amount: amountOf(payment),
  subscription:
    ids.subscription === undefined
      ? undefined
      : { id: ids.subscription, status: text(subscription?.status) },
  references: [reference('payment', ids.payment), ...ownReferences([event, payment])],
});

/** In minor units, as ISO has them: GoCardless takes no currency that has none. */
export const amountOf = (one: JsonObject | undefined): Money | undefined =>
  money(integer(one?.amount), text(one?.currency));

/** Names that the house gave the payment. Those of its subscription would come back with every payment. */
const ownReferences = (
  objects: readonly (JsonObject | undefined)[],
): readonly (Reference | undefined)[] =>
  objects.flatMap((one) => {
    const named = { metadata: one?.resource_metadata ?? one?.metadata };
    return [
      reference('order', meta(named, 'order_id')),
      reference('case', meta(named, 'payment_failure_case')),
    ];
  });
