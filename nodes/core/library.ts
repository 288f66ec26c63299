/**
 * What the pack offers outside n8n: verify, understand and look up, with the same code as the nodes. It opens no connection
 * by itself; fetched certificates are kept for the process.
 */

import type { PaymentEvent, Reason } from './event/paymentEvent';
import type { RawEvent } from './event/rawEvent';
import { reasonFor } from './event/reason';
import { schemeNamed } from './event/schemes';
import type { ApiRead, Fetched } from './gateway/apiClient';
import type { NormalizeContext } from './gateway/context';
import { gatewayIds, gatewayOf } from './gateway/registry';

export { paymentEventJsonSchema, paymentEventSchema } from './event/paymentEvent';
export { verifyDelivery, type Calls } from './gateway/verifyDelivery';
export type { Call, CallAnswer } from './gateway/evidence';
export type { JsonObject } from './event/json';
export type { RawEvent } from './event/rawEvent';
export type { Money, PaymentEvent, Reason, Reference } from './event/paymentEvent';
export type { EventType } from './event/taxonomy';
export type { ApiRead, Fetched, Http } from './gateway/apiClient';
export type { NormalizeContext } from './gateway/context';
export type { Credential } from './gateway/credential';
export type { RejectionReason } from './event/rejection';
export type { Delivery, Rejection, VerifiedDelivery } from './gateway/delivery';

/** The ids of all gateways. */
export const gateways: readonly string[] = gatewayIds;

/** The API reads that complete a raw event, given what was fetched so far. None: it is complete. */
export const needs = (
  gateway: string,
  rawEvent: RawEvent,
  fetched: Fetched = {},
): readonly ApiRead[] => gatewayOf(gateway).needs(rawEvent, fetched);

/** The payment event of a raw event; `undefined` where it tells of nothing that concerns a payment's fate. */
export const normalizeEvent = (
  gateway: string,
  rawEvent: RawEvent,
  fetched: Fetched,
  context: NormalizeContext,
): PaymentEvent | undefined => gatewayOf(gateway).normalize(rawEvent, fetched, context);

export interface ReasonFound extends Reason {
  /** In plain words; absent for a code that nobody published. */
  readonly meaning?: string;
  /** Where the code is published. */
  readonly source?: string;
}

/** What a gateway's or scheme's code means. A code that is not published is `unknown`, never a guess. */
export function lookUpReason(gatewayOrScheme: string, code: string): ReasonFound {
  const reasons = schemeNamed(gatewayOrScheme) ?? gatewayOf(gatewayOrScheme).reasons;
  const { meaning, source } = reasons.get(code) ?? {};
  return {
    ...reasonFor(reasons, code),
    ...(meaning === undefined ? {} : { meaning }),
    ...(source === undefined ? {} : { source }),
  };
}
