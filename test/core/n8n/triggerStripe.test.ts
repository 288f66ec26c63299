import { itemsOf, n8nHost } from './n8nHost';
import type { IWebhookFunctions } from 'n8n-workflow';
import Stripe from 'stripe';
import { StripePaymentFailureTrigger } from '../../../nodes/Stripe/StripePaymentFailureTrigger.node';
import { stripe } from '../../../nodes/Stripe/stripe.adapter';
import { stripeSample } from '../../../nodes/Stripe/stripe.sample';
import { eventsNotice } from '../../../nodes/core/n8n/triggerProperties';
import { hwaroPlain } from '../gateway/hwaro';
import { paymentItemSchema } from '../../../nodes/core/n8n/itemSchema';

/** The Stripe trigger as n8n runs it, over the real embedded ledger, with deliveries that Stripe's own SDK signs. */

const SECRET = 'whsec_bbq';
const sdk = new Stripe('sk_test_bbq');
const node = new StripePaymentFailureTrigger();
const seconds = () => Math.floor(Date.now() / 1000);

function restaurant(signatureSecret = SECRET, n8n = 'https://n8n.bbq-house.kr') {
  const host = n8nHost(
    node,
    { options: { account: 'acct_bbq', testChannel: '#test' } },
    { stripeApi: { secretKey: 'sk_test_bbq', signatureSecret } },
    n8n,
  );
  const receive = (context: IWebhookFunctions) => node.webhook.call(context);
  const send = (payload: string, secret = SECRET, mode: 'webhook' | 'manual' = 'webhook') => {
    const signed = sdk.webhooks.generateTestHeaderString({ payload, secret, timestamp: seconds() });
    const headers = { 'Stripe-Signature': signed, 'Content-Type': 'application/json' };
    return host.deliver(receive, { body: payload, headers }, mode);
  };
  const sendUnsigned = (payload: string, signature?: string) => {
    const header = signature === undefined ? {} : { 'Stripe-Signature': signature };
    const headers = { ...header, 'Content-Type': 'application/json' };
    return host.deliver(receive, { body: payload, headers });
  };
  const hooks = node.webhookMethods.default;
  const publish = async () => {
    const exists = await hooks.checkExists.call(host.hook());
    if (!exists) await hooks.create.call(host.hook());
  };
  const rejected = () => node.methods.loadOptions.refusedDeliveries.call(host.loadOptions());
  return { send, sendUnsigned, publish, rejected };
}
const declined = (id: string) => JSON.stringify(stripeSample(id, seconds()));

test('a card declined at table 12 starts the workflow once, whatever Stripe sends twice', async () => {
  const { send, publish, rejected } = restaurant();
  await publish();

  const forged = await send(declined('evt_0'), 'whsec_forger');
  expect(forged).toEqual({ status: 401, body: '', returned: { noWebhookResponse: true } });

  const payload = declined('evt_1');
  const first = await send(payload);
  expect([first.status, first.body]).toEqual([200, '']);
  const [item] = itemsOf(first.returned);
  expect(item).toMatchObject({
    ledger: 'live',
    event: { id: 'stripe:acct_bbq:evt_1', type: 'payment.failed', order: { table: '12' } },
  });
  expect(paymentItemSchema.parse(item)).toEqual(item);

  const again = await send(payload);
  expect(again).toEqual({ status: 200, body: '', returned: { noWebhookResponse: true } });

  await send(declined('evt_2'), 'whsec_forger');
  expect((await rejected()).map(({ name }) => name)).toEqual([
    expect.stringContaining('The signature does not match'),
    expect.stringContaining('Signed with another secret'),
  ]);
});

test('complaint 1: where the credential has no signing secret and none was registered, nothing is accepted', async () => {
  const { send, sendUnsigned, rejected } = restaurant('', 'https://n8n.mapo.bbq-house.kr');
  const refused = { status: 401, body: '', returned: { noWebhookResponse: true } };
  expect(await sendUnsigned(declined('evt_10'))).toEqual(refused);
  expect(await sendUnsigned(declined('evt_11'), '')).toEqual(refused);
  for (const secret of ['', 'undefined', 'null', 'whsec_forger']) {
    expect(await send(declined('evt_12'), secret)).toEqual(refused);
  }
  expect((await rejected()).map(({ name }) => name)).toContainEqual(
    expect.stringContaining('6 ×: No signing secret is known for this endpoint'),
  );
});

test('20 copies of one delivery at once start one execution', async () => {
  const { send, publish } = restaurant();
  await publish();
  const payload = declined('evt_20');
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(payload)));
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  expect(answers.flatMap(({ returned }) => itemsOf(returned))).toHaveLength(1);
});

test('a test run is counted apart and reaches the test recipient', async () => {
  const { send, publish } = restaurant();
  await publish();
  const payload = declined('evt_30');
  await send(payload);
  const { status, returned } = await send(payload, SECRET, 'manual');
  expect(status).toBe(200);
  expect(itemsOf(returned)).toMatchObject([
    { ledger: 'test', testRecipient: { channel: '#test' } },
  ]);
});

test('the panel names the events and the version that an endpoint needs, and why a test may wait', () => {
  const notice = node.description.properties.find(({ name }) => name === 'eventsNotice');
  for (const type of Object.keys(stripe.eventTypes)) expect(notice?.displayName).toContain(type);
  expect(notice?.displayName).toContain(stripe.registration?.apiVersion);
  expect(notice?.displayName).toContain('test URL');
  const ofAccount = { ...stripe, registration: { ...hwaroPlain, keyOfAccount: true } };
  expect(eventsNotice(ofAccount).displayName).not.toContain('no endpoint is set up');
  const { registration: _, ...unversioned } = stripe;
  expect(eventsNotice(unversioned).displayName).not.toContain('API version');
  expect(eventsNotice(unversioned).displayName).toMatch(
    /^What Stripe has to send: events .*For tests as well/,
  );
  expect(JSON.stringify(node.description.triggerPanel)).toContain('signing secret');
});

test('the node keeps n8n’s conventions for triggers', () => {
  const { description } = node;
  expect(description.version).toEqual([2]);
  expect(description.name).toBe('stripePaymentFailureTrigger');
  // An expression here would cost an engine for every delivery.
  expect(JSON.stringify(description.webhooks)).not.toContain('={{');
  expect(JSON.stringify(description.properties)).not.toContain('={{');
  expect(description.credentials?.map(({ name }) => name)).toEqual(['stripeApi', 'postgres']);
});
