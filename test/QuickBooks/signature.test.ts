import { createHmac } from 'node:crypto';
import { openDelivery } from '../../nodes/core/gateway/openDelivery';
import { quickbooks } from '../../nodes/QuickBooks/quickbooks.adapter';
import { cloudEvent, older } from '../fixtures/quickbooks';

/** Signed as Intuit's own sample does, written out: https://github.com/IntuitDeveloper/SampleApp-Webhooks-nodejs */

const TOKEN = '8b3a1d4e-55c0-4b0c-9a57-0f6a3f2b7c11';
const sign = (body: string, token = TOKEN) =>
  createHmac('sha256', token).update(body).digest('base64');
const open = (body: string, signature = sign(body), tokens = TOKEN) =>
  openDelivery(
    quickbooks,
    {
      method: 'POST',
      url: 'https://n8n.bbq.example/webhook/1/webhook',
      headers: [['intuit-signature', signature]],
      rawBody: Buffer.from(body),
      receivedAt: '2026-11-24T03:05:00.000Z',
    },
    quickbooks.signature.keys({ signingSecrets: tokens }),
  );

test.each([
  ['a list of CloudEvents', [cloudEvent('qbo.payment.voided.v1', '77')]],
  ['the older object', older('Payment', 'Void', '77')],
])('%s is taken with the token of the app, and with no other', (_, delivery) => {
  const body = JSON.stringify(delivery);
  expect(open(body)).toMatchObject({ ok: true, events: [{ type: 'qbo.payment.voided.v1' }] });
  expect(open(body, sign(body, 'forger'))).toMatchObject({ reason: 'bad_signature' });
  expect(open(`${body} `, sign(body))).toMatchObject({ reason: 'bad_signature' });
});

test('while a token is being replaced, either is good', () => {
  const body = JSON.stringify(older('Payment', 'Void', '77'));
  expect(open(body, sign(body), `an-older-one, ${TOKEN}`)).toMatchObject({ ok: true });
  expect(open(body, sign(body), '')).toMatchObject({ reason: 'no_secret' });
});
