import { list, object, text, type JsonObject } from '../core/event/json';
import type { PaymentEvent } from '../core/event/paymentEvent';
import { instantOf } from '../core/event/reading';
import { references } from '../core/event/references';
import { reasonOf } from './failure';
import { moneyOf } from './money';
import { disputeNames } from './references';
import type { Reader, Told } from './told';

/** CUSTOMER.DISPUTE.*: https://developer.paypal.com/docs/api/customer-disputes/v1/#disputes_get */

type Outcome = 'won' | 'lost';

/** An agreement that PayPal pays for costs nothing; one about a part or a replacement is for people to look at. */
const OUTCOMES: ReadonlyMap<unknown, Outcome> = new Map([
  ['RESOLVED_SELLER_FAVOUR', 'won'],
  ['CANCELED_BY_BUYER', 'won'],
  ['DENIED', 'won'],
  ['RESOLVED_WITH_PAYOUT', 'won'],
  ['RESOLVED_BUYER_FAVOUR', 'lost'],
  ['ACCEPTED', 'lost'],
]);

const disputed = ({ disputed_transactions: all }: JsonObject): JsonObject => object(list(all)[0]);

function facts(about: JsonObject): Omit<Told, 'type'> {
  const { seller_transaction_id: payment, invoice_number, custom } = disputed(about);
  return {
    kind: 'dispute',
    transaction: text(about.dispute_id),
    amount: moneyOf(about.dispute_amount),
    references: references(...disputeNames(about.dispute_id, payment)),
    reason: reasonOf('dispute', text(about.reason)),
    invoiceNumber: text(invoice_number),
    custom,
  };
}

/** CUSTOMER.DISPUTE.CREATED */
export const openedDispute: Reader = ({ about }) => ({
  ...facts(about),
  type: 'dispute.opened',
  dispute: disputeOf(about),
});

/** CUSTOMER.DISPUTE.UPDATED: told of where it wants an answer from you. */
export const changedDispute: Reader = (occurrence) => {
  const { status } = occurrence.about;
  return status === 'WAITING_FOR_SELLER_RESPONSE' ? openedDispute(occurrence) : undefined;
};

/** CUSTOMER.DISPUTE.RESOLVED */
export const closedDispute: Reader = ({ about }) => {
  const outcome = OUTCOMES.get(object(about.dispute_outcome).outcome_code);
  const { reason, ...rest } = facts(about);
  return {
    ...rest,
    type: 'dispute.closed',
    dispute: disputeOf(about, outcome),
    ...(outcome === 'lost' && reason && { reason: { ...reason, advice: 'call_customer' } }),
  };
};

function disputeOf(about: JsonObject, outcome?: Outcome): PaymentEvent['dispute'] {
  const id = text(about.dispute_id);
  if (id === undefined) return undefined;
  return outcome === undefined
    ? { id, answerBy: instantOf(about.seller_response_due_date) }
    : { id, outcome };
}
