import { createVerify, sign } from 'node:crypto';
import fc from 'fast-check';
import type { Http } from '../../nodes/core/gateway/apiClient';
import type { Credential } from '../../nodes/core/gateway/credential';
import { certificateStore } from '../../nodes/core/gateway/certificates';
import type { Delivery } from '../../nodes/core/gateway/delivery';
import type { Call, CallAnswer } from '../../nodes/core/gateway/evidence';
import { verifyDelivery, type Calls } from '../../nodes/core/gateway/verifyDelivery';
import { paypal } from '../../nodes/PayPal/paypal.adapter';
import { rootAuthority, type Authority, type Issued } from '../authority';
import { capture, CREATED, notification, RECEIVED, webhook } from '../fixtures/paypal';

/** What PayPal signs, with certificates made for the occasion; the signature is computed without a line of the pack. */

const WEBHOOK_ID = '9XL90610J3647323C';
const BODY = JSON.stringify(webhook('PAYMENT.CAPTURE.DENIED', capture()));
const LIVE: Credential = { environment: 'live', webhookIds: WEBHOOK_ID };
const SANDBOX: Credential = { environment: 'sandbox', webhookIds: WEBHOOK_ID };
const CERT = 'v1/notifications/certs/CERT-360caa42-fca2a594-df8cd2d5';
const NAMES = {
  live: 'messageverificationcerts.paypal.com',
  sandbox: 'messageverificationcerts.sandbox.paypal.com',
};

let root: Authority;
let middle: Authority;
let own: Issued;
beforeAll(async () => {
  root = await rootAuthority('Root of a test');
  middle = await root.intermediate('Middle of a test');
  own = await middle.issue({ name: NAMES.live });
});

/** https://en.wikipedia.org/wiki/Cyclic_redundancy_check, bit by bit. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

interface Sending {
  readonly key?: Issued;
  readonly webhookId?: string;
  readonly url?: string;
  readonly algorithm?: string;
  readonly time?: string;
}

function delivery(body: Buffer | string = BODY, sending: Sending = {}): Delivery {
  const { key = own, webhookId = WEBHOOK_ID, time = CREATED } = sending;
  const rawBody = Buffer.from(body);
  const message = `b2e7c1f0-8901-11f0-9b3a|${time}|${webhookId}|${crc32(rawBody)}`;
  const signature = sign('sha256WithRSAEncryption', Buffer.from(message), key.key);
  return {
    method: 'POST',
    url: 'https://n8n.bbq.example/webhook/1/webhook',
    headers: [
      ['Content-Type', 'application/json'],
      ['PAYPAL-TRANSMISSION-ID', 'b2e7c1f0-8901-11f0-9b3a'],
      ['PAYPAL-TRANSMISSION-TIME', time],
      ['PAYPAL-TRANSMISSION-SIG', signature.toString('base64')],
      ['PAYPAL-AUTH-ALGO', sending.algorithm ?? 'SHA256withRSA'],
      ['PAYPAL-CERT-URL', sending.url ?? `https://api.paypal.com/${CERT}`],
    ],
    rawBody,
    receivedAt: RECEIVED,
  };
}

/** An internet in which one certificate, or whatever is given, is everywhere. */
function internet(serve: string | Error | CallAnswer = own.pem + middle.pem) {
  const calls: Call[] = [];
  const asked: { url: string; body: string | undefined }[] = [];
  let status = 'SUCCESS';
  const http = async (call: Call): Promise<CallAnswer> => {
    calls.push(call);
    if (serve instanceof Error) throw serve;
    return typeof serve === 'string' ? { status: 200, body: Buffer.from(serve) } : serve;
  };
  const api: Http = async ({ url, body }) => {
    asked.push({ url, body });
    return { status: 200, headers: {}, body: JSON.stringify({ verification_status: status }) };
  };
  const io: Calls = { http, api, certificates: certificateStore(() => [root.pem]) };
  const verdict = async (one: Delivery, credential = LIVE): Promise<string> => {
    const verified = await verifyDelivery('paypal', one, credential, io);
    return verified.ok ? 'accepted' : verified.reason;
  };
  return { io, calls, asked, verdict, says: (word: string) => (status = word) };
}

test('what PayPal signed is accepted, whatever is in it, after one look at its certificate', async () => {
  const { verdict, calls } = internet();
  expect(await verdict(delivery())).toBe('accepted');
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1 }), async (bytes) => {
      expect(['accepted', 'malformed']).toContain(await verdict(delivery(Buffer.from(bytes))));
    }),
    { numRuns: 50 },
  );
  expect(calls.map(({ url }) => url)).toEqual([`https://api.paypal.com/${CERT}`]);
});

test('the signed text is verified by Node as PayPal’s own example does it', () => {
  const { headers, rawBody } = delivery();
  const value = (name: string) => headers.find(([key]) => key === name)?.[1] ?? '';
  const text = `${value('PAYPAL-TRANSMISSION-ID')}|${value('PAYPAL-TRANSMISSION-TIME')}|${WEBHOOK_ID}|${crc32(rawBody)}`;
  const verifier = createVerify('SHA256').update(text);
  expect(verifier.verify(own.pem, value('PAYPAL-TRANSMISSION-SIG'), 'base64')).toBe(true);
});

describe('forgeries', () => {
  test.each([
    ['another host', `https://evil.example/${CERT}`],
    ['a host that looks alike', `https://api.paypal.com.evil.example/${CERT}`],
    ['another of PayPal’s hosts', `https://www.paypal.com/${CERT}`],
    ['the sandbox’s host', `https://api.sandbox.paypal.com/${CERT}`],
    ['plain http', `http://api.paypal.com/${CERT}`],
    ['PayPal’s host as a user', `https://api.paypal.com@evil.example/${CERT}`],
    ['a user at PayPal’s host', `https://user:word@api.paypal.com/${CERT}`],
    ['another path', 'https://api.paypal.com/v1/uploads/CERT-1'],
    ['a way out of the path', 'https://api.paypal.com/v1/notifications/certs/../../uploads/1'],
  ])('a certificate from %s is not even fetched', async (_, url) => {
    const { verdict, calls } = internet();
    expect(await verdict(delivery(BODY, { url }))).toBe('untrusted_certificate');
    expect(calls).toEqual([]);
  });

  test('a certificate that somebody signed for themselves', async () => {
    const forger = await rootAuthority(NAMES.live);
    const key = await forger.issue({ name: NAMES.live });
    for (const served of [key.pem, key.pem + forger.pem]) {
      expect(await internet(served).verdict(delivery(BODY, { key }))).toBe('untrusted_certificate');
    }
  });

  test('a certificate that expired, or is of somebody else', async () => {
    const [from, to] = [new Date('2020-01-01'), new Date('2021-01-01')];
    const old = await middle.issue({ name: NAMES.live, from, to });
    const other = await middle.issue({ name: 'paypal.com.evil.example' });
    for (const key of [old, other]) {
      const { verdict } = internet(key.pem + middle.pem);
      expect(await verdict(delivery(BODY, { key }))).toBe('untrusted_certificate');
    }
  });

  test('another webhook, another algorithm, no signature, another key, a byte altered', async () => {
    const { verdict } = internet();
    expect(await verdict(delivery(BODY, { webhookId: 'WEBHOOK_ID' }))).toBe('bad_signature');
    for (const algorithm of ['SHA1withRSA', 'none', '']) {
      expect(await verdict(delivery(BODY, { algorithm }))).toBe('unreadable_signature');
    }
    const { headers, ...rest } = delivery();
    expect(await verdict({ ...rest, headers: headers.slice(0, 2) })).toBe('missing_header');
    const key = await middle.issue({ name: NAMES.live });
    expect(await verdict(delivery(BODY, { key }))).toBe('bad_signature');
    const altered = { ...delivery(), rawBody: Buffer.from(BODY.replace('186.40', '186.41')) };
    expect(await verdict(altered)).toBe('bad_signature');
  });

  test('one that is older than PayPal tries, or from the future', async () => {
    const { verdict } = internet();
    const at = (hours: number) => new Date(Date.parse(RECEIVED) + hours * 3_600_000).toISOString();
    expect(await verdict(delivery(BODY, { time: at(-72) }))).toBe('accepted');
    expect(await verdict(delivery(BODY, { time: at(-73.1) }))).toBe('stale_clock');
    expect(await verdict(delivery(BODY, { time: at(0.1) }))).toBe('future_clock');
  });
});

describe('complaint 6: the PayPal trigger never fires, or skips verification in sandbox', () => {
  const url = `https://api.sandbox.paypal.com/${CERT}`;

  test('the sandbox’s deliveries are accepted by the sandbox’s certificate', async () => {
    const key = await middle.issue({ name: NAMES.sandbox });
    const { verdict } = internet(key.pem + middle.pem);
    expect(await verdict(delivery(BODY, { url, key }), SANDBOX)).toBe('accepted');
    const other = `https://api-m.sandbox.paypal.com/${CERT}`;
    expect(await verdict(delivery(BODY, { url: other, key }), SANDBOX)).toBe('accepted');
  });

  test('and refused exactly as live ones are', async () => {
    const { verdict, calls } = internet();
    expect(await verdict({ ...delivery(), headers: [] }, SANDBOX)).toBe('missing_header');
    expect(await verdict(delivery(), SANDBOX)).toBe('untrusted_certificate');
    expect(calls).toEqual([]);
    const altered = { ...delivery(BODY, { url }), rawBody: Buffer.from(`${BODY} `) };
    expect(await verdict(altered, SANDBOX)).toBe('bad_signature');
    expect(await verdict(delivery(BODY, { url }), { environment: 'sandbox' })).toBe('no_secret');
    const forger = await rootAuthority(NAMES.sandbox);
    const key = await forger.issue({ name: NAMES.sandbox });
    const forged = internet(key.pem + forger.pem);
    expect(await forged.verdict(delivery(BODY, { url, key }), SANDBOX)).toBe(
      'untrusted_certificate',
    );
  });
});

describe('where the certificate cannot be had', () => {
  const away = new Error('getaddrinfo ENOTFOUND api.paypal.com');
  const asking: Credential = { ...LIVE, askPayPal: true };

  test('PayPal is asked to send again, and nothing else is asked of it', async () => {
    const { verdict, asked, io } = internet(away);
    expect(await verdict(delivery())).toBe('certificate_unavailable');
    expect(asked).toEqual([]);
    expect(await verifyDelivery('paypal', delivery(), LIVE, io)).toMatchObject({
      kind: 'unavailable',
    });
    expect(await verifyDelivery('paypal', delivery(), LIVE)).toMatchObject({ kind: 'unavailable' });
  });

  test('PayPal checks it itself, if the owner wants that, with the event as it came', async () => {
    const { verdict, asked, says } = internet(away);
    const odd = BODY.replace('"186.40"', '"186.40" ');
    const one = delivery(odd);
    expect(await verdict(one, asking)).toBe('accepted');
    expect(asked.map((one_) => one_.url)).toEqual([
      'https://api-m.paypal.com/v1/notifications/verify-webhook-signature',
    ]);
    const [{ body = '' } = {}] = asked;
    expect(body).toContain(`"webhook_event":${odd}}`);
    expect(JSON.parse(body)).toMatchObject({
      auth_algo: 'SHA256withRSA',
      cert_url: `https://api.paypal.com/${CERT}`,
      transmission_id: 'b2e7c1f0-8901-11f0-9b3a',
      transmission_time: CREATED,
      webhook_id: WEBHOOK_ID,
    });
    says('FAILURE');
    expect(await verdict(one, asking)).toBe('bad_signature');
    says('?');
    expect(await verdict(one, asking)).toBe('certificate_unavailable');
  });

  test('but not in place of one that is not PayPal’s', async () => {
    const { verdict, asked } = internet('rubbish');
    const one = delivery(BODY, { url: `https://evil.example/${CERT}` });
    expect(await verdict(one, asking)).toBe('untrusted_certificate');
    expect(asked).toEqual([]);
  });
});

describe('IPN', () => {
  const form = new URLSearchParams(notification({ last_name: 'x' }))
    .toString()
    .replace('=x', '=Ren%E9');
  const posted = (body = form): Delivery => ({
    ...delivery(),
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    rawBody: Buffer.from(body),
  });
  const till: Credential = { ...LIVE, ipnReceivers: 'till@ember-rice.example, ABCMERCHANT' };
  const word = (said: string) => ({ status: 200, body: Buffer.from(said) });

  test('is sent back byte for byte, and read in its own charset', async () => {
    const { io, calls } = internet(word('VERIFIED'));
    const verified = await verifyDelivery('paypal', posted(), till, io);
    expect(verified).toMatchObject({ ok: true, events: [{ payload: { last_name: 'René' } }] });
    expect(calls).toMatchObject([
      {
        method: 'POST',
        url: 'https://ipnpb.paypal.com/cgi-bin/webscr',
        body: Buffer.from(`cmd=_notify-validate&${form}`),
      },
    ]);
  });

  test('asks the sandbox’s in the sandbox', async () => {
    const { verdict, calls } = internet(word('VERIFIED'));
    expect(await verdict(posted(), { ...till, environment: 'sandbox' })).toBe('accepted');
    expect(calls[0]?.url).toBe('https://ipnpb.sandbox.paypal.com/cgi-bin/webscr');
  });

  test('that PayPal did not send, that is for others, or that nobody asked for, is refused', async () => {
    expect(await internet(word('INVALID')).verdict(posted(), till)).toBe('not_vouched');
    const { verdict, calls } = internet(word('VERIFIED'));
    expect(await verdict(posted(form.replace('till%40', 'evil%40')), till)).toBe('wrong_receiver');
    expect(await verdict(posted(), LIVE)).toBe('no_secret');
    expect(calls).toEqual([]);
    expect(await internet(new Error('away')).verdict(posted(), till)).toBe('post_back_unavailable');
  });
});

test('webhook ids: none, one, or several while one takes the place of another', () => {
  const keys = (webhookIds: unknown) => paypal.signature.keys({ webhookIds });
  expect(keys(undefined)).toEqual([]);
  expect(keys(' ')).toEqual([]);
  expect(keys('8AB, 9XL')).toEqual(['8AB', '9XL']);
});
