import { isObject, type JsonObject } from '../event/json';
import type { PaymentEvent } from '../event/paymentEvent';
import type { CaseState } from './case';

/** Reading back the JSON that this ledger wrote itself: it was checked when it came in. */
export function parsed<T>(text: string, is: (value: unknown) => value is T): T {
  const value: unknown = JSON.parse(text);
  if (is(value)) return value;
  throw new Error('The ledger holds something that it did not write');
}

export const isEvent = (value: unknown): value is PaymentEvent =>
  isObject(value) && value.schema === 'payment-event/1';

export const isState = (value: unknown): value is CaseState =>
  isObject(value) && typeof value.status === 'string' && typeof value.attempts === 'number';

export const isStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

export const isJsonObject = (value: unknown): value is JsonObject => isObject(value);
