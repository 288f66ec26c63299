import { isObject, list, object, text, type JsonObject } from '../core/event/json';
import type { PaymentEvent } from '../core/event/paymentEvent';
import { masked } from '../core/event/reading';
import type { Fetched } from '../core/gateway/apiClient';
import { KEYS } from './evidence';
import { meta } from './metadata';
import { idOf, instantOf } from './objects';
import type { Told } from './told';

/** What an invoice says is paid for, whichever event leads to it. */

type Billed = Pick<Told, 'kind' | 'invoice' | 'subscription' | 'products'>;

export function billed(invoice: JsonObject): Billed {
  const subscription = subscriptionOf(invoice);
  return {
    ...(isOfSubscription(invoice, subscription) && { kind: 'subscription' }),
    invoice: invoiceOf(invoice),
    subscription: subscription === undefined ? undefined : { id: subscription },
    products: productsOf(invoice),
  };
}

/** What the invoice that an intent pays adds to the event of its payment, where there is one and it was read. */
export function withBill(told: Told, fetched: Fetched): Told {
  const payment = paymentIn(fetched);
  const invoice = payment?.invoice;
  if (!isObject(invoice)) return told;
  const { products = [], ...bill } = billed(invoice);
  const isNamed = told.objects.some((one) => meta(one, 'product') !== undefined);
  // Last, so that what the event itself says wins.
  return {
    ...bill,
    ...(told.type === 'payment.failed' && {
      nextAttemptAt: instantOf(invoice.next_payment_attempt),
    }),
    ...(products.length > 0 && !isNamed && { products }),
    ...told,
    objects: [
      ...told.objects,
      payment?.is_default === true ? invoice : ofPart(invoice),
      ...subscriptionDetails(invoice),
    ],
  };
}

const paymentIn = (fetched: Fetched): JsonObject | undefined =>
  list(fetched[KEYS.invoices]?.data)
    .filter(isObject)
    .find(({ status, invoice }) => status !== 'canceled' && isObject(invoice));

/**
 * The invoice of a payment that pays a part of it: what for and where to pay, and no name of the case. By that name the
 * part would pay the rest as well. https://docs.stripe.com/invoicing/partial-payments
 */
export const ofPart = (invoice: JsonObject): JsonObject => ({ ...invoice, object: null });

/** The details of the subscription, under `parent` since 2025 and on the invoice itself before. */
export const subscriptionDetails = (invoice: JsonObject): readonly JsonObject[] => {
  const current = object(invoice.parent).subscription_details ?? invoice.subscription_details;
  const { metadata } = object(current);
  return metadata === undefined ? [] : [{ object: 'subscription', metadata }];
};

function invoiceOf(invoice: JsonObject): PaymentEvent['invoice'] {
  const id = idOf(invoice);
  if (id === undefined) return undefined;
  return { id, number: text(invoice.number), dueAt: instantOf(invoice.due_date) };
}

const subscriptionOf = (invoice: JsonObject): string | undefined =>
  idOf(object(object(invoice.parent).subscription_details).subscription) ??
  idOf(invoice.subscription);

const isOfSubscription = ({ billing_reason }: JsonObject, id: string | undefined): boolean =>
  id !== undefined || text(billing_reason)?.startsWith('subscription') === true;

/** Lines name their product under `pricing` since 2025, under `price` or `plan` before. */
const productsOf = (invoice: JsonObject): PaymentEvent['products'] =>
  list(object(invoice.lines).data)
    .map((line) => {
      const { pricing, price, plan, description } = object(line);
      const current = idOf(object(object(pricing).price_details).product);
      const id = current ?? idOf(object(price).product) ?? idOf(object(plan).product);
      return { id, name: masked(description) };
    })
    .filter(({ id, name }) => id !== undefined || name !== undefined);
