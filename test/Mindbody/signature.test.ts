import { createHmac } from 'node:crypto';
import type { Delivery } from '../../nodes/core/gateway/delivery';
import { openDelivery } from '../../nodes/core/gateway/openDelivery';
import { mindbody } from '../../nodes/Mindbody/mindbody.adapter';
import { envelope, EVENING, sale } from '../fixtures/mindbody';

/** Recomputed by hand: HMAC-SHA256 over the body, with the key as it is written, in base64. https://developers.mindbodyonline.com/WebhooksDocumentation */
const KEY = 'cJq4kS2nV0zYt1Hq8m5pRw7bXe3uLd9A+fGhIjKlMnO=';
const BODY = JSON.stringify(envelope('clientSale.created', sale()));
const signed = (key: string, body = BODY) =>
  `sha256=${createHmac('sha256', key).update(body).digest('base64')}`;

const open = (header: string | undefined, keys = KEY, body = BODY) => {
  const delivery: Delivery = {
    method: 'POST',
    url: 'https://n8n.bbq-house.example/webhook/1/webhook',
    headers: header === undefined ? [] : [['X-Mindbody-Signature', header]],
    rawBody: Buffer.from(body),
    receivedAt: EVENING,
  };
  return openDelivery(mindbody, delivery, mindbody.signature.keys({ signingSecrets: keys }));
};

test('a sale that Mindbody signed is taken', () => {
  expect(open(signed(KEY))).toMatchObject({ ok: true, events: [{ type: 'clientSale.created' }] });
  expect(open(signed(KEY), `retired=, ${KEY}`)).toMatchObject({ ok: true });
});

test.each([
  ['another key', signed('another=')],
  [
    'the bytes that the key stands for',
    (() => {
      const bytes = Buffer.from(KEY, 'base64');
      return `sha256=${createHmac('sha256', bytes).update(BODY).digest('base64')}`;
    })(),
  ],
  ['another body', signed(KEY, `${BODY} `)],
])('one that was signed with %s is not', (_, header) => {
  expect(open(header)).toMatchObject({ ok: false, reason: 'bad_signature' });
});

test('nor one without the header, in hexadecimal, or without the name of the method', () => {
  expect(open(undefined)).toMatchObject({ reason: 'missing_header' });
  const hex = createHmac('sha256', KEY).update(BODY).digest('hex');
  expect(open(`sha256=${hex}`)).toMatchObject({ ok: false });
  expect(open(signed(KEY).slice('sha256='.length))).toMatchObject({ ok: false });
  expect(open(signed(KEY), '')).toMatchObject({ reason: 'no_secret' });
});

test('an amount that a float would round is read as it was written', () => {
  const body = BODY.replace('"totalAmountPaid":186.4', '"totalAmountPaid":70071992547409.93');
  const opened = open(signed(KEY, body), KEY, body);
  const [raw] = opened.ok ? opened.events : [];
  const event = raw && mindbody.normalize(raw, {}, { account: '1', currency: 'USD' });
  expect(event?.order?.total?.decimal).toBe('70071992547409.93');
});
