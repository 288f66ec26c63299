import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INodeExecutionData } from 'n8n-workflow';
import { adyen } from '../../nodes/Adyen/adyen.adapter';
import type { PaymentEvent } from '../../nodes/core/event/paymentEvent';
import type { GatewayAdapter } from '../../nodes/core/gateway/adapter';
import type { Supplied } from '../../nodes/core/gateway/context';
import { prepareEvents } from '../../nodes/core/gateway/prepareEvents';
import { GATEWAYS } from '../../nodes/core/gateway/registry';
import type { Ledger } from '../../nodes/core/ledger/ledger';
import { openLedger } from '../../nodes/core/ledger/openLedger';
import { NormalizePaymentFailure } from '../../nodes/NormalizePaymentFailure/NormalizePaymentFailure.node';
import { ReconcileOrder } from '../../nodes/ReconcileOrder/ReconcileOrder.node';
import { authorised, deliveryOf, refused } from '../fixtures/adyen';
import { RAW_EVENTS } from '../fixtures/raw';
import { runFlow } from '../inProcess';
import { NO_FILTERS } from '../core/gateway/noFilters';

/** Normalize Payment Failure where it was given no gateway’s credential: it knows less than the trigger did. */

let folder: string;
let ledger: Ledger;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'without-'));
  process.env['N8N_USER_FOLDER'] = folder;
  const file = join(folder, '.n8n', 'payment-failure', 'ledger.sqlite');
  ledger = await openLedger({ kind: 'sqlite', file });
});
afterEach(async () => {
  await ledger.close();
  await rm(folder, { recursive: true, force: true });
});

/** What the trigger hands on, having read its credential. */
async function received(
  adapter: GatewayAdapter,
  supplied: Supplied,
  raw = RAW_EVENTS[adapter.id] ?? [],
): Promise<{ readonly told: readonly PaymentEvent[]; readonly items: INodeExecutionData[] }> {
  const { events, failed } = prepareEvents(
    { adapter, filters: NO_FILTERS, supplied },
    raw,
    'acct_bbq',
  );
  expect(failed).toEqual([]);
  const receipts = await ledger.receive(
    events,
    { workflowId: 'workflow-1', triggerId: 'trigger-1' },
    new Date().toISOString(),
  );
  const told = events.map(({ event }) => event);
  const items = told.map((event, i) => ({
    json: { event: { ...event }, dispatch: receipts[i]?.dispatch, ledger: 'live' },
  }));
  return { told, items };
}

const nodes = [
  { name: 'Normalize', type: new NormalizePaymentFailure() },
  { name: 'Record', type: new ReconcileOrder(), parameters: { operation: 'record' } },
];

test.each(GATEWAYS.map((adapter) => [adapter.title, adapter] as const))(
  'at %s changes no reference, no time and no money of what the trigger knew',
  async (_, adapter) => {
    const { signIns = [], needs, thin = [] } = adapter;
    const { told, items } = await received(adapter, {
      currency: 'KWD',
      timeZone: 'Asia/Seoul',
      live: false,
      reference: 'order',
      trustsUnsigned: true,
      signedInWith: signIns.map(({ credential }) => credential),
    });
    const ran = await runFlow({ nodes, connections: {} }, items);
    expect(ran.error).toBeUndefined();
    const rawOf = ({ id }: PaymentEvent) =>
      RAW_EVENTS[adapter.id]?.find((raw) => id.endsWith(`:${raw.id}`));
    const lacks = (event: PaymentEvent) => {
      const raw = rawOf(event);
      return raw !== undefined && needs(raw, {}).length > 0;
    };
    // What only names an object waits until it may be read, and a person hears in the end.
    const waits = (event: PaymentEvent) =>
      event.incomplete === true && thin.includes(rawOf(event)?.type ?? '');
    expect(told.length).toBeGreaterThan(1);
    expect(ran.items('Normalize').map(({ event }) => event)).toEqual(
      told
        .filter((event) => !waits(event))
        .map((event) => (lacks(event) ? { ...event, incomplete: true } : event)),
    );
  },
);

test('of two shares of one order, one declined and one paid, half stays open', async () => {
  const eventDate = new Date().toISOString();
  const share = { amount: { currency: 'EUR', value: 5_000 }, eventDate };
  const whole = { 'metadata.order_total': '10000' };
  const both = deliveryOf(refused(share, whole), authorised(share));
  const { items } = await received(
    adyen,
    { reference: 'order' },
    adyen.split(both, eventDate)?.events,
  );
  const ran = await runFlow({ nodes, connections: { Normalize: [['Record']] } }, items);
  expect(ran.error).toBeUndefined();
  expect(ran.items('Record').at(-1)?.['case']).toMatchObject({
    status: 'open',
    paid: { decimal: '50.00' },
    due: { decimal: '100.00' },
  });
});
