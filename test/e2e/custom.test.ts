import { createHmac } from 'node:crypto';
import axios from 'axios';
import { list, object, text, type JsonObject } from '../../nodes/core/event/json';
import { SLACK } from '../sandbox/slack';
import { openRestaurant, type Restaurant } from './restaurant';
import { posts, publishTemplate, quiet, template, withParameters } from './template';

/** A restaurant whose processor the pack does not know: Webhook node, custom gateway, and the rest of the template. */

const SECRET = 'hana-webhook-key';
const PASSWORD = { name: 'X-Hana-Token', value: 'dinner is served' };
const HEADER_AUTH = { httpHeaderAuth: { id: null, name: 'Hanapay header' } };
const MAPPED: JsonObject = {
  source: 'custom',
  customGateway: 'hanapay',
  gateways: [],
  eventId: '={{ $json.body.id }}',
  status: '={{ $json.body.status }}',
  failedStatuses: 'declined',
  paidStatuses: 'paid',
  transactionId: '={{ $json.body.try }}',
  paymentId: '={{ $json.body.payment }}',
  amount: '={{ $json.body.amount }}',
  currency: '={{ $json.body.currency }}',
  occurredAt: '={{ $json.body.at }}',
  reasonCode: '={{ $json.body.code }}',
  codeTable: 'iso8583',
  order: { number: '={{ $json.body.order }}', table: '={{ $json.body.table }}' },
};

/** The shipped template as such a house would change it. */
function house(webhook: JsonObject, normalize: JsonObject, credentials: JsonObject): JsonObject {
  const { nodes, ...rest } = object(
    JSON.parse(JSON.stringify(template()).replaceAll('["stripe"]', '["other"]')),
  );
  return {
    ...rest,
    nodes: list(nodes)
      .map(object)
      .map(({ credentials: used, ...node }): JsonObject => {
        const { type, parameters } = node;
        const kept = text(type)?.startsWith('n8n-nodes-base.') ? { credentials: used } : {};
        if (text(type)?.endsWith('stripePaymentFailureTrigger')) {
          return {
            ...node,
            type: 'n8n-nodes-base.webhook',
            typeVersion: 2.1,
            parameters: { httpMethod: 'POST', responseMode: 'lastNode', ...webhook },
            ...('authentication' in webhook ? { credentials: HEADER_AUTH } : {}),
          };
        }
        if (!text(type)?.endsWith('normalizePaymentFailure')) return { ...node, ...kept };
        return {
          ...node,
          parameters: { ...object(parameters), ...MAPPED, ...normalize },
          credentials,
        };
      }),
  };
}

describe('a restaurant with a processor that the pack does not know', () => {
  let restaurant: Restaurant;
  let closedWorkflow: string;

  beforeAll(async () => {
    restaurant = await openRestaurant({
      credentials: [
        {
          name: 'Hanapay',
          type: 'customSigningSecret',
          data: { signingSecrets: SECRET, header: 'X-Hana-Signature', prefix: 'sha256=' },
        },
        { name: 'Hanapay header', type: 'httpHeaderAuth', data: PASSWORD },
      ],
    });
    await publishTemplate(
      restaurant,
      { name: 'Signed' },
      house(
        { path: 'hanapay-signed', options: { rawBody: true } },
        { customAccount: 'harbor', verifiedBy: 'signature' },
        { customSigningSecret: { id: null, name: 'Hanapay' } },
      ),
    );
    const closed = await publishTemplate(
      restaurant,
      { name: 'Closed' },
      house(
        { path: 'hanapay-closed', authentication: 'headerAuth' },
        { customAccount: 'hill', verifiedBy: 'webhook' },
        {},
      ),
    );
    closedWorkflow = closed.id;
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  const post = async (
    path: string,
    event: JsonObject,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<number> => {
    const { status } = await axios.post(
      `${restaurant.n8n.deliveries}/webhook/${path}`,
      Buffer.from(JSON.stringify(event, null, 1)),
      {
        headers: { 'Content-Type': 'application/json', ...headers },
        proxy: false,
        validateStatus: () => true,
      },
    );
    return status;
  };
  const signed = (event: JsonObject, secret = SECRET) => {
    const digest = createHmac('sha256', secret).update(JSON.stringify(event, null, 1));
    return { 'X-Hana-Signature': `sha256=${digest.digest('hex')}` };
  };
  const dinner = (id: string, status: string, more: JsonObject = {}): JsonObject => ({
    id,
    status,
    try: `try_${id}`,
    payment: 'pay_12',
    amount: '186.40',
    currency: 'USD',
    at: new Date().toISOString(),
    order: '1042',
    table: '12',
    ...more,
  });
  const said = (): readonly string[] => posts(restaurant).map((one) => one.text);

  it('tells staff of a declined card, over a signature that n8n’s Webhook node cannot check', async () => {
    const declined = dinner('ev_1', 'declined', { code: '51' });
    expect(await post('hanapay-signed', declined, signed(declined))).toBe(200);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    // The processor sends it once more.
    await post('hanapay-signed', declined, signed(declined));
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([
      {
        channel: '#payments',
        text: [
          'Payment failed – table 12, order 1042',
          '$186.40',
          'Why: not enough money on the card or account (51).',
          'What to do: Ask for another way to pay, or try this one again later.',
        ].join('\n'),
      },
    ]);
  });

  it('tells staff once the same payment goes through by another try', async () => {
    const paid = dinner('ev_2', 'paid');
    expect(await post('hanapay-signed', paid, signed(paid))).toBe(200);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(said()).toEqual([
      'Settled – table 12, order 1042\n$186.40 is paid. Nothing more to do.',
    ]);
  });

  it('takes nothing that is forged, altered or unsigned, and tells the sender that it went wrong', async () => {
    const forged = dinner('ev_3', 'declined', { code: '05' });
    expect(await post('hanapay-signed', forged, signed(forged, 'forger'))).toBe(500);
    expect(await post('hanapay-signed', { ...forged, amount: '1.00' }, signed(forged))).toBe(500);
    expect(await post('hanapay-signed', forged)).toBe(500);
    await quiet(restaurant);
    expect(said()).toEqual([]);
  });

  it('takes what the Webhook node has let in, and nothing once somebody opens it to all', async () => {
    const declined = dinner('ev_4', 'declined', { code: '54', payment: 'pay_13', table: '13' });
    expect(await post('hanapay-closed', declined)).toBe(403);
    expect(await post('hanapay-closed', declined, { [PASSWORD.name]: PASSWORD.value })).toBe(200);
    await restaurant.internet.traffic.waitFor(SLACK, 1);
    await quiet(restaurant);
    expect(said()).toEqual([expect.stringContaining('Payment failed – table 13, order 1042')]);

    restaurant.internet.forget();
    await restaurant.n8n.changeWorkflow(
      closedWorkflow,
      withParameters('webhook', { authentication: 'none' }),
    );
    await restaurant.n8n.publish(closedWorkflow);
    const again = dinner('ev_5', 'declined', { payment: 'pay_14', table: '14' });
    expect(await post('hanapay-closed', again)).toBe(500);
    await quiet(restaurant);
    expect(said()).toEqual([]);
  });
});
