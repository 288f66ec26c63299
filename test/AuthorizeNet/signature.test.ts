import { createHmac } from 'node:crypto';
import { authorizenet } from '../../nodes/AuthorizeNet/authorizenet.adapter';
import type { Delivery } from '../../nodes/core/gateway/delivery';
import { openDelivery } from '../../nodes/core/gateway/openDelivery';
import { ACCOUNT, EVENING, payment } from '../fixtures/authorizenet';

const delivery = (rawBody: string, signature: string): Delivery => ({
  method: 'POST',
  url: 'https://n8n.bbq-house.example/webhook/1/webhook',
  headers: [['X-Anet-Signature', signature]],
  rawBody: Buffer.from(rawBody),
  receivedAt: EVENING,
});

/** Recorded from Authorize.Net: https://github.com/stymiee/authnetjson/blob/master/tests/AuthnetWebhookTest.php */
const RECORDED = {
  key: '52CB4A002C634B84E397DC8A218E1A160BA7CAB7CBE4C05B35E9CBB05E14FE4A2385812E980CCF97D177F17863CE214D1BE6CE8E1E894487AACF3609C1A5FE17',
  body: '{"notificationId":"182cbbff-cab2-4080-931d-80e5d818f23a","eventType":"net.authorize.payment.authcapture.created","eventDate":"2017-08-18T20:40:52.7722007Z","webhookId":"849eb87e-078a-4169-a34b-c0bded5019a8","payload":{"responseCode":0,"authCode":"Z3PV5H","avsResponse":"Y","authAmount":0.0,"entityName":"transaction","id":"40005915599"}}',
  signature:
    'sha512=A1E0CC0F8A7B6274E0951CAC5EB63579F70FC6B7B15384B146DCE02B98DEE3954A5A8E331661B51DE953E141E88994DFA7D267FFB8428BE0660511B6EFB94960',
  forged:
    'sha512=A1E0CC0F8A7B6274E0951CAC5EB63146DCE02B98DEE3954579F70FC6B7B15384BA5A8E331661B51DE953E141E88994DFA7D267FFB8428BE0660511B6EFB94960',
};
const open = (one: Delivery, signingSecrets: string) =>
  openDelivery(authorizenet, one, authorizenet.signature.keys({ signingSecrets }));

test('a notification recorded from Authorize.Net verifies with its key as it is written', () => {
  const { body, signature, forged, key } = RECORDED;
  expect(open(delivery(body, forged), key)).toMatchObject({ reason: 'bad_signature' });
  expect(open(delivery(body, signature), key)).toMatchObject({
    ok: true,
    events: [{ id: '182cbbff-cab2-4080-931d-80e5d818f23a' }],
  });
  expect(open(delivery(body, signature), key.toLowerCase())).toMatchObject({
    reason: 'bad_signature',
  });
});

test('the same body written anew, without the nought of its amount, does not', () => {
  const { body, signature, key } = RECORDED;
  const anew = JSON.stringify(JSON.parse(body));
  expect(anew).not.toBe(body);
  expect(open(delivery(anew, signature), key)).toMatchObject({ reason: 'bad_signature' });
});

test('it tells of nothing: it was sent to try the endpoint out', () => {
  const { body, signature, key } = RECORDED;
  const opened = open(delivery(body, signature), key);
  if (!opened.ok) throw new Error('It does not verify');
  const [raw] = opened.events;
  expect(raw && authorizenet.normalize(raw, {}, { account: ACCOUNT })).toBeUndefined();
});

test('what any HMAC-SHA512 signs verifies, with the old key and the new one', () => {
  const body = JSON.stringify(payment('authcapture.created'));
  for (const key of ['AB'.repeat(64), 'CD'.repeat(64)]) {
    const hex = createHmac('sha512', key).update(body).digest('hex').toUpperCase();
    const keys = `${'AB'.repeat(64)}, ${'CD'.repeat(64)}`;
    expect(open(delivery(body, `sha512=${hex}`), keys)).toMatchObject({ ok: true });
    expect(open(delivery(body, hex), keys)).toMatchObject({ reason: 'unreadable_signature' });
  }
});
