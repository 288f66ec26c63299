import { object, text } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { ApiRead, Fetched } from '../core/gateway/apiClient';
import type { EventType } from '../core/event/taxonomy';
import { customerIdOf } from './customer';
import { EVENTS, FAILED_TRANSACTION } from './events';
import { entityOf, objectId, rowOf } from './notice';
import { invoiceKey, KEYS, linked } from './objects';
import { objectPath, transactionPath } from './requests';

/** Whose guest is looked up: whoever has to hear of it. */
const FOR_THE_GUEST: readonly (EventType | undefined)[] = [
  'payment.failed',
  'dispute.opened',
  'invoice.overdue',
  'estimate.accepted',
  'estimate.declined',
];

/** One payment may pay many invoices; an alert does not wait for more than these. */
const MOST_INVOICES = 5;

/** The reads that complete a change, given what was read so far. */
export function needs(event: RawEvent, fetched: Fetched): readonly ApiRead[] {
  const row = EVENTS[event.type];
  const id = objectId(event);
  // A sample brings its object along; what was deleted is not there to be read.
  if (!row || id === undefined || ('data' in event.payload && 'row' in object(event.payload.data)))
    return [];
  const read = (key: string, path: string): readonly ApiRead[] =>
    key in fetched ? [] : [{ method: 'GET', key, path, account: event.account }];
  const isDeleted = event.type.includes('.deleted.');
  if (!isDeleted && !(KEYS.object in fetched)) {
    return read(KEYS.object, objectPath(entityOf(event.type), id));
  }
  const about = rowOf(event, fetched[KEYS.object]);
  const context = { account: event.account ?? '' };
  const told = row.read({ event, about, fetched, context });
  const concernsGuest = FOR_THE_GUEST.includes(told?.type) && told?.amongUs !== true;
  const guest = concernsGuest ? customerIdOf(about) : undefined;
  const charge = chargeOf(event, about);
  return [
    ...linked(about, 'Invoice')
      .slice(0, MOST_INVOICES)
      .flatMap((one) => read(invoiceKey(one), objectPath('invoice', one))),
    ...(charge === undefined ? [] : read(KEYS.transaction, transactionPath(charge))),
    ...(guest === undefined ? [] : read(KEYS.customer, objectPath('customer', guest))),
  ];
}

/** What QuickBooks Payments knows a payment under. */
function chargeOf({ type }: RawEvent, { CreditCardPayment }: ReturnType<typeof rowOf>) {
  if (entityOf(type) !== 'payment' || type === FAILED_TRANSACTION) return undefined;
  return text(object(object(CreditCardPayment).CreditChargeResponse).CCTransId);
}
