import { object, type JsonObject } from '../core/event/json';
import type { Instrument, Money, PaymentEvent } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import { firstOf, masked } from '../core/event/reading';
import type { FailureKind } from '../core/event/taxonomy';
import type { Fetched } from '../core/gateway/apiClient';
import type { NormalizeContext } from '../core/gateway/context';
import { envelopeOf, transactionOf } from '../core/gateway/envelope';
import { stripeMoney } from './amount';
import { customerOf } from './customer';
import { EVENTS, isUnderstood } from './events';
import { KEYS, subject } from './evidence';
import { BANK_DEBITS, instrumentOf } from './instrument';
import { linksOf } from './links';
import { meta, orderOf } from './metadata';
import { isUnexplained } from './needs';
import { instantOf } from './objects';
import { referencesOf } from './references';
import type { Told } from './told';

/** One of Stripe's events, with what was read to complete it, as a payment event. */
export function normalize(
  event: RawEvent,
  fetched: Fetched,
  context: NormalizeContext,
): PaymentEvent | undefined {
  if (!isUnderstood(event.type)) return undefined;
  const about = subject(event);
  const told = EVENTS[event.type]?.read({ event, about, fetched });
  if (!told) return undefined;
  const { transaction, type } = told;
  const objects = withCustomer(told.objects, fetched);
  const account = event.account ?? context.account;
  const live = event.payload.livemode === true;
  const instrument = instrumentOf(objects);
  return {
    ...envelopeOf(event, context, transactionOf(told, event), instantOf(event.payload.created)),
    live,
    type,
    kind: kindOf(told, instrument),
    references: referencesOf(objects, chargeIn(transaction)),
    nextAttemptAt: told.nextAttemptAt,
    incomplete: isUnexplained(event, fetched) ? true : undefined,
    amount: told.amount,
    tip: tipOf(about),
    customer: customerOf(objects),
    instrument,
    reason: told.reason,
    order: orderOf(objects, about.currency),
    invoice: told.invoice,
    subscription: told.subscription,
    products: told.products ?? productsOf(objects),
    dispute: told.dispute,
    links: linksOf(objects, account, live),
  };
}

/** Of the customer that was read only who it is: its metadata are of no order, and would join all its cases. */
const withCustomer = (objects: readonly JsonObject[], fetched: Fetched): readonly JsonObject[] => {
  const customer = fetched[KEYS.customer];
  return customer === undefined ? objects : [...objects, { customer }];
};

/** A debit fails late and may be taken back, whatever it was for; so that comes first. */
function kindOf({ kind, type }: Told, instrument: Instrument | undefined): FailureKind | undefined {
  if (kind === 'refund' || kind === 'dispute') return kind;
  if (instrument && BANK_DEBITS.has(instrument.type)) return 'bank_debit';
  return kind ?? (type.startsWith('payment.') ? 'charge' : undefined);
}

/** https://docs.stripe.com/api/payment_intents/object#payment_intent_object-amount_details-tip */
const tipOf = ({ amount_details, currency }: JsonObject): Money | undefined =>
  amount_details === undefined
    ? undefined
    : stripeMoney(object(object(amount_details).tip).amount, currency);

/** Cards' charges are `ch_`, other methods' `py_`; a refund or setup attempt is no charge. */
const chargeIn = (transaction: string | undefined): string | undefined =>
  transaction !== undefined && /^(?:ch|py)_/.test(transaction) ? transaction : undefined;

const productsOf = (objects: readonly JsonObject[]): PaymentEvent['products'] => {
  const name = firstOf(objects, (one) => masked(meta(one, 'product')));
  return name === undefined ? [] : [{ name }];
};
