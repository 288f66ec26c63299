import type { RawEvent } from '../core/event/rawEvent';
import type { ApiRead, Fetched } from '../core/gateway/apiClient';
import { subscriptionWithPayments, transactionDetails } from './requests';
import { failedPayment } from './subscription';
import { KEYS, subject, transactionOf, word } from './transaction';

/** The reads that complete an event, given what was read so far. */
export function needs(event: RawEvent, fetched: Fetched): readonly ApiRead[] {
  return (READS.get(event.type) ?? details)(event, fetched).filter(({ key }) => !(key in fetched));
}

type Reads = (event: RawEvent, fetched: Fetched) => readonly ApiRead[];

const nothing: Reads = () => [];

/** Notifications and lists tell neither reason nor guest; a sample tells all. */
const details: Reads = (event, fetched) => {
  const { id } = transactionOf(event, fetched);
  return 'sample' in event.payload ? [] : read(KEYS.details, id);
};

/** Why it came back may stand only with the payment that it returns. */
const returned: Reads = (event, fetched) => [
  ...details(event, fetched),
  ...read(KEYS.original, transactionOf(event, fetched).original),
];

const payments: Reads = (event, fetched) => {
  const id = word(subject(event).id);
  return [
    ...(id === undefined ? [] : [{ ...subscriptionWithPayments(id), key: KEYS.subscription }]),
    ...read(KEYS.details, word(failedPayment(event, fetched)?.transId)),
  ];
};

const read = (key: string, transId: string | undefined): readonly ApiRead[] =>
  transId === undefined ? [] : [{ ...transactionDetails(transId), key }];

/** What a list says of a payment that went well is enough; subscriptions that begin or end have none. */
const READS: ReadonlyMap<string, Reads> = new Map([
  ['transaction.paid', nothing],
  ['transaction.pending', nothing],
  ['transaction.returned', returned],
  ['net.authorize.customer.subscription.failed', payments],
  ['net.authorize.customer.subscription.created', nothing],
  ['net.authorize.customer.subscription.suspended', nothing],
  ['net.authorize.customer.subscription.terminated', nothing],
  ['net.authorize.customer.subscription.cancelled', nothing],
]);
