import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject, INodeExecutionData } from 'n8n-workflow';
import type { RawEvent } from '../../nodes/core/event/rawEvent';
import type { GatewayAdapter } from '../../nodes/core/gateway/adapter';
import { ApiError, type ApiClient } from '../../nodes/core/gateway/apiClient';
import { gatewayOf } from '../../nodes/core/gateway/registry';
import type { Ledger } from '../../nodes/core/ledger/ledger';
import { openLedger } from '../../nodes/core/ledger/openLedger';
import { NormalizePaymentFailure } from '../../nodes/NormalizePaymentFailure/NormalizePaymentFailure.node';
import * as till from '../fixtures/clover';
import * as books from '../fixtures/quickbooks';
import * as studio from '../fixtures/mindbody';
import { runFlow, type Ran } from '../inProcess';

/** Gateways that only name what changed, and cannot be asked what became of it: in n8n's own engine. */

const WORKFLOW = 'workflow-1';
let folder: string;
let ledger: Ledger;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unread-'));
  process.env['N8N_USER_FOLDER'] = folder;
  ledger = await openLedger({
    kind: 'sqlite',
    file: join(folder, '.n8n', 'payment-failure', 'ledger.sqlite'),
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await ledger.close();
  await rm(folder, { recursive: true, force: true });
});

/** What its trigger hands over of such an event. */
async function handedOver(
  { id }: GatewayAdapter,
  raw: RawEvent,
  account: string,
): Promise<INodeExecutionData> {
  const event = gatewayOf(id).normalize(raw, {}, { account, currency: 'USD' });
  if (!event) throw new Error('The event tells of nothing');
  const news = { event, raw: { type: raw.type, payload: raw.payload }, emit: true };
  const subscriber = { workflowId: WORKFLOW, triggerId: 'trigger-1' };
  const [receipt] = await ledger.receive([news], subscriber, new Date().toISOString());
  return { json: { event: { ...event }, dispatch: receipt?.dispatch, ledger: 'live' } };
}

async function normalize(
  { id, credential }: GatewayAdapter,
  item: INodeExecutionData,
  fields: ICredentialDataDecryptedObject = {},
  gateways = [id],
): Promise<Ran> {
  return await runFlow(
    {
      nodes: [
        {
          name: 'Normalize',
          type: new NormalizePaymentFailure(),
          parameters: { gateways },
          settings: { credentials: { [credential]: { id: '1', name: 'The account' } } },
        },
      ],
      connections: {},
      credentials: { [credential]: fields },
    },
    [item],
  );
}

const answers = (adapter: GatewayAdapter, client: ApiClient): void => {
  jest.spyOn(adapter, 'api').mockReturnValue(client);
};
const refuses =
  (status: number, said: string): ApiClient =>
  async () => {
    throw new ApiError(said, status);
  };
const events = (ran: Ran) => ran.items('Normalize', 0);
const filtered = (ran: Ran) => ran.items('Normalize', 1).map(({ filtered: why }) => why);

/** What the Payment Follow-Up Trigger would emit after so many seconds. */
async function followedUp(seconds: number) {
  const { again, dead } = await ledger.unfinished(
    WORKFLOW,
    new Date(Date.now() + seconds * 1000).toISOString(),
  );
  const items = again.map(({ event, dispatch }) => ({
    json: { event: { ...event }, dispatch, ledger: 'live' },
  }));
  return { items, dead };
}

const boughtAtBooks: RawEvent = {
  gateway: 'quickbooks',
  id: '123:payment:created',
  type: 'qbo.payment.created.v1',
  receivedAt: books.RECEIVED,
  payload: books.cloudEvent('qbo.payment.created.v1', '123'),
};

describe('a change of which nobody knows whether it tells of a decline', () => {
  const clover = gatewayOf('clover');
  const mindbody = gatewayOf('mindbody');
  const quickbooks = gatewayOf('quickbooks');
  const cases: readonly (readonly [GatewayAdapter, RawEvent, string, string])[] = [
    [clover, till.updated(), till.MERCHANT, `payment ${till.PAYMENT}`],
    [quickbooks, boughtAtBooks, books.COMPANY, 'payment 123'],
    [
      mindbody,
      studio.pushedEvent('client.updated', studio.clientData()),
      studio.SITE,
      'the customer',
    ],
  ];
  const atTheTill = () => handedOver(clover, till.updated(), till.MERCHANT);

  test.each(cases)(
    '$0.id is neither told nor forgotten: it is read again, and a person hears in the end',
    async (adapter, raw, account, thing) => {
      answers(adapter, refuses(403, 'The token was revoked by owner@bbq.example.'));
      const why = `${adapter.title} could not be read: The token was revoked by ***@***. Look at ${thing} there.`;
      let item = await handedOver(adapter, raw, account);
      for (let time = 1; time <= 9; time += 1) {
        const ran = await normalize(adapter, item);
        expect(events(ran)).toEqual([]);
        expect(filtered(ran)).toEqual([why]);
        const { items, dead } = await followedUp(time < 9 ? 21_601 : 1);
        expect(dead.map(({ reason }) => reason)).toEqual(time < 9 ? [] : [why]);
        if (items[0]) item = items[0];
      }
    },
  );

  test('is left too where the node may not ask the gateway, and says what to set', async () => {
    const ran = await normalize(clover, await atTheTill(), {}, []);
    expect(events(ran)).toEqual([]);
    expect(filtered(ran)).toEqual([
      expect.stringContaining(
        'Choose it there under Gateways, with its credential. Look at payment',
      ),
    ]);
    expect((await followedUp(31)).items).toHaveLength(1);
  });

  test('is planned for half a minute later, and tells of the decline once it can be read', async () => {
    answers(clover, refuses(0, 'Clover could not be reached'));
    const item = await atTheTill();
    await normalize(clover, item);
    expect((await followedUp(25)).items).toEqual([]);
    const [again] = (await followedUp(31)).items;

    answers(clover, async ({ path }) => (path.includes('/payments/') ? till.payment() : {}));
    const ran = await normalize(clover, again ?? item);
    expect(events(ran)[0]?.['event']).toMatchObject({ type: 'payment.failed' });
  });

  test('is done at once where it was read and tells of nothing', async () => {
    answers(clover, async () => till.payment({ result: 'DISCOUNTED' }));
    const ran = await normalize(clover, await atTheTill());
    expect(filtered(ran)).toEqual([expect.stringContaining('tells of nothing')]);
    expect(await followedUp(99_999)).toEqual({ items: [], dead: [] });
  });

  test('is done where the gateway has it no more, minutes after it told of it', async () => {
    answers(clover, refuses(404, 'Clover does not find it'));
    let item = await atTheTill();
    for (const wait of [31, 61]) {
      await normalize(clover, item);
      const [again] = (await followedUp(wait)).items;
      expect(again).toBeDefined();
      if (again) item = again;
    }
    const ran = await normalize(clover, item);
    expect(filtered(ran)).toEqual([expect.stringContaining('Clover does not find it')]);
    expect(await followedUp(99_999)).toEqual({ items: [], dead: [] });
  });
});

describe('a gateway that hangs', () => {
  let hanging: Server;
  let asked = 0;
  beforeEach(async () => {
    asked = 0;
    hanging = createServer(() => {
      asked += 1;
    });
    await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    hanging.closeAllConnections();
    await new Promise((resolve) => hanging.close(resolve));
  });

  test('holds up the alert of a decline for ten seconds, two tries included, and no longer', async () => {
    const mindbody = gatewayOf('mindbody');
    const declined = studio.listedEvent('transaction.declined', studio.transaction());
    const item = await handedOver(mindbody, declined, studio.SITE);
    const address = hanging.address();
    const port = typeof address === 'object' ? address?.port : undefined;

    const begun = Date.now();
    const ran = await normalize(mindbody, item, {
      publicUrl: `http://127.0.0.1:${port}`,
      currency: 'USD',
    });
    const took = Date.now() - begun;
    expect(events(ran)[0]?.['event']).toMatchObject({
      type: 'payment.failed',
      amount: { decimal: '186.40' },
      incomplete: true,
    });
    expect(took).toBeGreaterThan(9_000);
    expect(took).toBeLessThan(12_500);
    // Guest and place, each twice.
    expect(asked).toBe(4);
  }, 30_000);
});
