import { decimalText } from '../core/event/exactJson';
import { list, type Json, type JsonObject } from '../core/event/json';
import { isSettled } from './statuses';

/**
 * What a check comes to. A tab on which nothing was ordered yet stands at nothing, and is not paid by it. One that is gone
 * owes nothing, whatever was ordered on it.
 */
export function totalIn(order: JsonObject, check: JsonObject): Json | undefined {
  if (isGone(order, check)) return 0;
  return isNewTab(check) ? undefined : check.totalAmount;
}

/** Whether a check was voided, by itself or with its order, or went into another one. */
export const isGone = (order: JsonObject, check: JsonObject): boolean =>
  [order, check].some(({ voided, deleted }) => voided === true || deleted === true);

/** Dishes that were voided, or are on the house, stay on the check. */
const isNewTab = (check: JsonObject): boolean =>
  Number(decimalText(check.totalAmount)) === 0 &&
  list(check.selections).length === 0 &&
  !isSettled(check);
