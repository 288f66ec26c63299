import type { JsonObject } from '../../../nodes/core/event/json';
import type { Answer, SeenRequest, Service } from '../request';
import { accountObject } from './account';
import { authenticate } from './authenticate';
import { catalogue } from './catalogue';
import { endpoints } from './endpoints';
import { once } from './idempotency';
import { objects } from './objects';
import { invalid, Refusal } from './refusal';
import type { Shelf, Shelves } from './shelf';

export const STRIPE = 'api.stripe.com';

/** Stripe's API, as far as this project uses it, refusing what Stripe would refuse. */
export const createApi = (shelves: Shelves): Service => ({
  host: STRIPE,
  answer(request) {
    const { status, headers, body } = respond(request, shelves);
    const own = { 'Request-Id': `req_${String(request.number).padStart(14, '0')}` };
    const version = request.headers['stripe-version'];
    return {
      status,
      headers: {
        ...own,
        ...(version === undefined ? {} : { 'Stripe-Version': version }),
        ...headers,
      },
      body,
    };
  },
});

function respond(request: SeenRequest, shelves: Shelves): Answer {
  try {
    checkForm(request);
    checkVersion(request);
    const shelf = authenticate(shelves, request);
    return once(request, shelf, () => ({ status: 200, body: route(request, shelf, shelves) }));
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

function route(request: SeenRequest, shelf: Shelf, shelves: Shelves): JsonObject {
  if (request.path === '/v1/account' && request.method === 'GET')
    return accountObject(shelf.account);
  const body = endpoints(request, shelf) ?? objects(request, shelf, shelves);
  if (body !== undefined) return body;
  throw invalid(
    `Unrecognized request URL (${request.method}: ${request.path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
    {},
    404,
  );
}

function checkForm({ method, headers, text }: SeenRequest): void {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  if (method !== 'POST' || text === '' || isForm) return;
  throw invalid(
    'Invalid request (check that your POST content type is application/x-www-form-urlencoded).',
  );
}

function checkVersion({ headers }: SeenRequest): void {
  const version = headers['stripe-version'];
  if (version === undefined || catalogue().apiVersions.has(version)) return;
  throw invalid(`Invalid Stripe API version: ${version}`);
}
