import { text, type JsonObject } from '../core/event/json';
import { fromDecimalText } from '../core/event/money';
import type { Money } from '../core/event/paymentEvent';

/** Amounts are decimals, mostly JSON numbers: written out again they are what they were, but for zeros at the end. */
const decimal = (value: unknown): string | undefined =>
  typeof value === 'number' ? String(value) : text(value);

export const moneyOf = (value: unknown, currency: string | undefined): Money | undefined =>
  fromDecimalText(decimal(value), currency);

type Field = 'requestedAmount' | 'authAmount' | 'settleAmount' | 'amount';

/** What was asked for and what was taken; a nought stands where nothing is known. */
const ASKED: readonly Field[] = ['requestedAmount', 'authAmount', 'settleAmount', 'amount'];
const TAKEN: readonly Field[] = ['settleAmount', 'authAmount', 'amount'];

export function amountIn(
  objects: readonly JsonObject[],
  which: 'asked' | 'taken',
  currency: string | undefined,
): Money | undefined {
  for (const one of objects) {
    for (const field of which === 'asked' ? ASKED : TAKEN) {
      const money = moneyOf(one[field], currency);
      if (money !== undefined && money.minor > 0) return money;
    }
  }
  return undefined;
}
