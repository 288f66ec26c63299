import { createHmac, hash } from 'node:crypto';
import type { PaymentEvent } from '../event/paymentEvent';

/** An event without anything that tells who the guest is: all that is left after erasing. */
export const skeleton = (event: PaymentEvent): PaymentEvent => ({
  ...event,
  customer: {},
  links: {},
  instrument: event.instrument && { type: event.instrument.type, brand: event.instrument.brand },
  reason: event.reason && { ...event.reason, message: undefined },
});

/** The rest: what is told about the guest. */
const personal = ({ customer, links, instrument, reason }: PaymentEvent): string =>
  JSON.stringify([customer, links, instrument, reason?.message]);

/** Proves later that an event was not altered, whether or not its customer was erased meanwhile. */
export const skeletonDigest = (event: PaymentEvent): string =>
  sha256(JSON.stringify(skeleton(event)));

/** Proves the same of personal data for as long as the salt exists, and nothing once it is gone. */
export const personalDigest = (salt: string, event: PaymentEvent): string =>
  keyed(salt, personal(event));

export const sha256 = (text: string): string => hash('sha256', text);
export const keyed = (key: string, text: string): string =>
  createHmac('sha256', key).update(text).digest('hex');
