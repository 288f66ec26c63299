import { randomBytes } from 'node:crypto';
import { text, type JsonObject } from '../../nodes/core/event/json';
import { deliver, type Delivered, type DeliverOptions } from './adyen/deliver';
import { Refusal } from './adyen/refusal';
import { answerWebhooks, wants, type Webhook, type Webhooks } from './adyen/webhooks';
import type { Answer, SeenRequest, Service } from './request';

export type { Delivered } from './adyen/deliver';

export const ADYEN = 'management-test.adyen.com';

export interface AdyenOptions {
  readonly apiKey: string;
  /** The merchant account that the key belongs to. */
  readonly account: string;
}

/** A sandbox of Adyen's test environment: its Management API, and the webhooks that it sends. */
export interface FakeAdyen {
  readonly service: Service;
  webhooks(): readonly JsonObject[];
  /** From where a registered public address can be reached in this sandbox. */
  reachable(publicOrigin: string, localOrigin: string): void;
  /** An item of this account, as it stands in a delivery; everything that it leaves out is made up. */
  item(eventCode: string, about?: JsonObject): JsonObject;
  /** Sends items in one batch to every active standard webhook that asked for them. */
  send(items: readonly JsonObject[], options?: DeliverOptions): Promise<readonly Delivered[]>;
}

export function createAdyen({ apiKey, account }: AdyenOptions): FakeAdyen {
  const webhooks: Webhooks = new Map();
  const places = new Map<string, string>();

  async function route(request: SeenRequest): Promise<Answer> {
    if (request.headers['x-api-key'] !== apiKey)
      throw new Refusal(401, 'Unauthorized', 'Authorization credentials missing or invalid.');
    const [, version, resource, merchant, part, ...rest] = request.path
      .split('/')
      .map(decodeURIComponent);
    if (version === 'v3' && resource === 'merchants' && merchant !== account)
      throw new Refusal(403, 'Forbidden', `Not allowed to access merchant account ${merchant}.`);
    if (request.method === 'GET' && part === undefined)
      return { status: 200, body: { id: account, name: 'Ember & Rice', status: 'Active' } };
    const answer =
      part === 'webhooks' ? await answerWebhooks(request, rest, webhooks, probe) : undefined;
    if (answer) return answer;
    throw new Refusal(404, 'Not found', `${request.method} ${request.path} is not known.`);
  }

  const addressOf = ({ shown }: Webhook): string => {
    const { origin, pathname } = new URL(text(shown.url) ?? '');
    return `${places.get(origin) ?? origin}${pathname}`;
  };
  const probe = async (webhook: Webhook, code: string): Promise<number> =>
    (await deliver(addressOf(webhook), [item(code)], webhook)).status;

  const item = (eventCode: string, about: JsonObject = {}): JsonObject => ({
    additionalData: {},
    amount: { currency: 'USD', value: 21_000 },
    eventCode,
    eventDate: new Date().toISOString().replace(/\.\d+Z$/, '+00:00'),
    merchantAccountCode: account,
    merchantReference: 'test-order',
    originalReference: '',
    paymentMethod: 'visa',
    pspReference: randomBytes(8).toString('hex').toUpperCase(),
    reason: '',
    success: 'true',
    ...about,
  });

  return {
    service: { host: ADYEN, answer: (request) => answered(() => route(request)) },
    webhooks: () => [...webhooks.values()].map(({ shown }) => shown),
    reachable: (publicOrigin, localOrigin) => void places.set(publicOrigin, localOrigin),
    item,
    async send(items, options) {
      const told = [...webhooks.values()]
        .filter(({ shown }) => shown.active === true && shown.type === 'standard')
        .map((webhook) => ({
          webhook,
          wanted: items.filter(({ eventCode }) => wants(webhook, text(eventCode) ?? '')),
        }))
        .filter(({ wanted }) => wanted.length > 0);
      return await Promise.all(
        told.map(({ webhook, wanted }) => deliver(addressOf(webhook), wanted, webhook, options)),
      );
    },
  };
}

async function answered(route: () => Promise<Answer>): Promise<Answer> {
  try {
    return await route();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}
