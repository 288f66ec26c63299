import type { EventType } from '../core/event/taxonomy';
import { eventTypesOf } from '../core/gateway/eventTypesOf';
import { givenBack, taken } from './hub';
import { notified } from './ipg';
import { NOTIFICATION, RECURRING } from './notification';
import type { Reader } from './told';

interface Row {
  readonly read: Reader;
  readonly becomes: readonly EventType[];
}

const TAKEN: readonly EventType[] = [
  'payment.succeeded',
  'payment.failed',
  'payment.pending',
  'refund.succeeded',
];
const GIVEN_BACK: readonly EventType[] = ['refund.succeeded', 'refund.failed'];

/** Commerce Hub’s transaction types. https://developer.fiserv.com/product/CommerceHub/docs/?path=docs/Resources/Guides/Transaction-Types.md */
// prettier-ignore
const HUB: Readonly<Record<string, Row>> = {
  CHARGE:  { read: taken,     becomes: TAKEN },
  CAPTURE: { read: taken,     becomes: TAKEN },
  REFUND:  { read: givenBack, becomes: GIVEN_BACK },
  CREDIT:  { read: givenBack, becomes: GIVEN_BACK },
  CANCEL:  { read: givenBack, becomes: GIVEN_BACK },
};

// prettier-ignore
const IPG: Readonly<Record<string, Row>> = {
  [NOTIFICATION]: { read: notified, becomes: [...TAKEN, 'refund.failed'] },
  [RECURRING]:    { read: notified, becomes: [...TAKEN, 'refund.failed'] },
};

const EVENTS = { ...HUB, ...IPG };

export const isHubType = (type: string): boolean => Object.hasOwn(HUB, type);

export const readerOf = (type: string): Reader | undefined =>
  Object.hasOwn(EVENTS, type) ? EVENTS[type]?.read : undefined;

export const eventTypes = eventTypesOf(EVENTS);
