import { isObject, object, text, type JsonObject } from '../../nodes/core/event/json';
import { charges } from './clover/charges';
import { askForCode, deliverBatch, deliverCheckout, type Sent } from './clover/deliver';
import { Refusal } from './clover/refusal';
import { shop, type Shelf } from './clover/shop';
import type { Answer, SeenRequest, Service } from './request';

export const CLOVER = 'api.clover.com';
export const CLOVER_WEB = 'scl.clover.com';

export interface CloverOptions {
  readonly merchant: string;
  readonly token: string;
  readonly ecommerceKey: string;
  /** What the app's webhooks bring, and Hosted Checkout signs with. */
  readonly authCode: string;
  readonly signingSecret: string;
}

export interface FakeClover {
  readonly services: readonly Service[];
  put(kind: string, about: JsonObject): void;
  get(kind: string, id: string): JsonObject | undefined;
  /** As the Developer Dashboard does: posts a code to the address, which somebody has to enter. */
  verify(url: string): Promise<Sent & { readonly code: string }>;
  /** A payment is made or changed: it is there to be read, and the app's address is told so. */
  ring(url: string, payment: JsonObject, type?: string, authCode?: string): Promise<Sent>;
  /** Somebody paid, or tried to, on the checkout page. */
  checkout(url: string, about: JsonObject, secret?: string): Promise<Sent>;
}

/** Clover, as far as this project uses it, refusing what Clover would refuse. */
export function createClover(options: CloverOptions): FakeClover {
  const { merchant, token, ecommerceKey, authCode, signingSecret } = options;
  const shelf: Shelf = new Map();
  const answering = (key: string, route: (request: SeenRequest) => JsonObject) => {
    return (request: SeenRequest): Answer => {
      try {
        if (request.headers.authorization !== `Bearer ${key}`)
          throw new Refusal(401, '401 Unauthorized');
        return { status: 200, body: route(request) };
      } catch (error) {
        if (error instanceof Refusal) return error.answer;
        throw error;
      }
    };
  };
  const nameOf = (kind: string, id: unknown): string => `${kind} ${text(id) ?? ''}`;
  return {
    services: [
      { host: CLOVER, answer: answering(token, (request) => shop(request, merchant, shelf)) },
      { host: CLOVER_WEB, answer: answering(ecommerceKey, (request) => charges(request, shelf)) },
    ],
    put: (kind, about) => void shelf.set(nameOf(kind, about.id), about),
    get: (kind, id) => shelf.get(nameOf(kind, id)),
    verify: askForCode,
    ring(url, payment, type = 'CREATE', code = authCode) {
      // What a stranger tells of did not happen.
      if (code === authCode) shelf.set(nameOf('payments', payment.id), plain(payment));
      return deliverBatch(url, { [merchant]: [`P:${text(payment.id) ?? ''}`] }, type, code);
    },
    checkout: (url, about, secret = signingSecret) =>
      deliverCheckout(url, { merchantId: merchant, type: 'PAYMENT', ...about }, secret),
  };
}

function plain(value: object): JsonObject {
  const parsed: unknown = JSON.parse(JSON.stringify(value));
  return isObject(parsed) ? parsed : object(undefined);
}
