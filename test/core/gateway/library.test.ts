import {
  gateways,
  lookUpReason,
  needs,
  normalizeEvent,
  paymentEventJsonSchema,
  paymentEventSchema,
  verifyDelivery,
} from '../../../nodes/core/library';
import { gatewayOf } from '../../../nodes/core/gateway/registry';
import { stripeSample } from '../../../nodes/Stripe/stripe.sample';
import { anyText } from './matchers';
import { delivery, NOW, SECONDS, SECRET, header } from './deliveries';

const body = JSON.stringify(stripeSample('evt_1', SECONDS));
const stripeDelivery = {
  ...delivery(body),
  headers: [['Stripe-Signature', header(body)] as const],
};
const credential = { secretKey: 'sk_test_bbq', signatureSecret: SECRET };

test('a delivery is verified and understood outside n8n', async () => {
  const verified = await verifyDelivery('stripe', stripeDelivery, credential);
  if (!verified.ok) throw new Error(verified.reason);
  const [raw] = verified.events;
  if (!raw) throw new Error('No event');
  expect(verified.rejected).toEqual([]);
  expect(needs('stripe', raw)).toEqual(expect.any(Array));
  const event = normalizeEvent('stripe', raw, {}, { account: 'acct_bbq' });
  expect(paymentEventSchema.parse(event)).toMatchObject({
    id: 'stripe:acct_bbq:evt_1',
    type: 'payment.failed',
    amount: { minor: 12800, currency: 'USD', decimal: '128.00' },
    receivedAt: NOW,
  });
});

test('a forged one is refused, without a word more than why', async () => {
  expect(await verifyDelivery('stripe', delivery(body), credential)).toEqual({
    ok: false,
    kind: 'forged',
    reason: 'missing_header',
  });
});

test('whoever can make calls hands them over; a proof that takes none makes none', async () => {
  const http = () => Promise.reject(new Error('no call was needed'));
  expect(await verifyDelivery('stripe', stripeDelivery, credential, { http })).toMatchObject({
    ok: true,
  });
});

test('a gateway that does not exist is named, with those that do', async () => {
  await expect(verifyDelivery('strype', stripeDelivery, credential)).rejects.toThrow(
    'There is no gateway "strype". Known gateways: stripe',
  );
  expect(() => gatewayOf('')).toThrow(gateways.join(', '));
});

test('a code is explained; one that nobody published is unknown, never a guess', () => {
  expect(lookUpReason('stripe', 'insufficient_funds')).toMatchObject({
    category: 'insufficient_funds',
    cause: 'funds',
    meaning: anyText(),
    source: anyText(),
  });
  expect(lookUpReason('iso8583', '51')).toMatchObject({ category: 'insufficient_funds' });
  expect(lookUpReason('stripe', 'made_up')).toEqual({
    code: 'made_up',
    category: 'unknown',
    cause: 'unknown',
    hardness: 'soft',
    advice: 'call_customer',
  });
});

test('the schema comes as JSON Schema too', () => {
  expect(paymentEventJsonSchema()).toMatchObject({ type: 'object' });
});
