import type { RawEvent } from '../core/event/rawEvent';
import type { EventType } from '../core/event/taxonomy';
import { eventTypesOf } from '../core/gateway/eventTypesOf';
import { closedDispute, openedDispute, undefendedDispute } from './disputes';
import { BESIDES } from './item';
import {
  abandoned,
  authorisation,
  capture,
  refusedCapture,
  rescue,
  takenBack,
  uncollected,
} from './payments';
import { bouncedRefund, cancellation, refund } from './refunds';
import type { Reader } from './told';

interface Row {
  readonly read: Reader;
  readonly becomes: readonly EventType[];
  /** Reads what the same item tells of something else. */
  readonly besides?: Reader;
}

const PAID_OR_NOT: readonly EventType[] = ['payment.succeeded', 'payment.failed'];
const COLLECTED_OR_NOT: readonly EventType[] = [...PAID_OR_NOT, 'payment.canceled'];
const RETURNED_OR_NOT: readonly EventType[] = ['refund.succeeded', 'refund.failed'];
/** A bank debit is not disputed but returned, and then the payment has failed. */
const DISPUTED: readonly EventType[] = ['dispute.opened', 'payment.failed'];
const WON: readonly EventType[] = ['dispute.closed', 'payment.succeeded'];
const LOST: readonly EventType[] = ['dispute.closed', 'payment.failed'];

/**
 * Every event that is asked of Adyen, how it is read and what it can become.
 * https://docs.adyen.com/development-resources/webhooks/webhook-types#event-codes
 */
// prettier-ignore
const EVENTS: Readonly<Record<string, Row>> = {
  AUTHORISATION:                     { read: authorisation,         becomes: PAID_OR_NOT },
  CAPTURE:                           { read: capture,               becomes: COLLECTED_OR_NOT, besides: refusedCapture },
  CAPTURE_FAILED:                    { read: uncollected,           becomes: ['payment.failed', 'payment.canceled'], besides: takenBack },
  EXPIRE:                            { read: uncollected,           becomes: ['payment.failed'] },
  OFFER_CLOSED:                      { read: abandoned,             becomes: ['payment.failed'] },
  AUTORESCUE:                        { read: rescue,                becomes: ['payment.succeeded'] },
  REFUND:                            { read: refund,                becomes: RETURNED_OR_NOT },
  REFUND_WITH_DATA:                  { read: refund,                becomes: RETURNED_OR_NOT },
  CANCELLATION:                      { read: cancellation,          becomes: RETURNED_OR_NOT },
  CANCEL_OR_REFUND:                  { read: refund,                becomes: RETURNED_OR_NOT },
  TECHNICAL_CANCEL:                  { read: cancellation,          becomes: RETURNED_OR_NOT },
  REFUND_FAILED:                     { read: bouncedRefund,         becomes: ['refund.failed'] },
  REFUNDED_REVERSED:                 { read: bouncedRefund,         becomes: ['refund.failed'] },
  REQUEST_FOR_INFORMATION:           { read: openedDispute,         becomes: DISPUTED },
  NOTIFICATION_OF_CHARGEBACK:        { read: openedDispute,         becomes: DISPUTED },
  DISPUTE_OPENED_WITH_CHARGEBACK:    { read: openedDispute,         becomes: DISPUTED },
  CHARGEBACK:                        { read: openedDispute,         becomes: DISPUTED },
  CHARGEBACK_REVERSED:               { read: closedDispute('won'),  becomes: WON },
  ISSUER_RESPONSE_TIMEFRAME_EXPIRED: { read: closedDispute('won'),  becomes: WON },
  PREARBITRATION_WON:                { read: closedDispute('won'),  becomes: WON },
  SECOND_CHARGEBACK:                 { read: closedDispute('lost'), becomes: LOST },
  PREARBITRATION_LOST:               { read: closedDispute('lost'), becomes: LOST },
  DISPUTE_DEFENSE_PERIOD_ENDED:      { read: undefendedDispute,     becomes: LOST },
};

const rowOf = (type: string): Row | undefined =>
  Object.hasOwn(EVENTS, type) ? EVENTS[type] : undefined;

export const isUnderstood = (type: string): boolean => rowOf(type) !== undefined;

export const tellsBesides = (type: string): boolean => rowOf(type)?.besides !== undefined;

export const readerOf = ({ type, payload }: RawEvent): Reader | undefined =>
  rowOf(type)?.[payload[BESIDES] === true ? 'besides' : 'read'];

export const eventTypes = eventTypesOf(EVENTS);
