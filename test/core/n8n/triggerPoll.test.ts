import { n8nHost, type SentRequest } from './n8nHost';
import { mock } from 'jest-mock-extended';
import type { IExecuteFunctions } from 'n8n-workflow';
import { object } from '../../../nodes/core/event/json';
import type { Ledger } from '../../../nodes/core/ledger/ledger';
import { paymentItemSchema } from '../../../nodes/core/n8n/itemSchema';
import { pollGateway } from '../../../nodes/core/n8n/triggerPoll';
import { StripePaymentFailureTrigger } from '../../../nodes/Stripe/StripePaymentFailureTrigger.node';
import { stripe } from '../../../nodes/Stripe/stripe.adapter';
import { stripeSample } from '../../../nodes/Stripe/stripe.sample';
import { fakeLedger } from '../gateway/fakeLedger';

let opened: () => Ledger;
jest.mock('../../../nodes/core/n8n/openLedger', () => ({ ledgerFor: async () => opened() }));

const node = new StripePaymentFailureTrigger();
const now = () => Math.floor(Date.now() / 1000);

/** A published trigger, and the events that Stripe lists. */
function restaurant(parameters = {}) {
  const store = fakeLedger();
  opened = () => store.ledger;
  const sent: SentRequest[] = [];
  const listed: object[] = [];
  let status = 200;
  const host = n8nHost(
    node,
    { options: {}, ...parameters },
    { stripeApi: { secretKey: 'sk_test_bbq' } },
    'https://n8n.bbq-house.kr',
    async (request) => {
      sent.push(request);
      const path = new URL(request.url).pathname;
      const body =
        path === '/v1/account'
          ? { id: 'acct_bbq' }
          : { object: 'list', data: listed, has_more: false };
      return { statusCode: status, headers: {}, body: JSON.stringify(body) };
    },
  );
  const poll = async () => await node.poll?.call(host.poll());
  return { ...store, sent, listed, poll, host, answer: (code: number) => (status = code) };
}
const declined = (id: string) => stripeSample(id, now());

test('what Stripe could not deliver starts the workflow at the next look, once', async () => {
  const house = restaurant();
  expect(await house.poll()).toBeNull();
  house.listed.push(declined('evt_1'), declined('evt_2'));
  const [items = []] = (await house.poll()) ?? [];
  expect(items.map(({ json }) => object(json['event'])['id'])).toEqual([
    'stripe:acct_bbq:evt_1',
    'stripe:acct_bbq:evt_2',
  ]);
  expect(items[0]?.json).toMatchObject({ ledger: 'live', event: { type: 'payment.failed' } });
  for (const { json } of items) expect(paymentItemSchema.parse(json)).toEqual(json);
  expect(await house.poll()).toBeNull();
});

test('Stripe is asked for the events that are understood, in a span', async () => {
  const house = restaurant();
  await house.poll();
  await house.poll();
  const asked = new URL(house.sent.at(-1)?.url ?? '').searchParams;
  expect(asked.getAll('types[]')).toEqual(Object.keys(stripe.eventTypes));
  expect(Number(asked.get('created[lte]'))).toBeGreaterThanOrEqual(
    Number(asked.get('created[gte]')),
  );
});

test.each([
  ['Stripe refuses', (house: ReturnType<typeof restaurant>) => void house.answer(401)],
  [
    'the ledger is gone',
    () => {
      opened = () => {
        throw new Error('The ledger cannot be reached');
      };
    },
  ],
])('%s: publishing goes on', async (_, breaks) => {
  const house = restaurant();
  await house.poll();
  breaks(house);
  expect(await house.poll()).toBeNull();
});

test('a gateway that lists nothing is not asked', async () => {
  const house = restaurant();
  const { backfill: _, ...silent } = stripe;
  expect(await pollGateway(house.host.poll(), silent)).toBeNull();
  expect(house.sent).toEqual([]);
});

test('a test run that a delivery started gets the delivery, and polls nothing', async () => {
  const delivered = [{ json: { event: 'delivered' } }];
  expect(
    await node.execute.call(mock<IExecuteFunctions>({ getInputData: () => delivered })),
  ).toEqual([delivered]);
});

test('n8n polls every ten minutes, unless told otherwise, and shows the panel of a webhook', () => {
  const times = node.description.properties.find(({ name }) => name === 'pollTimes');
  expect(times?.default).toEqual({ item: [{ mode: 'everyX', value: 10, unit: 'minutes' }] });
  expect(node.description.polling).toBeUndefined();
});
