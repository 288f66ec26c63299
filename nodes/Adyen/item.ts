import { object, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';

/** What Adyen calls an item is one event. https://docs.adyen.com/development-resources/webhooks/webhook-types */
export const ITEM = 'NotificationRequestItem';

/** What happened, as Adyen wrote it. */
export const itemOf = ({ payload }: RawEvent): JsonObject => object(payload[ITEM]);

/** In the payload of what an item tells besides, as an event of its own. */
export const BESIDES = 'besides';

/** The string `true` where other APIs write a boolean. */
export const isTrue = (value: unknown): boolean => value === true || value === 'true';
