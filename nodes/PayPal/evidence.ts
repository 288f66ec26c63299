import { object, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import { instantOf } from '../core/event/reading';

/** What was read, under the keys that `needs` asks for it. */
export const KEYS = {
  capture: 'capture',
  checkout: 'checkout',
  payment: 'payment',
  subscription: 'subscription',
} as const;

/** The object that an event is about; an IPN is one by itself. */
export const subject = ({ payload }: RawEvent): JsonObject =>
  'resource' in payload ? object(payload.resource) : payload;

export const momentOf = ({ payload, receivedAt }: RawEvent): string =>
  instantOf(payload.create_time) ?? receivedAt;
