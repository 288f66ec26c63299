import { object, type JsonObject } from '../core/event/json';
import type { Fetched } from '../core/gateway/apiClient';
import { recipientsOf } from './customer';
import { KEYS, orderIn } from './evidence';
import type { Told } from './told';

/** Everybody who knows something of the guest: the event's own objects, the order, and the customer list. */
export function peopleOf(told: Told, fetched: Fetched): readonly JsonObject[] {
  const order = orderIn(fetched);
  const customer = object(fetched[KEYS.customer]?.customer);
  return [...(told.people ?? []), order, ...recipientsOf(order), customer];
}
