import { text } from '../core/event/json';
import type { EventType } from '../core/event/taxonomy';
import { moneyOf } from './objects';
import type { Reader } from './told';

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/estimate */
const ANSWERS: ReadonlyMap<unknown, EventType> = new Map([
  ['Accepted', 'estimate.accepted'],
  ['Rejected', 'estimate.declined'],
]);

/** An estimate was drawn up, or its answer is known. One that waits, or became an invoice, tells of nothing more. */
export const changedEstimate: Reader = ({ event, about, context }) => {
  const isUnread = text(about.Id) === undefined;
  const isNew = isUnread || event.type.includes('.created.');
  const type = ANSWERS.get(about.TxnStatus) ?? (isNew ? 'estimate.created' : undefined);
  return type && { type, references: [], amount: moneyOf(about.TotalAmt, about, context) };
};
