import { isObject, list, object, text, type JsonObject } from '../core/event/json';
import { firstOf } from '../core/event/reading';
import type { Fetched } from '../core/gateway/apiClient';

/** What an event is about: GoCardless names it by id, and the API has the rest. */

/** The kinds of things that are read, each under this name in links, and in its answer under the plural. */
export const KINDS = ['payment', 'refund', 'subscription', 'mandate', 'customer'] as const;
export type Kind = (typeof KINDS)[number];

/** Everything that GoCardless's objects name each other by. https://developer.gocardless.com/api-reference/#events-list-events */
export const LINKS: readonly string[] = [
  ...KINDS,
  'bank_authorisation',
  'billing_request',
  'billing_request_flow',
  'creditor',
  'customer_bank_account',
  'instalment_schedule',
  'mandate_request',
  'mandate_request_mandate',
  'new_customer_bank_account',
  'new_mandate',
  'organisation',
  'parent_event',
  'payer_authorisation',
  'payment_request_payment',
  'payout',
  'previous_customer_bank_account',
  'scheme_identifier',
];

/** Looks a thing up; `undefined` where it is not at hand. */
type Find = (kind: Kind, id: string) => JsonObject | undefined;

export type Resources = Readonly<Partial<Record<Kind, JsonObject>>>;
export type Ids = Readonly<Partial<Record<Kind, string>>>;

export interface Chain {
  /** As far as each can be known: a payment names its mandate, and the mandate its customer. */
  readonly ids: Ids;
  readonly found: Resources;
}

/** Follows the links of an event through everything that is at hand. */
export function chainOf(event: JsonObject, find: Find): Chain {
  const ids: Partial<Record<Kind, string>> = {};
  const found: Partial<Record<Kind, JsonObject>> = {};
  const known: JsonObject[] = [event];
  const follow = (kind: Kind) => {
    const id = firstOf(known, (one) => text(object(one.links)[kind]));
    if (id === undefined) return;
    ids[kind] = id;
    const one = find(kind, id);
    if (!one) return;
    found[kind] = one;
    known.push(one);
  };
  // In this order: each may be named only by those before it.
  for (const kind of ['refund', 'payment', 'subscription', 'mandate', 'customer'] as const) {
    follow(kind);
  }
  return { ids, found };
}

/** Among what was read, and what came along with the event. */
export const atHand =
  ({ linked }: JsonObject, fetched: Fetched): Find =>
  (kind, id) =>
    object(fetched[kind])[`${kind}s`] === undefined
      ? among(linked, kind, id)
      : object(object(fetched[kind])[`${kind}s`]);

const among = (linked: unknown, kind: Kind, id: string): JsonObject | undefined =>
  firstOf(list(object(linked)[`${kind}s`]), (one) =>
    isObject(one) && one.id === id ? one : undefined,
  );

/** Of what a listing has linked, that which concerns one event. https://developer.gocardless.com/api-reference/#events-list-events */
export function linkedTo(event: JsonObject, linked: unknown): JsonObject {
  const { found } = chainOf(event, (kind, id) => among(linked, kind, id));
  const kept: Record<string, readonly JsonObject[]> = {};
  for (const kind of KINDS) if (found[kind]) kept[`${kind}s`] = [found[kind]];
  return kept;
}
