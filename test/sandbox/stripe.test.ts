import { once } from 'node:events';
import { createServer } from 'node:http';
import Stripe from 'stripe';
import { integer, object } from '../../nodes/core/event/json';
import { seenRequest } from './request';
import { createStripe, type FakeStripe } from './stripe';

/** The judge of the fake Stripe is Stripe's own SDK: what it reads and throws is what it would with the real one. */
const account = {
  id: 'acct_1',
  name: 'Ember & Rice',
  testKey: 'sk_test_one',
  liveKey: 'sk_live_one',
  connected: ['acct_2'],
};
const branch = { id: 'acct_2', name: 'Ember & Rice, Harbor', testKey: 'sk_test_two' };
const address = 'https://bbq.example/webhook/stripe';

function sdk(fake: FakeStripe, key = account.testKey): Stripe {
  let number = 0;
  const ask = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { href } = new URL(url instanceof Request ? url.url : url);
    const headers = Object.fromEntries(new Headers(init?.headers));
    const text = typeof init?.body === 'string' ? init.body : '';
    number += 1;
    const request = seenRequest(
      { method: init?.method ?? 'GET', url: href, headers, text },
      number,
    );
    const answer = await fake.service.answer(request);
    return Response.json(answer.body, { status: answer.status, headers: { ...answer.headers } });
  };
  return new Stripe(key, { httpClient: Stripe.createFetchHttpClient(ask), maxNetworkRetries: 0 });
}

const open = (): FakeStripe => createStripe({ accounts: [account, branch] });

describe('the fake Stripe', () => {
  it('knows its accounts by their keys, and a platform by its connected accounts', async () => {
    const fake = open();
    expect(await sdk(fake).accounts.retrieveCurrent()).toMatchObject({ id: 'acct_1' });
    await expect(sdk(fake, 'sk_test_wrong').accounts.retrieveCurrent()).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
      statusCode: 401,
    });
    const other = { stripeAccount: 'acct_2' };
    expect(await sdk(fake).accounts.retrieveCurrent({}, other)).toMatchObject({ id: 'acct_2' });
    await expect(
      sdk(fake, branch.testKey).accounts.retrieveCurrent({}, { stripeAccount: 'acct_1' }),
    ).rejects.toMatchObject({ statusCode: 403, code: 'account_invalid' });
  });

  it('shows an endpoint and its secret once, and the endpoint ever after', async () => {
    const stripe = sdk(open());
    const created = await stripe.webhookEndpoints.create({
      url: address,
      enabled_events: ['charge.failed', 'payment_intent.succeeded'],
      metadata: { workflow: 'w1' },
    });
    expect(created.secret).toMatch(/^whsec_/);
    const { data } = await stripe.webhookEndpoints.list();
    expect(data).toHaveLength(1);
    expect(data[0]?.secret).toBeUndefined();
    const updated = await stripe.webhookEndpoints.update(created.id, { enabled_events: ['*'] });
    expect(updated).toMatchObject({ url: address, enabled_events: ['*'] });
    expect(await stripe.webhookEndpoints.del(created.id)).toMatchObject({ deleted: true });
    await expect(stripe.webhookEndpoints.retrieve(created.id)).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
  });

  it.each(['http://bbq.example/x', 'https://localhost/x', 'https://10.0.0.7/x', 'bbq.example'])(
    'refuses to register %s',
    async (url) => {
      const registering = sdk(open()).webhookEndpoints.create({ url, enabled_events: ['*'] });
      await expect(registering).rejects.toMatchObject({ statusCode: 400, code: 'url_invalid' });
    },
  );

  it('refuses a seventeenth endpoint', async () => {
    const stripe = sdk(open());
    const register = (n: number): Promise<Stripe.WebhookEndpoint> =>
      stripe.webhookEndpoints.create({ url: `${address}/${n}`, enabled_events: ['*'] });
    for (let n = 1; n <= 16; n += 1) await register(n);
    await expect(register(17)).rejects.toThrow('maximum of 16 test webhook endpoints');
  });

  it('refuses event types and parameters that Stripe does not know', async () => {
    const stripe = sdk(open());
    const raw = (body: object): Promise<unknown> =>
      stripe.rawRequest('POST', '/v1/webhook_endpoints', { url: address, ...body });
    await expect(raw({ enabled_events: ['payment.failed'] })).rejects.toThrow('payment.failed');
    await expect(raw({ enabled_events: ['*'], events: ['*'] })).rejects.toMatchObject({
      code: 'parameter_unknown',
    });
    await expect(raw({})).rejects.toMatchObject({ code: 'parameter_missing' });
  });

  it('merges metadata, and tells test from live', async () => {
    const fake = open();
    fake.put({ id: 'pi_1', object: 'payment_intent', metadata: { table: '12' } });
    const stripe = sdk(fake);
    await stripe.paymentIntents.update('pi_1', { metadata: { case: 'c1' } });
    const cleared = await stripe.paymentIntents.update('pi_1', { metadata: { table: '' } });
    expect(cleared.metadata).toEqual({ case: 'c1' });
    await expect(sdk(fake, account.liveKey).paymentIntents.retrieve('pi_1')).rejects.toThrow(
      'a similar object exists in test mode',
    );
  });

  it('lists and expands what belongs together', async () => {
    const fake = open();
    fake.put({ id: 'in_1', object: 'invoice' });
    fake.put({ id: 'pi_1', object: 'payment_intent', latest_charge: 'ch_2' });
    fake.put({ id: 'ch_1', object: 'charge', payment_intent: 'pi_1', created: 1 });
    fake.put({ id: 'ch_2', object: 'charge', payment_intent: 'pi_1', created: 2 });
    fake.put({
      id: 'inpay_1',
      object: 'invoice_payment',
      invoice: 'in_1',
      is_default: true,
      payment: { type: 'payment_intent', payment_intent: 'pi_1' },
    });
    const stripe = sdk(fake);
    const charges = await stripe.charges.list({ payment_intent: 'pi_1' });
    expect(charges.data.map(({ id }) => id)).toEqual(['ch_2', 'ch_1']);
    const payments = await stripe.invoicePayments.list({
      invoice: 'in_1',
      expand: ['data.payment.payment_intent.latest_charge'],
    });
    expect(payments.data[0]?.payment.payment_intent).toMatchObject({
      id: 'pi_1',
      latest_charge: { id: 'ch_2' },
    });
    const invoice = await stripe.invoices.retrieve('in_1', {
      expand: ['payments.data.payment.payment_intent'],
    });
    expect(invoice.payments?.data[0]?.payment.payment_intent).toMatchObject({ id: 'pi_1' });
  });

  it('answers an idempotency key once, and refuses it for anything else', async () => {
    const fake = open();
    fake.put({ id: 'pi_1', object: 'payment_intent' });
    const stripe = sdk(fake);
    const key = { idempotencyKey: 'k1' };
    await stripe.paymentIntents.update('pi_1', { metadata: { a: '1' } }, key);
    await stripe.paymentIntents.update('pi_1', { metadata: { b: '2' } });
    const again = await stripe.paymentIntents.update('pi_1', { metadata: { a: '1' } }, key);
    expect(again.metadata).toEqual({ a: '1' });
    await expect(
      stripe.paymentIntents.update('pi_1', { metadata: { a: '3' } }, key),
    ).rejects.toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
  });

  it('lists at most twenty types of events, and those that an endpoint has not taken', async () => {
    const fake = open();
    const stripe = sdk(fake);
    await stripe.webhookEndpoints.create({ url: address, enabled_events: ['charge.failed'] });
    fake.reachable('https://bbq.example', 'http://127.0.0.1:9');
    const event = (id: string, type: string) => ({
      id,
      object: 'event',
      created: 1,
      type,
      livemode: false,
      data: { object: {} },
    });
    const [told] = await fake.send(event('evt_1', 'charge.failed'));
    expect(told?.status).toBe(0);
    // Nobody listens to it, so nobody has failed to take it.
    await fake.send(event('evt_2', 'charge.succeeded'));
    const ids = async (params: Stripe.EventListParams) =>
      (await stripe.events.list(params)).data.map(({ id }) => id);
    expect(await ids({ delivery_success: false })).toEqual(['evt_1']);
    expect(await ids({ delivery_success: true })).toEqual(['evt_2']);
    expect(await ids({ types: ['charge.failed', 'charge.succeeded'] })).toHaveLength(2);
    await expect(ids({ types: Array(21).fill('charge.failed') })).rejects.toThrow('up to 20');
    await expect(ids({ type: 'charge.failed', types: ['charge.failed'] })).rejects.toThrow(
      'one of',
    );
    await expect(ids({ starting_after: 'evt_9' })).rejects.toMatchObject({ statusCode: 404 });
  });

  it('signs with both secrets while one is rolled, and then with the new one', async () => {
    const bodies: { body: string; signature: string }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        bodies.push({ body, signature: String(request.headers['stripe-signature']) });
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const fake = open();
      const stripe = sdk(fake);
      const port = integer(object(server.address()).port) ?? 0;
      fake.reachable('https://bbq.example', `http://127.0.0.1:${port}`);
      const { id, secret = '' } = await stripe.webhookEndpoints.create({
        url: address,
        enabled_events: ['*'],
      });
      const send = () =>
        fake.send({ id: 'evt_1', object: 'event', type: 'charge.failed', livemode: false });
      const { expire } = fake.rollSecret(id);
      await send();
      expire();
      await send();
      const opens = ({ body, signature }: { body: string; signature: string }, key: string) => {
        try {
          return stripe.webhooks.constructEvent(body, signature, key).id;
        } catch {
          return 'refused';
        }
      };
      expect(bodies.map((one) => [opens(one, secret), opens(one, fake.secretOf(id))])).toEqual([
        ['evt_1', 'evt_1'],
        ['refused', 'evt_1'],
      ]);
    } finally {
      server.close();
    }
  });

  it('refuses a key that was rolled', async () => {
    const fake = open();
    fake.rollKey('sk_test_new');
    await expect(sdk(fake).accounts.retrieveCurrent()).rejects.toMatchObject({ statusCode: 401 });
    expect(await sdk(fake, 'sk_test_new').accounts.retrieveCurrent()).toMatchObject({
      id: 'acct_1',
    });
    expect(await sdk(fake, account.liveKey).accounts.retrieveCurrent()).toMatchObject({
      id: 'acct_1',
    });
  });
});
