import { createHmac } from 'node:crypto';
import { authorizenet } from '../../nodes/AuthorizeNet/authorizenet.adapter';
import { normalize } from '../../nodes/AuthorizeNet/normalize';
import type { JsonObject } from '../../nodes/core/event/json';
import type { RawEvent } from '../../nodes/core/event/rawEvent';
import type { Delivery } from '../../nodes/core/gateway/delivery';
import { inMode } from '../../nodes/core/gateway/mode';
import { openDelivery } from '../../nodes/core/gateway/openDelivery';
import { pushedTypes } from '../../nodes/core/gateway/pushedTypes';
import { ACCOUNT, approved, byCheck, details, EVENING } from '../fixtures/authorizenet';

const KEY = '0F1E2D3C4B5A69788796A5B4C3D2E1F0'.repeat(4);

const DECLINED: Readonly<Record<string, string>> = {
  x_response_code: '2',
  x_response_reason_code: '2',
  x_response_reason_text: 'This transaction has been declined.',
  x_avs_code: 'Y',
  x_auth_code: '',
  x_trans_id: '60200001042',
  x_method: 'CC',
  x_card_type: 'Visa',
  x_account_number: 'XXXX4242',
  x_first_name: 'René',
  x_last_name: 'Park',
  x_email: 'rene@example.com',
  x_phone: '+15125550142',
  x_invoice_num: 'BBQ-20261122-12',
  x_description: 'Galbi for four, table 12',
  x_type: 'auth_capture',
  x_amount: '128.40',
  x_test_request: 'false',
};

/** As the SIM guide has it: thirty values between carets, whatever order the form is in. */
const ORDER = [
  'trans_id test_request response_code auth_code cvv2_resp_code cavv_response avs_code method',
  'account_number amount company first_name last_name address city state zip country phone fax email',
  'ship_to_company ship_to_first_name ship_to_last_name ship_to_address ship_to_city ship_to_state',
  'ship_to_zip ship_to_country invoice_num',
]
  .join(' ')
  .split(' ');
const hashOf = (fields: Readonly<Record<string, string>>, key = KEY): string => {
  const signed = `^${ORDER.map((name) => fields[`x_${name}`] ?? '').join('^')}^`;
  return createHmac('sha512', Buffer.from(key, 'hex')).update(signed).digest('hex').toUpperCase();
};

function post(change: Readonly<Record<string, string>> = {}, sha2?: string): Delivery {
  const fields = { ...DECLINED, ...change };
  const form = new URLSearchParams({
    ...fields,
    x_MD5_Hash: '',
    x_SHA2_Hash: sha2 ?? hashOf(fields),
  });
  return {
    method: 'POST',
    url: 'https://n8n.bbq-house.example/webhook/1/webhook',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    rawBody: Buffer.from(form.toString()),
    receivedAt: EVENING,
  };
}
const open = (delivery: Delivery, signingSecrets = KEY) => {
  const mode = inMode(authorizenet, delivery);
  return openDelivery(mode, delivery, mode.signature.keys({ signingSecrets }));
};
function rawOf(delivery: Delivery): RawEvent {
  const opened = open(delivery);
  const [raw] = opened.ok ? opened.events : [];
  if (!raw) throw new Error('It was not accepted');
  return raw;
}
const context = { account: ACCOUNT, currency: 'USD' };
const told = (change: Readonly<Record<string, string>>, read?: JsonObject) =>
  normalize(rawOf(post(change)), read ? { transaction: details(read) } : {}, context);

test('a post is accepted with the decoded key, and with no other', () => {
  expect(open(post())).toMatchObject({ ok: true, events: [{ type: 'silentPost' }] });
  expect(open(post(), `${'AB'.repeat(64)}, ${KEY}`)).toMatchObject({ ok: true });
  const asText = createHmac('sha512', KEY).update('^').digest('hex');
  expect(open(post({}, asText))).toMatchObject({ reason: 'bad_signature' });
  expect(open(post(), 'AB'.repeat(64))).toMatchObject({ reason: 'bad_signature' });
  for (const none of ['', 'no hexadecimal key']) {
    expect(open(post(), none)).toMatchObject({ reason: 'no_secret' });
  }
});

test.each(ORDER)('whoever changes x_%s is found out', (name) => {
  const sha2 = hashOf(DECLINED);
  expect(open(post({ [`x_${name}`]: 'forged' }, sha2))).toMatchObject({ reason: 'bad_signature' });
});

test('what is signed cannot be cut into other fields', () => {
  const sha2 = hashOf({ ...DECLINED, x_first_name: 'Minji^Kim', x_last_name: 'Park' });
  expect(open(post({ x_first_name: 'Minji', x_last_name: 'Kim^Park' }, sha2))).toMatchObject({
    reason: 'bad_signature',
  });
});

test('a post about a subscription carries no hash, and is refused: a look finds the same by API', () => {
  const unsigned = post({ x_subscription_id: '1405', x_subscription_paynum: '3' }, '');
  expect(open(unsigned)).toMatchObject({ reason: 'unsigned_item' });
});

test('nothing is taken from what is not signed', () => {
  const forged = {
    x_type: 'credit',
    x_response_reason_code: '4',
    x_cust_id: 'somebody else',
    x_subscription_id: '1405',
  };
  const [honest, altered] = [rawOf(post()), rawOf(post(forged, hashOf(DECLINED)))];
  expect(altered).toEqual(honest);
});

test('a declined card is the attempt that webhooks and looks tell of', () => {
  expect(told({})).toMatchObject({
    id: `authorizenet:${ACCOUNT}:silentPost:60200001042:2`,
    type: 'payment.failed',
    attempt: { key: `authorizenet:${ACCOUNT}:60200001042` },
    amount: { decimal: '128.40', currency: 'USD' },
    customer: { name: 'René Park', email: 'rene@example.com', phone: '+15125550142' },
    references: [
      { type: 'payment', value: '60200001042' },
      { type: 'invoice', value: 'BBQ-20261122-12' },
    ],
    reason: { category: 'unknown' },
    incomplete: true,
  });
  const complete = told({}, {});
  expect(complete?.reason).toMatchObject({ code: '2', category: 'issuer_declined' });
  expect(complete?.incomplete).toBeUndefined();
});

const fine = { x_response_code: '1' };
test.each([
  ['an approval of which nothing more is known', fine, undefined, 'payment.pending'],
  ['a payment', fine, approved, 'payment.succeeded'],
  [
    'an authorization',
    fine,
    { ...approved, transactionStatus: 'authorizedPendingCapture' },
    'payment.pending',
  ],
  ['an e-check', { ...fine, x_method: 'ECHECK' }, { ...approved, ...byCheck }, 'payment.pending'],
  ['a refund', fine, { ...approved, transactionType: 'refundTransaction' }, 'refund.succeeded'],
  ['a void', fine, { ...approved, transactionStatus: 'voided' }, 'payment.canceled'],
  [
    'a refund that was refused',
    { x_response_code: '3' },
    { responseCode: 3, transactionType: 'refundTransaction' },
    'refund.failed',
  ],
  [
    'a payment that is held',
    { x_response_code: '4' },
    { responseCode: 4, transactionStatus: 'FDSPendingReview' },
    'payment.pending',
  ],
] as const)('%s is told of as what it is', (_, change, read, becomes) => {
  expect(told(change, read)?.type).toBe(becomes);
});

test('the account’s test mode, and codes that there are not, tell of nothing', () => {
  expect(open(post({ x_trans_id: '0' }))).toEqual({ ok: true, events: [], rejected: [] });
  expect(told({ x_response_code: '9' })).toBeUndefined();
  expect(open(post({ x_trans_id: '' }))).toMatchObject({ reason: 'malformed' });
});

test('no endpoint is asked for posts', () => {
  expect(pushedTypes(authorizenet)).not.toContain('silentPost');
});
