import { randomUUID } from 'node:crypto';
import { text, type JsonObject } from '../../../nodes/core/event/json';
import type { Answer, SeenRequest } from '../request';
import { Refusal } from './refusal';

export interface ToastClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly restaurantGuid: string;
}

export interface ToastApi {
  readonly answer: (request: SeenRequest) => Answer;
  readonly put: (path: string, thing: JsonObject) => void;
  /** Every access token that was given so far is of no use any more. */
  readonly expire: () => void;
}

const LOGIN = '/authentication/v1/authentication/login';
const BULK = '/orders/v2/ordersBulk';
const ORDERS = '/orders/v2/orders/';
/** https://doc.toasttab.com/doc/devguide/api_dates_and_timestamps.html */
const WRITTEN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{4}$/;

/** Toast's API at one restaurant, as far as this project uses it, refusing what Toast would refuse. */
export function createApi(client: ToastClient): ToastApi {
  const shelf = new Map<string, JsonObject>();
  const tokens = new Set<string>();

  function login({ body }: SeenRequest): JsonObject {
    const { clientId, clientSecret, userAccessType } = body;
    if (userAccessType !== 'TOAST_MACHINE_CLIENT')
      throw new Refusal(400, 10_000, 'Unsupported user access type.');
    if (clientId !== client.clientId || clientSecret !== client.clientSecret)
      throw new Refusal(401, 10_010, 'Invalid credentials.');
    const accessToken = randomUUID();
    tokens.add(accessToken);
    const token = { tokenType: 'Bearer', scope: null, expiresIn: 86_400, accessToken };
    return { '@class': '.SuccessfulResponse', token, status: 'SUCCESS' };
  }

  function route(request: SeenRequest): Answer {
    const { method, path, headers } = request;
    if (method === 'POST' && path === LOGIN) return { status: 200, body: login(request) };
    if (!tokens.has((headers.authorization ?? '').replace(/^Bearer /, '')))
      throw new Refusal(401, 10_011, 'Access token is not valid.');
    const restaurant = headers['toast-restaurant-external-id'];
    if (restaurant === undefined)
      throw new Refusal(400, 10_012, 'Toast-Restaurant-External-ID is missing.');
    if (restaurant !== client.restaurantGuid)
      throw new Refusal(403, 10_013, 'No access to this restaurant.');
    if (method !== 'GET') throw new Refusal(405, 10_014, 'Method not allowed.');
    if (path === BULK)
      return { status: 200, body: {}, written: JSON.stringify(changed(request.query)) };
    const found = shelf.get(path);
    if (!found) throw new Refusal(404, 10_015, `${path} not found.`);
    return { status: 200, body: found };
  }

  function changed({ startDate, endDate, pageSize, page }: JsonObject): readonly JsonObject[] {
    const [from, to] = [text(startDate) ?? '', text(endDate) ?? ''];
    const [size, number] = [Number(pageSize), Number(page)];
    if (!WRITTEN.test(from) || !WRITTEN.test(to) || Date.parse(from) >= Date.parse(to))
      throw new Refusal(400, 10_016, 'startDate and endDate are no span of time.');
    if (!(size >= 1 && size <= 100 && number >= 1))
      throw new Refusal(400, 10_017, 'There is no such page.');
    return [...shelf]
      .filter(([path]) => path.startsWith(ORDERS))
      .map(([, order]) => order)
      .filter(({ modifiedDate }) => {
        const at = Date.parse(text(modifiedDate) ?? '');
        return at >= Date.parse(from) && at < Date.parse(to);
      })
      .slice(size * (number - 1), size * number);
  }

  return {
    answer(request) {
      try {
        return route(request);
      } catch (error) {
        if (error instanceof Refusal) return error.answer;
        throw error;
      }
    },
    put: (path, thing) => void shelf.set(path, thing),
    expire: () => tokens.clear(),
  };
}
