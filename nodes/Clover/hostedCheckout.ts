import { isObject, text, type Json, type JsonObject } from '../core/event/json';
import type { Split } from '../core/gateway/delivery';
import type { SignatureRow } from '../core/gateway/signature';
import { keysIn } from '../core/gateway/several';

/**
 * Hosted Checkout tells of each payment on Clover’s checkout page, approved or declined.
 * https://docs.clover.com/docs/ecomm-hosted-checkout-webhook
 */
export const CHECKOUT = {
  APPROVED: 'hosted_checkout.APPROVED',
  DECLINED: 'hosted_checkout.DECLINED',
} as const;

export const signature: SignatureRow = {
  algorithm: 'sha256',
  header: 'clover-signature',
  format: { style: 'pairs', timestamp: 't', digest: 'v1' },
  message: [{ part: 'timestamp' }, { part: 'text', text: '.' }, { part: 'body' }],
  keyEncoding: 'utf8',
  digestEncoding: 'hex',
  keys: keysIn('signingSecrets'),
  tolerance: 300,
};

/** Clover documents the fields by their labels alone, so any spelling will do: CreatedTime, createdTime, created_time. */
const FIELDS = ['id', 'type', 'status', 'merchantId', 'data', 'createdTime', 'message'] as const;
/** What samples carry besides, so that a test run asks Clover for nothing. */
const LINKED = ['payment', 'order', 'merchant', 'charge'] as const;

const spelling = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/** By the likeliest spelling, and by what all spellings have in common. */
const NAMES: ReadonlyMap<string, string> = new Map(
  [...FIELDS, ...LINKED].flatMap((name) => [
    [name, name],
    [spelling(name), name],
  ]),
);

/** The same body under the names that are used here; of a name that is spelled twice, the first. */
export function renamed(body: JsonObject): JsonObject {
  const found: Record<string, Json | undefined> = {};
  for (const [written, value] of Object.entries(body)) {
    const name = NAMES.get(written) ?? NAMES.get(spelling(written));
    if (name !== undefined && !Object.hasOwn(found, name)) found[name] = value;
  }
  return found;
}

/** One payment: named after it and what became of it, since Clover gives its messages no names. */
export function splitCheckout(body: unknown, receivedAt: string): Split | undefined {
  if (!isObject(body)) return undefined;
  const payload = renamed(body);
  const [id, kind, status] = [payload.id, payload.type, payload.status].map(text);
  if (id === undefined || kind === undefined || status === undefined) return undefined;
  const type = kind.toUpperCase() === 'PAYMENT' ? typeOf(status.toUpperCase()) : undefined;
  if (type === undefined) return { events: [], rejected: [] };
  const account = text(payload.merchantId);
  const event = { gateway: 'clover', id: `${id}:${status.toUpperCase()}`, type, account };
  return { events: [{ ...event, receivedAt, payload }], rejected: [] };
}

const typeOf = (status: string): string | undefined =>
  status === 'APPROVED' || status === 'DECLINED' ? CHECKOUT[status] : undefined;
