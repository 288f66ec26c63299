import { decimalText } from '../core/event/exactJson';
import { list, type Json, type JsonObject } from '../core/event/json';
import { isSettled } from './statuses';

/** What a check comes to. A tab on which nothing was ordered yet stands at nothing, and is not paid by it. */
export const totalIn = (check: JsonObject): Json | undefined =>
  isNewTab(check) ? undefined : check.totalAmount;

/** Dishes that were voided, or are on the house, stay on the check. */
const isNewTab = (check: JsonObject): boolean =>
  Number(decimalText(check.totalAmount)) === 0 &&
  list(check.selections).length === 0 &&
  !isSettled(check);
