import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';
import Stripe from 'stripe';
import { text, type JsonObject } from '../../../nodes/core/event/json';

export interface DeliverOptions {
  /** Several while one is being rolled: each signs. */
  readonly secret: string | readonly string[];
  /** When it is signed; now, unless the test wants a stale clock. */
  readonly at?: Date;
  /** How many copies are sent at the same moment. */
  readonly times?: number;
  /** What somebody in between makes of the body after it was signed. */
  readonly tamper?: (body: string) => string;
  /** Instead of the true signature header; `null` sends none. */
  readonly signature?: string | null;
  /** Added to, or instead of, the headers that Stripe sends. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Delivered {
  readonly url: string;
  /** 0 when nobody answered. */
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

// Only its signing is used, which needs no key.
const stripe = new Stripe('sk_test_unused');
const PATIENCE = 30_000;

/** Posts an event as Stripe does: pretty-printed, signed by Stripe's own SDK. Answers what each copy was told. */
export async function deliver(
  url: string,
  event: JsonObject,
  options: DeliverOptions,
): Promise<readonly Delivered[]> {
  const payload = JSON.stringify(event, null, 2);
  const signature = options.signature === undefined ? sign(payload, options) : options.signature;
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    ...(signature === null ? {} : { 'Stripe-Signature': signature }),
    ...options.headers,
  };
  const body = options.tamper?.(payload) ?? payload;
  const copies = Array.from({ length: options.times ?? 1 });
  return Promise.all(copies.map(() => post(url, body, headers)));
}

function sign(payload: string, { secret, at }: DeliverOptions): string {
  const timestamp = Math.floor((at?.getTime() ?? Date.now()) / 1000);
  const [first = '', ...others] = [secret]
    .flat()
    .map((one) => stripe.webhooks.generateTestHeaderString({ payload, secret: one, timestamp }));
  // `t` once, then a `v1` of each secret. https://docs.stripe.com/webhooks#roll-endpoint-secrets
  return [first, ...others.map((header) => header.replace(/^t=\d+,/, ''))].join(',');
}

async function post(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<Delivered> {
  const started = performance.now();
  const ms = (): number => Math.round(performance.now() - started);
  try {
    const response = await axios.post<string>(url, Buffer.from(body), {
      headers,
      proxy: false,
      maxRedirects: 0,
      timeout: PATIENCE,
      responseType: 'text',
      validateStatus: () => true,
    });
    return { url, status: response.status, body: response.data, ms: ms() };
  } catch (error) {
    return { url, status: 0, body: String(error), ms: ms() };
  }
}

/** Delivers again, as Stripe does, until it is taken; Stripe waits hours between tries, this does not. */
export async function deliverUntilTaken(
  url: string,
  event: JsonObject,
  options: DeliverOptions,
  tries = 20,
): Promise<Delivered> {
  for (let left = tries; ; left -= 1) {
    const [delivered] = await deliver(url, event, { ...options, times: 1 });
    if (delivered !== undefined && delivered.status >= 200 && delivered.status < 300)
      return delivered;
    if (left <= 1)
      throw new Error(`Nobody took ${text(event.id)}: ${delivered?.status} ${delivered?.body}`);
    await pause(500);
  }
}
