import { object, text } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { ApiRead, Fetched } from '../core/gateway/apiClient';
import { pathPart } from '../core/gateway/pathPart';
import { KEYS, momentOf, subject } from './evidence';
import { readerOf } from './events';
import { customerOf, peopleOf } from './guest';
import type { Told } from './told';

/** The reads that complete an event, given what was read so far. A sample tells all. */
export function needs(event: RawEvent, fetched: Fetched): readonly ApiRead[] {
  if ('sample' in event.payload) return [];
  return [...explaining(event, fetched), ...introducing(event, fetched)].filter(
    ({ key }) => !(key in fetched),
  );
}

/** Whether the event does not yet say what happened. A guest whom PayPal may know makes none incomplete. */
export const isUnexplained = (event: RawEvent, fetched: Fetched): boolean =>
  !('sample' in event.payload) && explaining(event, fetched).some(({ key }) => !(key in fetched));

/** What the bank said; which of a subscription's payments it was. */
function explaining(event: RawEvent, fetched: Fetched): readonly ApiRead[] {
  const about = subject(event);
  const told = toldOf(event, fetched);
  const id = text(about.id);
  if (event.type.startsWith('PAYMENT.CAPTURE.') && told?.type === 'payment.failed') {
    const isKnown = text(object(about.processor_response).response_code) !== undefined;
    return isKnown ? [] : read(KEYS.capture, '/v2/payments/captures', id);
  }
  const agreement = text(about.billing_agreement_id);
  return told !== undefined && event.type.startsWith('PAYMENT.SALE.') && told.kind !== 'refund'
    ? read(KEYS.subscription, '/v1/billing/subscriptions', agreement)
    : [];
}

/** Who the guest is, where somebody has to talk to them. */
function introducing(event: RawEvent, fetched: Fetched): readonly ApiRead[] {
  const told = toldOf(event, fetched);
  if (told?.type !== 'payment.failed') return [];
  const about = subject(event);
  if (customerOf(peopleOf(about, fetched), {}).email !== undefined) return [];
  return told.checkout === undefined
    ? read(KEYS.payment, '/v1/payments/payment', text(about.parent_payment))
    : read(KEYS.checkout, '/v2/checkout/orders', told.checkout);
}

const toldOf = (event: RawEvent, fetched: Fetched): Told | undefined =>
  readerOf(event.type)?.({
    event,
    about: subject(event),
    fetched,
    // What is read does not hang on it.
    context: { account: '' },
    at: momentOf(event),
  });

const read = (key: string, path: string, id: string | undefined): readonly ApiRead[] =>
  id === undefined ? [] : [{ method: 'GET', key, path: `${path}/${pathPart(id)}` }];
