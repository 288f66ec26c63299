import { isObject, object, text, type JsonObject } from '../../../nodes/core/event/json';
import type { Answer, SeenRequest } from '../request';
import { listEvents } from './events';
import { invalid, refuse } from './refusal';

/** What a read-write token may do here. https://developer.gocardless.com/api-reference/#core-endpoints */
const RESOURCES = ['creditors', 'payments', 'refunds', 'mandates', 'customers', 'subscriptions'];

export interface GoCardlessApi {
  readonly answer: (request: SeenRequest) => Answer;
  readonly put: (resource: string, thing: JsonObject) => void;
  readonly get: (resource: string, id: string) => JsonObject | undefined;
}

export function createApi(token: string): GoCardlessApi {
  const shelves = new Map<string, Map<string, JsonObject>>();
  const shelf = (resource: string): Map<string, JsonObject> => {
    const known = shelves.get(resource) ?? new Map<string, JsonObject>();
    shelves.set(resource, known);
    return known;
  };
  const tried = new Map<unknown, number>();
  const get = (resource: string, id: string) => shelf(resource).get(id);
  const put = (resource: string, thing: JsonObject) =>
    void shelf(resource).set(text(thing.id) ?? '', thing);

  function answer(request: SeenRequest): Answer {
    const refusal = stranger(request, token);
    if (refusal) return refusal;
    const { method, path, query, body } = request;
    const [, resource = '', id, ...action] = path.split('/');
    if (method === 'GET' && path === '/events')
      return listEvents([...shelf('events').values()], query, get);
    if (!RESOURCES.includes(resource))
      return refuse(404, 'resource_not_found', 'Resource not found');
    if (method === 'GET' && id === undefined)
      return ok({ [resource]: [...shelf(resource).values()], meta: { cursors: {}, limit: 50 } });
    const thing = id === undefined ? undefined : get(resource, id);
    if (!thing) return refuse(404, 'resource_not_found', 'Resource not found');
    if (method === 'POST' && resource === 'payments' && action.join('/') === 'actions/retry')
      return retried(thing);
    if (action.length > 0) return refuse(404, 'resource_not_found', 'Resource not found');
    if (method === 'GET') return ok({ [resource]: thing });
    if (method !== 'PUT') return refuse(405, 'method_not_allowed', 'Method not allowed');
    const change = object(body[resource]);
    const wrong = wrongWith(change);
    if (wrong !== undefined) return wrong;
    // As a whole: the harsher of the two readings of the documentation.
    put(resource, { ...thing, ...change });
    return ok({ [resource]: get(resource, id ?? '') });
  }

  /** https://developer.gocardless.com/api-reference/#payments-retry-a-payment */
  function retried(payment: JsonObject): Answer {
    const mandate = get('mandates', text(object(payment.links).mandate) ?? '');
    const tries = tried.get(payment.id) ?? 0;
    if (payment.status !== 'failed')
      return refuse(422, 'retry_failed', 'This payment has not failed');
    if (mandate?.status !== 'active')
      return refuse(422, 'mandate_is_inactive', 'The mandate is not active');
    // GoCardless does not publish what it calls this.
    if (tries === MOST_RETRIES)
      return refuse(422, 'number_of_retries_exceeded', 'This payment has been retried too often');
    tried.set(payment.id, tries + 1);
    const again = { ...payment, status: 'pending_submission' };
    put('payments', again);
    return ok({ payments: again });
  }

  return { answer, put, get };
}

const MOST_RETRIES = 3;

function stranger({ headers }: SeenRequest, token: string): Answer | undefined {
  if (headers.authorization !== `Bearer ${token}`)
    return refuse(
      401,
      'access_token_not_found',
      'The access token you’ve used is not a valid sandbox API access token',
    );
  if (headers['gocardless-version'] !== '2015-07-06')
    return refuse(400, 'missing_version_header', 'Version header required');
  return undefined;
}

/** https://developer.gocardless.com/api-reference/#payments-update-a-payment */
function wrongWith(change: JsonObject): Answer | undefined {
  const unknown = Object.keys(change).find(
    (key) => !['metadata', 'retry_if_possible'].includes(key),
  );
  if (unknown !== undefined) return invalid(unknown, 'is not a permitted key');
  const { metadata } = change;
  if (metadata === undefined) return undefined;
  const entries = isObject(metadata) ? Object.entries(metadata) : undefined;
  if (!entries) return invalid('metadata', 'must be an object');
  if (entries.length > 3) return invalid('metadata', 'must have at most 3 keys');
  for (const [key, value] of entries) {
    if (key.length > 50) return invalid('metadata', 'has a key that is too long');
    if (typeof value !== 'string' || value.length > 500)
      return invalid('metadata', 'must hold strings of at most 500 characters');
  }
  return undefined;
}

const ok = (body: JsonObject): Answer => ({ status: 200, body });
