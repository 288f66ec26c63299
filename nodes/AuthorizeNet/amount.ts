import { decimalText } from '../core/event/exactJson';
import type { JsonObject } from '../core/event/json';
import { fromDecimalText } from '../core/event/money';
import type { Money } from '../core/event/paymentEvent';

/** Amounts are decimals, mostly JSON numbers. */
export const moneyOf = (value: unknown, currency: string | undefined): Money | undefined =>
  fromDecimalText(decimalText(value), currency);

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
