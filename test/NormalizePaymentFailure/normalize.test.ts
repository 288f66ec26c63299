import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INodeExecutionData, INodeParameters, WorkflowExecuteMode } from 'n8n-workflow';
import Stripe from 'stripe';
import { object, type JsonObject } from '../../nodes/core/event/json';
import type { Ledger } from '../../nodes/core/ledger/ledger';
import { openLedger } from '../../nodes/core/ledger/openLedger';
import { NormalizePaymentFailure } from '../../nodes/NormalizePaymentFailure/NormalizePaymentFailure.node';
import { declined } from '../fixtures/events';
import { stripe } from '../../nodes/Stripe/stripe.adapter';
import { declinedIntent, rawOf, stripeEvent, subscription } from '../fixtures/stripe';
import { runFlow, type Ran } from '../inProcess';

/** What Normalize Payment Failure takes in, in n8n's own engine. */

const SECRET = 'whsec_normalize';
let folder: string;

const ledgerNamed = (name: string): Promise<Ledger> =>
  openLedger({ kind: 'sqlite', file: join(folder, '.n8n', 'payment-failure', `${name}.sqlite`) });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'normalize-'));
  process.env['N8N_USER_FOLDER'] = folder;
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const OPTIONS = { account: 'acct_1BbqHouse', testChannel: '#test' };

async function normalize(
  items: readonly INodeExecutionData[],
  parameters: INodeParameters = {},
  mode: WorkflowExecuteMode = 'webhook',
): Promise<Ran> {
  return await runFlow(
    {
      nodes: [
        {
          name: 'Normalize',
          type: new NormalizePaymentFailure(),
          parameters: { gateways: ['stripe'], options: OPTIONS, ...parameters },
          settings: { credentials: { stripeApi: { id: '1', name: 'Stripe' } } },
        },
      ],
      connections: {},
      credentials: { stripeApi: { secretKey: 'sk_test_1', signatureSecret: SECRET } },
    },
    items,
    mode,
  );
}

const events = (ran: Ran) => ran.items('Normalize', 0);
const filtered = (ran: Ran) => ran.items('Normalize', 1).map(({ filtered: why }) => why);
const declinedNow = (id: string): JsonObject =>
  stripeEvent('payment_intent.payment_failed', declinedIntent(), {
    id,
    created: Math.floor(Date.now() / 1000),
  });

/** What a Webhook node with Raw Body switched on hands over. */
function webhookItem(event: JsonObject, secret = SECRET): INodeExecutionData {
  const payload = JSON.stringify(event);
  const signature = new Stripe('sk_test_unused').webhooks.generateTestHeaderString({
    payload,
    secret,
  });
  return {
    json: { headers: { 'stripe-signature': signature }, params: {}, query: {}, body: {} },
    binary: {
      data: { data: Buffer.from(payload).toString('base64'), mimeType: 'application/json' },
    },
  };
}
const withBody = (item: INodeExecutionData, body: JsonObject): INodeExecutionData => ({
  ...item,
  json: { ...item.json, body: { ...body } },
});

describe('an event from a plain Webhook node', () => {
  test('is verified over its raw body, stored, and taken', async () => {
    const event = declinedNow('evt_w1');
    const ran = await normalize([withBody(webhookItem(event), event)]);
    expect(events(ran)[0]).toMatchObject({
      ledger: 'live',
      event: { id: 'stripe:acct_1BbqHouse:evt_w1', type: 'payment.failed' },
    });
    const ledger = await ledgerNamed('ledger');
    expect(await ledger.stored(['stripe:acct_1BbqHouse:evt_w1'])).not.toEqual([undefined]);
    await ledger.close();
  });

  test('with a false signature is refused, and says why', async () => {
    const event = declinedNow('evt_w2');
    const ran = await normalize([withBody(webhookItem(event, 'whsec_another'), event)]);
    expect(ran.error).toBe('The signature of this event does not hold');
  });

  test('is handed on once, however often it is delivered', async () => {
    const event = declinedNow('evt_w3');
    const item = withBody(webhookItem(event), event);
    const ran = await normalize([item, item]);
    expect(events(ran)).toHaveLength(1);
    expect(filtered(ran)).toEqual(['This event was delivered before']);
  });

  test('that concerns no payment’s fate stops nobody', async () => {
    const good = declinedNow('evt_w4');
    const boring = stripeEvent('customer.subscription.updated', subscription('active'), {
      created: Math.floor(Date.now() / 1000),
    });
    const unknown = { ...declinedNow('evt_w5'), type: 'customer.created' };
    const ran = await normalize(
      [boring, unknown, good].map((event) => withBody(webhookItem(event), event)),
    );
    expect(ran.status).toBe('success');
    expect(events(ran)).toHaveLength(1);
    expect(filtered(ran)).toHaveLength(2);
  });
});

describe('an event that nobody verified', () => {
  const fromStripeTrigger = { json: { ...declinedNow('evt_u1') } };

  test('is refused, with what to do', async () => {
    const ran = await normalize([fromStripeTrigger]);
    expect(ran.error).toBe('Nobody verified that the gateway sent this event');
  });

  test('is taken where the operator has said so', async () => {
    const ran = await normalize([fromStripeTrigger], { acceptUnverified: true });
    expect(events(ran)).toHaveLength(1);
  });

  test.each<[WorkflowExecuteMode, string]>([
    ['webhook', 'live'],
    ['trigger', 'live'],
    ['manual', 'test'],
  ])('in a %s run belongs to the %s ledger', async (mode, name) => {
    const ran = await normalize([fromStripeTrigger], { acceptUnverified: true }, mode);
    expect(events(ran)[0]?.['ledger']).toBe(name);
  });

  test.each<WorkflowExecuteMode>(['retry', 'integrated'])(
    'in a %s run, which may have begun by hand, is not taken for live',
    async (mode) => {
      const accept = { acceptUnverified: true };
      const ran = await normalize([fromStripeTrigger], accept, mode);
      expect(ran.error).toBe('It cannot be told whether this run is live or a test');
      const chosen = { ...accept, options: { ...OPTIONS, run: 'test' } };
      const told = await normalize([fromStripeTrigger], chosen, mode);
      expect(events(told)[0]).toMatchObject({
        ledger: 'test',
        testRecipient: { channel: '#test' },
      });
    },
  );

  test('that is no event of any gateway is named as such', async () => {
    const ran = await normalize([{ json: { hello: 'there' } }]);
    expect(ran.error).toBe('This item is no event of a gateway that the pack knows');
  });
});

describe('a delivery of several events from a plain Webhook node', () => {
  const failed = (id: string) => ({
    id,
    created_at: new Date().toISOString(),
    resource_type: 'payments',
    action: 'failed',
    links: { payment: `PM_${id}` },
    details: { cause: 'insufficient_funds', scheme: 'bacs', reason_code: 'ARUDD-0' },
  });
  const accept = { acceptUnverified: true };

  test('is taken whole, each event once', async () => {
    const delivery = { json: { body: { events: [failed('EV1'), failed('EV2')] } } };
    const again = { json: { body: { events: [failed('EV2')] } } };
    const ran = await normalize([delivery, again], accept);
    expect(events(ran).map(({ event }) => object(event)['id'])).toEqual([
      'gocardless:acct_1BbqHouse:EV1',
      'gocardless:acct_1BbqHouse:EV2',
    ]);
    expect(filtered(ran)).toEqual(['This event was delivered before']);
  });

  test('as a list of things that nobody knows is named as such', async () => {
    for (const body of [[], [{ hello: 'there' }], ['?']]) {
      const ran = await normalize([{ json: { body } }], accept);
      expect(ran.error).toBe('This item is no event of a gateway that the pack knows');
    }
  });
});

describe('an event from one of our triggers', () => {
  async function stamped(
    event = declined(),
    payload: JsonObject = {},
  ): Promise<INodeExecutionData> {
    const ledger = await ledgerNamed('ledger');
    const [receipt] = await ledger.receive(
      [{ event, raw: { type: 'payment_intent.payment_failed', payload }, emit: true }],
      { workflowId: 'workflow-1', triggerId: 'trigger-1' },
      new Date().toISOString(),
    );
    await ledger.close();
    return { json: { event: { ...event }, dispatch: receipt?.dispatch, ledger: 'live' } };
  }

  test('leaves by Filtered when it is not what the workflow is for', async () => {
    const item = await stamped();
    const filters = {
      eventTypes: [],
      mode: 'both',
      accounts: [],
      products: [],
      locations: ['Hongdae'],
    };
    const ran = await normalize([{ json: { ...item.json, filters } }]);
    expect(filtered(ran)).toEqual(['The trigger’s filters leave it out']);
  });

  test('whose filters a node in between has broken says so, and lets nothing pass unmeasured', async () => {
    const { json } = await stamped();
    const ran = await normalize([{ json: { ...json, filters: { eventTypes: 'all' } } }]);
    expect(ran.error).toMatch(/^The payment event was changed on its way: filters/);
  });

  test('keeps what the trigger put beside it', async () => {
    const { json } = await stamped();
    const ran = await normalize([{ json: { ...json, raw: { id: 'evt_1' }, note: 'VIP' } }]);
    expect(events(ran)[0]).toMatchObject({ raw: { id: 'evt_1' }, note: 'VIP' });
  });

  test('that another execution has taken over is left to it', async () => {
    const item = await stamped();
    const dispatch = { ...Object(item.json['dispatch']), token: 'an-older-one' };
    const ran = await normalize([{ json: { ...item.json, dispatch } }]);
    expect(filtered(ran)).toEqual(['Another execution has taken this event over']);
  });

  test('of a connected account stays one', async () => {
    const told = stripeEvent('payment_intent.payment_failed', declinedIntent(), {
      id: 'evt_connected',
      account: 'acct_connected',
    });
    const event = stripe.normalize(rawOf(told), {}, { account: 'acct_1BbqHouse' });
    expect(event?.connected).toBe(true);
    const ran = await normalize([await stamped(event, told)]);
    expect(events(ran)[0]?.['event']).toMatchObject({
      account: 'acct_connected',
      connected: true,
    });
  });
});
