import { list, object, text, type JsonObject } from '../core/event/json';
import type { Customer } from '../core/event/paymentEvent';
import { e164, firstOf, masked } from '../core/event/reading';
import type { Fetched } from '../core/gateway/apiClient';
import { idOf, timeOf } from './fields';
import { KEYS } from './requests';

/** Who pays: the client as read, or as far as the event itself tells. */
export function customerOf(
  id: string | undefined,
  data: JsonObject,
  fetched: Fetched,
  zone: string | undefined,
): Customer {
  const [found, ...others] = clientsIn(fetched, id);
  // Where two go by the same number, neither is told of the other's card.
  const isUnsure = others.length > 0;
  const people = [isUnsure ? {} : (found ?? {}), object(data.Client), data];
  return {
    id: isUnsure ? undefined : (idOf(found?.Id) ?? id),
    name: firstOf(people, nameOf),
    email: firstOf(people, (one) => text(one.Email) ?? text(one.email) ?? text(one.clientEmail)),
    phone: firstOf(people, phoneOf),
    locale: firstOf(people, ({ Locale }) => text(Locale)),
    since: firstOf(people, ({ CreationDate }) => timeOf(CreationDate, zone)),
  };
}

/**
 * A transaction names its client by a number, and it is not said whether that is the one that staff know, and may
 * change, or Mindbody's own.
 */
export function clientsIn(fetched: Fetched, id: string | undefined): readonly JsonObject[] {
  const known = new Map<string | undefined, JsonObject>();
  for (const key of [KEYS.client, KEYS.uniqueClient]) {
    for (const one of list(fetched[key]?.Clients).map(object)) {
      const own = idOf(one.UniqueId);
      if (id !== undefined && (idOf(one.Id) === id || own === id)) known.set(own, one);
    }
  }
  return [...known.values()];
}

function nameOf(one: JsonObject): string | undefined {
  const names = [
    masked(one.FirstName) ?? masked(one.firstName) ?? masked(one.clientFirstName),
    masked(one.LastName) ?? masked(one.lastName) ?? masked(one.clientLastName),
  ].filter((name) => name !== undefined);
  return names.length === 0 ? undefined : names.join(' ');
}

const phoneOf = (one: JsonObject): string | undefined =>
  e164(one.MobilePhone) ?? e164(one.mobilePhone) ?? e164(one.HomePhone) ?? e164(one.homePhone);

export function locationName(fetched: Fetched, id: string | undefined): string | undefined {
  const found = list(fetched[KEYS.locations]?.Locations)
    .map(object)
    .find(({ Id }) => id !== undefined && idOf(Id) === id);
  return masked(found?.Name);
}
