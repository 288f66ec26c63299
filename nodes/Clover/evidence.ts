import { integer, isObject, list, object, text, type JsonObject } from '../core/event/json';
import { money } from '../core/event/money';
import type { Money } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import type { Fetched } from '../core/gateway/apiClient';
import { updatedPayment } from './appWebhook';

/** What is known of a payment, delivered or read. */
export interface Evidence {
  /** Clover’s id of the payment. */
  readonly id: string | undefined;
  readonly payment: JsonObject;
  readonly order: JsonObject;
  readonly merchant: JsonObject;
  readonly charge: JsonObject;
  readonly customer: JsonObject;
  readonly currency: string | undefined;
}

/** Under these keys the reads are asked for. Lists and samples bring some of it themselves. */
type Key = 'payment' | 'order' | 'merchant' | 'charge' | 'customer';

export function evidenceOf(event: RawEvent, fetched: Fetched, otherwise?: string): Evidence {
  const known = (key: Key): JsonObject => object(found(key, event, fetched));
  const [payment, order, charge] = [known('payment'), known('order'), known('charge')];
  return {
    id: text(payment.id) ?? text(event.payload.id) ?? updatedPayment(event),
    payment,
    order,
    merchant: known('merchant'),
    charge,
    customer: known('customer'),
    currency:
      text(order.currency) ??
      text(object(payment.cardTransaction).currency) ??
      text(charge.currency) ??
      otherwise,
  };
}

function found(key: string, { payload }: RawEvent, fetched: Fetched): JsonObject | undefined {
  const own = payload[key];
  return fetched[key] ?? (isObject(own) ? own : undefined);
}

/** Whether something was delivered or read. */
export const has = (key: string, event: RawEvent, fetched: Fetched): boolean =>
  found(key, event, fetched) !== undefined;

export const idOf = (reference: unknown): string | undefined => text(object(reference).id);

/** The order that a payment is for, in the words of either API. */
export const orderIdOf = ({ payment, charge, order }: Evidence): string | undefined =>
  idOf(payment.order) ?? text(charge.order) ?? text(order.id);

/** Clover counts in the smallest unit of the currency, as ISO does. */
export const cloverMoney = (minor: unknown, currency: string | undefined): Money | undefined =>
  money(integer(minor), currency);

/** The elements of one of Clover’s lists within an object. */
export const elements = (value: unknown): readonly JsonObject[] =>
  list(object(value).elements).filter(isObject);
