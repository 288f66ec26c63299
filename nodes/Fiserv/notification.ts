import { isObject, text, type JsonObject } from '../core/event/json';
import type { Split } from '../core/gateway/delivery';
import type { Mode } from '../core/gateway/mode';
import type { FieldSignature, SignedField } from '../core/gateway/signature';
import { recurringSecrets, sharedSecrets } from './keys';

/**
 * What the IPG tells a store of each transaction: a form, of which five fields are signed. No other field may say which
 * event or attempt this is, or how much it is about. IPG checks no certificate when it delivers, so whoever sits between
 * it and n8n may have changed the others. https://docs.fiserv.dev/public/docs/s2s-notifications
 */
export const NOTIFICATION = 'ipg.notification';
export const RECURRING = 'ipg.recurring';

const field = (name: string, shape?: RegExp): SignedField => ({
  path: [name],
  ...(shape && { shape }),
});

/** Approved, declined, or still waiting. With the same secret other messages are signed, and none ends like this. */
const OUTCOME = /^[YN?]:/;

const digest = ['notification_hash'];

/** Which hash it is the store chooses with each payment; how it is written is not documented for notifications. */
const hashed: FieldSignature = {
  over: 'fields',
  algorithm: 'sha256',
  digest,
  fields: [
    field('chargetotal'),
    field('currency'),
    field('txndatetime'),
    field('storename'),
    field('approval_code', OUTCOME),
  ],
  separator: '|',
  keyEncoding: 'utf8',
  digestEncoding: 'base64',
  also: (['sha256', 'sha384', 'sha512'] as const).flatMap((algorithm) =>
    (['base64', 'hex'] as const).flatMap((digestEncoding) =>
      (['utf8', 'latin1'] as const).map((written) => ({
        algorithm,
        digestEncoding,
        text: written,
      })),
    ),
  ),
  keys: sharedSecrets,
};

/**
 * Of recurring payments that the IPG collects by itself: a plain hash, the secret after the amount and nothing between
 * the fields. Older stores hash the hexadecimal digits of that.
 * https://docs.fiserv.dev/public/docs/server-to-server-notification
 */
const hashedPlainly: FieldSignature = {
  over: 'fields',
  algorithm: 'sha256',
  digest,
  fields: [
    field('chargetotal', /^\d+(?:[.,]\d+)?$/),
    { secret: true },
    field('currency', /^\d{3}$/),
    field('txndatetime', /^\d{4}:\d\d:\d\d-\d\d:\d\d:\d\d$/),
    field('storename', /^\d+$/),
    field('approval_code', OUTCOME),
  ],
  separator: '',
  keyEncoding: 'utf8',
  digestEncoding: 'hex',
  also: [{ text: 'hex' }, { digestEncoding: 'base64' }, { text: 'hex', digestEncoding: 'base64' }],
  keys: recurringSecrets,
};

/** What is kept of a form: the signed fields, and those few others that are told apart from them later. */
const KEPT =
  'chargetotal currency txndatetime storename approval_code oid ipgTransactionId txntype ccbrand bname email phone'.split(
    ' ',
  );

const splitAs =
  (type: string) =>
  (body: unknown, receivedAt: string): Split | undefined => {
    if (!isObject(body)) return undefined;
    const account = text(body.storename);
    const outcome = outcomeOf(body);
    const checkout = checkoutOf(body);
    if (account === undefined || outcome === undefined || checkout === undefined) return undefined;
    const kept = Object.fromEntries(KEPT.map((name) => [name, body[name]]));
    const payload = { ...kept, last4: endOf(body.cardnumber) };
    const id = `${checkout}:${outcome}`;
    return {
      events: [{ gateway: 'fiserv', id, type, account, receivedAt, payload }],
      rejected: [],
    };
  };

/** Numbers come with their beginning hidden: `(VISA) ... 1111`. */
const endOf = (number: unknown): string | undefined => /\d{4}$/.exec(text(number) ?? '')?.[0];

/**
 * What tells one checkout from all others: your shop gave it a time to the second, and an amount. Guests who check out
 * at one store in the same second for the same amount are taken for one.
 */
export function checkoutOf(body: JsonObject): string | undefined {
  const [at, total, currency] = [body.txndatetime, body.chargetotal, body.currency].map(text);
  return at === undefined ? undefined : `${at} ${total ?? ''} ${currency ?? ''}`;
}

/** Of a decline the code; of an approval also the number that the IPG gave it. What follows are words. */
export function outcomeOf({ approval_code: code }: JsonObject): string | undefined {
  const approval = text(code);
  if (approval === undefined || !OUTCOME.test(approval)) return undefined;
  const parts = approval.split(':');
  return parts.slice(0, approval.startsWith('Y') ? 3 : 2).join(':');
}

export const notification: Mode = {
  toldBy: { header: 'content-type', begins: 'application/x-www-form-urlencoded' },
  body: 'form',
  types: [NOTIFICATION],
  signature: hashed,
  split: splitAs(NOTIFICATION),
};

export const recurringNotification: Mode = {
  toldBy: { query: 'recurring' },
  body: 'form',
  types: [RECURRING],
  signature: hashedPlainly,
  split: splitAs(RECURRING),
};
