import { randomBytes } from 'node:crypto';
import { object, text, type JsonObject } from '../../../nodes/core/event/json';
import type { SeenRequest } from '../request';
import { catalogue } from './catalogue';
import { LIST_PARAMETERS, page } from './list';
import { mergeMetadata } from './metadata';
import { onlyKnown, texts } from './parameters';
import { invalid, missingParameter, noSuch } from './refusal';
import type { Shelf } from './shelf';
import { checkUrl } from './url';

/** A registered webhook endpoint. The secret and `connect` are shown to nobody after creation. */
export interface Endpoint {
  readonly shown: EndpointObject;
  readonly secret: string;
  /** The secret before it was rolled, while both are in use. */
  readonly retiring?: string;
  readonly connect: boolean;
}

export interface EndpointObject extends JsonObject {
  readonly id: string;
  readonly url: string;
  readonly enabled_events: readonly string[];
  readonly api_version: string | null;
  readonly status: string;
  readonly metadata: JsonObject;
}

const MOST_ENDPOINTS = 16;
const PATH = '/v1/webhook_endpoints';
const CHANGEABLE = ['url', 'enabled_events', 'description', 'metadata', 'disabled', 'expand'];
const ONLY_AT_CREATION = ['api_version', 'connect'];

/** https://docs.stripe.com/api/webhook_endpoints */
export function endpoints(request: SeenRequest, shelf: Shelf): JsonObject | undefined {
  const { method, path, body, query } = request;
  if (path === PATH && method === 'GET') return list(query, shelf);
  if (path === PATH && method === 'POST') return create(body, shelf);
  if (!path.startsWith(`${PATH}/`)) return undefined;

  const id = path.slice(PATH.length + 1);
  const endpoint = shelf.endpoints.get(id);
  if (endpoint === undefined) throw noSuch('webhook endpoint', id, 'webhook_endpoint');
  if (method === 'GET') return endpoint.shown;
  if (method === 'POST') return update(endpoint, body, shelf);
  if (method !== 'DELETE') return undefined;
  remove(id, shelf);
  return { id, object: 'webhook_endpoint', deleted: true };
}

function list(query: JsonObject, shelf: Shelf): JsonObject {
  onlyKnown(query, LIST_PARAMETERS);
  return page(
    [...shelf.endpoints.values()].map(({ shown }) => shown),
    query,
    PATH,
  );
}

/** What waits for it is not tried again, and nobody can tell any more that it was not delivered. */
export function remove(id: string, { endpoints, undelivered }: Shelf): void {
  endpoints.delete(id);
  for (const [event, waiting] of undelivered) {
    waiting.delete(id);
    if (waiting.size === 0) undelivered.delete(event);
  }
}

export function create(form: JsonObject, shelf: Shelf): EndpointObject {
  onlyKnown(form, [...CHANGEABLE, ...ONLY_AT_CREATION]);
  const url = text(form.url);
  if (url === undefined) throw missingParameter('url');
  if (form.enabled_events === undefined) throw missingParameter('enabled_events');
  checkUrl(url);
  const version = text(form.api_version);
  if (version !== undefined && !catalogue().apiVersions.has(version))
    throw invalid(`Invalid API version: ${version}`, { param: 'api_version' });
  if (shelf.endpoints.size >= MOST_ENDPOINTS)
    throw invalid(
      `You have reached the maximum of ${MOST_ENDPOINTS} ${shelf.livemode ? 'live' : 'test'} webhook endpoints.`,
    );

  const shown: EndpointObject = {
    id: `we_${randomBytes(12).toString('hex')}`,
    object: 'webhook_endpoint',
    api_version: version ?? null,
    application: null,
    created: Math.floor(Date.now() / 1000),
    description: text(form.description) ?? null,
    enabled_events: eventTypes(form),
    livemode: shelf.livemode,
    metadata: mergeMetadata({}, form.metadata),
    status: 'enabled',
    url,
  };
  const secret = newSecret();
  shelf.endpoints.set(shown.id, { shown, secret, connect: form.connect === 'true' });
  return { ...shown, secret };
}

function update(endpoint: Endpoint, form: JsonObject, shelf: Shelf): JsonObject {
  onlyKnown(form, CHANGEABLE);
  const { shown } = endpoint;
  const url = text(form.url);
  if (url !== undefined) checkUrl(url);
  const updated: EndpointObject = {
    ...shown,
    url: url ?? shown.url,
    description: text(form.description) ?? object(shown).description ?? null,
    enabled_events: form.enabled_events === undefined ? shown.enabled_events : eventTypes(form),
    metadata: mergeMetadata(shown.metadata, form.metadata),
    status: form.disabled === undefined ? shown.status : statusOf(form.disabled === 'true'),
  };
  shelf.endpoints.set(shown.id, { ...endpoint, shown: updated });
  return updated;
}

const statusOf = (disabled: boolean): string => (disabled ? 'disabled' : 'enabled');

function eventTypes(form: JsonObject): readonly string[] {
  const types = texts(form.enabled_events);
  if (types.length === 0) throw invalid('Invalid array', { param: 'enabled_events' });
  types.forEach((type, index) => {
    if (!catalogue().eventTypes.has(type))
      throw invalid(`Invalid enabled_events[${index}]: unknown event type ${type}`, {
        param: `enabled_events[${index}]`,
      });
  });
  return types;
}

export const newSecret = (): string => `whsec_${randomBytes(24).toString('hex')}`;
