import { integer, isObject, list, object, text, type Json } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { Split } from '../core/gateway/delivery';
import type { Mode } from '../core/gateway/mode';
import { keysIn } from '../core/gateway/several';

/**
 * The webhooks of an app: a batch over all its merchants, which says of each object that it was made or changed, and
 * nothing else. https://docs.clover.com/dev/docs/webhooks
 */
export const PAYMENTS = { CREATE: 'payments.CREATE', UPDATE: 'payments.UPDATE' } as const;

export const appWebhook: Mode = {
  toldBy: { header: 'x-clover-auth', begins: '' },
  body: 'json',
  types: Object.values(PAYMENTS),
  signature: { over: 'token', header: 'x-clover-auth', keys: keysIn('authTokens') },
  split: splitApp,
};

export function splitApp(body: unknown, receivedAt: string): Split | undefined {
  if (!isObject(body) || !isObject(body.merchants)) return undefined;
  const events = Object.entries(body.merchants).flatMap(([merchant, updates]) =>
    list(updates).flatMap((update) => eventOf(merchant, update, receivedAt) ?? []),
  );
  return { events, rejected: [] };
}

/** `P:` stands for payments. */
const PAYMENT = /^P:(.+)$/;

/** Clover gives updates no names of their own. Only what is needed is kept: nobody signed the rest. */
function eventOf(account: string, update: Json, receivedAt: string): RawEvent | undefined {
  const { objectId, type: what, ts: written } = object(update);
  const paymentId = PAYMENT.exec(text(objectId) ?? '')?.[1];
  if (paymentId === undefined || account === '') return undefined;
  if (what !== 'CREATE' && what !== 'UPDATE') return undefined;
  const ts = integer(written);
  return {
    gateway: 'clover',
    id: `P:${paymentId}:${what}:${ts ?? receivedAt}`,
    type: PAYMENTS[what],
    account,
    receivedAt,
    payload: { objectId, type: what, ts },
  };
}

/** The payment that an update names. */
export const updatedPayment = ({ payload }: RawEvent): string | undefined =>
  PAYMENT.exec(text(payload.objectId) ?? '')?.[1];
