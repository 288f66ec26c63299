import Stripe from 'stripe';
import { isObject, object, text, type JsonObject } from '../../nodes/core/event/json';
import type { Service } from './request';
import { createApi } from './stripe/api';
import { deliver, type Delivered, type DeliverOptions } from './stripe/deliver';
import { create, newSecret, remove, type Endpoint, type EndpointObject } from './stripe/endpoints';
import { restore, save } from './stripe/memory';
import { mergeMetadata } from './stripe/metadata';
import {
  createShelves,
  shelfName,
  type Shelf,
  type StripeAccount,
  type StripeObject,
} from './stripe/shelf';

export { STRIPE } from './stripe/api';
export { deliver, deliverUntilTaken, type Delivered, type DeliverOptions } from './stripe/deliver';
export type { EndpointObject } from './stripe/endpoints';
export type { StripeAccount, StripeObject } from './stripe/shelf';

export interface StripeOptions {
  readonly accounts: readonly StripeAccount[];
  /** What `save` answered before, where Stripe is to remember. */
  readonly saved?: JsonObject | undefined;
}

/** Where an object lives; without it, the first account in test mode. */
export interface Place {
  readonly account?: string;
  readonly livemode?: boolean;
}

/** An event's own secret and options, but for the secret, which is the endpoint's. */
export type SendOptions = Partial<DeliverOptions> & Place;

export interface FakeStripe {
  readonly service: Service;
  /** Puts an object where the API will find it. */
  put(object: StripeObject, place?: Place): void;
  get(id: string, place?: Place): StripeObject | undefined;
  endpoints(place?: Place): readonly EndpointObject[];
  secretOf(endpointId: string): string;
  /** From where a registered public address can be reached in this sandbox. */
  reachable(publicOrigin: string, localOrigin: string): void;
  localUrl(publicUrl: string): string;
  /**
   * Lets something happen at Stripe: its object and event are there to be read, and the event is delivered to every
   * endpoint that asked for its type, signed with that endpoint's secret.
   */
  send(event: JsonObject, options?: SendOptions): Promise<readonly Delivered[]>;
  /** Tries again, as Stripe does for three days, what endpoints that still stand have not taken. */
  retry(place?: Place): Promise<readonly Delivered[]>;
  /** What a person may do to an endpoint in the Dashboard. */
  addEndpoint(url: string, events?: readonly string[]): string;
  disableEndpoint(endpointId: string): void;
  deleteEndpoint(endpointId: string): void;
  /** Gives an endpoint a new secret, as a person may in the Dashboard. Until `expire`, both sign. */
  rollSecret(endpointId: string): { readonly expire: () => void };
  /** Gives the account another API key; the old one is refused from now on. */
  rollKey(key: string, place?: Place): void;
  /** All that Stripe knows, as JSON. */
  save(): JsonObject;
}

// Of an account that never chose one: what Stripe's own SDK was made for.
const API_VERSION = Stripe.API_VERSION;

export function createStripe({ accounts, saved }: StripeOptions): FakeStripe {
  const shelves = createShelves(accounts);
  if (saved !== undefined) restore(shelves, saved);
  const places = new Map<string, string>();

  function shelfOf({ account = accounts[0]?.id ?? '', livemode = false }: Place = {}): Shelf {
    const shelf = shelves.get(shelfName(account, livemode));
    if (shelf === undefined) throw new Error(`The sandbox has no Stripe account ${account}`);
    return shelf;
  }

  function localUrl(publicUrl: string): string {
    const { origin, pathname, search } = new URL(publicUrl);
    return `${places.get(origin) ?? origin}${pathname}${search}`;
  }

  function remember(event: JsonObject, shelf: Shelf): void {
    const happened = object(event.data).object;
    if (isObject(happened)) keep(happened, shelf);
    keep(event, shelf);
  }

  /** The platform's Connect endpoints hear what happens at its connected accounts. */
  function listeners(event: JsonObject, shelf: Shelf): readonly Endpoint[] {
    const platforms = [...shelves.values()].filter(
      ({ account, livemode }) =>
        livemode === shelf.livemode && account.connected?.includes(shelf.account.id) === true,
    );
    const all = [
      ...[...shelf.endpoints.values()].filter(({ connect }) => !connect),
      ...platforms.flatMap(({ endpoints }) =>
        [...endpoints.values()].filter(({ connect }) => connect),
      ),
    ];
    return all.filter(({ shown }) => listensTo(shown, text(event.type) ?? ''));
  }

  function change(endpointId: string, how: (endpoint: Endpoint) => Endpoint): void {
    for (const { endpoints } of shelves.values()) {
      const endpoint = endpoints.get(endpointId);
      if (endpoint) endpoints.set(endpointId, how(endpoint));
    }
  }

  async function tell(
    { shown, secret, retiring }: Endpoint,
    event: JsonObject,
    shelf: Shelf,
    listening: number,
    options: SendOptions = {},
  ): Promise<readonly Delivered[]> {
    // An event speaks the API version of the endpoint that hears it.
    const told = {
      api_version: shown.api_version ?? API_VERSION,
      ...event,
      pending_webhooks: listening,
    };
    const secrets = retiring === undefined ? secret : [secret, retiring];
    const answers = await deliver(localUrl(shown.url), told, { secret: secrets, ...options });
    note(shelf, text(event.id) ?? '', shown.id, answers);
    return answers;
  }

  return {
    service: createApi(shelves),
    put: (object, place) => void shelfOf(place).objects.set(object.id, object),
    get: (id, place) => shelfOf(place).objects.get(id),
    endpoints: (place) => [...shelfOf(place).endpoints.values()].map(({ shown }) => shown),
    secretOf(endpointId) {
      for (const { endpoints } of shelves.values()) {
        const endpoint = endpoints.get(endpointId);
        if (endpoint !== undefined) return endpoint.secret;
      }
      throw new Error(`Stripe has no endpoint ${endpointId}`);
    },
    reachable: (publicOrigin, localOrigin) => void places.set(publicOrigin, localOrigin),
    localUrl,
    save: () => save(shelves),
    async send(event, { account, livemode = event.livemode === true, ...options } = {}) {
      const of = account ?? text(event.account);
      const shelf = shelfOf({ livemode, ...(of === undefined ? {} : { account: of }) });
      remember(event, shelf);
      const heard = listeners(event, shelf);
      return (
        await Promise.all(
          heard.map((endpoint) => tell(endpoint, event, shelf, heard.length, options)),
        )
      ).flat();
    },
    async retry(place) {
      const shelf = shelfOf(place);
      const delivered: Delivered[] = [];
      for (const [id, waiting] of [...shelf.undelivered]) {
        for (const endpoint of [...waiting].flatMap((one) => shelf.endpoints.get(one) ?? [])) {
          const event = shelf.objects.get(id);
          if (!event || endpoint.shown.status !== 'enabled') continue;
          delivered.push(...(await tell(endpoint, event, shelf, waiting.size)));
        }
      }
      return delivered;
    },
    addEndpoint: (url, events = ['payout.failed']) =>
      create({ url, enabled_events: events }, shelfOf()).id,
    disableEndpoint: (endpointId) => {
      change(endpointId, (endpoint) => ({
        ...endpoint,
        shown: { ...endpoint.shown, status: 'disabled' },
      }));
    },
    deleteEndpoint: (endpointId) => {
      for (const shelf of shelves.values()) remove(endpointId, shelf);
    },
    rollSecret(endpointId) {
      change(endpointId, (endpoint) => ({
        ...endpoint,
        secret: newSecret(),
        retiring: endpoint.secret,
      }));
      return {
        expire: () => {
          change(endpointId, ({ retiring: _, ...endpoint }) => endpoint);
        },
      };
    },
    rollKey(key, place) {
      const shelf = shelfOf(place);
      const { id } = shelf.account;
      for (const livemode of [false, true]) {
        const one = shelfOf({ account: id, livemode });
        const changed = shelf.livemode ? { liveKey: key } : { testKey: key };
        shelves.set(shelfName(id, livemode), { ...one, account: { ...one.account, ...changed } });
      }
    },
  };
}

/** An event is delivered once every endpoint has taken it. */
function note(
  { undelivered }: Shelf,
  eventId: string,
  endpointId: string,
  answers: readonly Delivered[],
): void {
  const waiting = undelivered.get(eventId) ?? new Set();
  if (answers.some(({ status }) => status >= 200 && status < 300)) waiting.delete(endpointId);
  else waiting.add(endpointId);
  if (waiting.size > 0) undelivered.set(eventId, waiting);
  else undelivered.delete(eventId);
}

const listensTo = ({ status, enabled_events }: EndpointObject, type: string): boolean =>
  status === 'enabled' && (enabled_events.includes('*') || enabled_events.includes(type));

/** What was written to an object through the API outlives the next event about it, as it does at Stripe. */
function keep(happened: JsonObject, { objects }: Shelf): void {
  const id = text(happened.id);
  if (id === undefined) return;
  const metadata = { ...object(happened.metadata), ...object(objects.get(id)?.metadata) };
  objects.set(id, { ...happened, id, metadata: mergeMetadata({}, metadata) });
}
