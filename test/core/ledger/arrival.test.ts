import fc from 'fast-check';
import { Client } from 'pg';
import type { PaymentEvent, Reference } from '../../../nodes/core/event/paymentEvent';
import type { Ledger } from '../../../nodes/core/ledger/ledger';
import { declined } from '../../fixtures/events';
import { testPostgres, type TestPostgres } from '../../postgres';
import { postgresPlace, sqlitePlace } from './places';

const SUBSCRIBER = { workflowId: 'evening', triggerId: 'stripe' };
const NOW = '2026-03-06T23:30:02.000Z';

const at = (seconds: number): string =>
  new Date(Date.parse('2026-03-06T19:30:00.000Z') + seconds * 1000).toISOString();

const anyReference: fc.Arbitrary<Reference> = fc.record({
  type: fc.constantFrom('payment' as const, 'charge' as const, 'order' as const),
  value: fc.constantFrom('1', '2', '3', '4'),
});
const anyEvents: fc.Arbitrary<PaymentEvent[]> = fc
  .array(
    fc.record({
      type: fc.constantFrom<PaymentEvent['type']>(
        'payment.failed',
        'payment.failed',
        'payment.succeeded',
        'invoice.overdue',
        'dispute.opened',
        'dispute.closed',
        'refund.succeeded',
      ),
      dispute: fc.constantFrom(undefined, { id: 'dp_1', outcome: 'lost' as const }),
      references: fc.array(anyReference, { minLength: 1, maxLength: 2 }),
      attempt: fc.nat(5).map((n) => ({ key: `stripe:acct_bbq:ch_${n}` })),
      // Gateways tell the second at best: several things happen in one.
      occurredAt: fc.constantFrom(0, 1, 60, 3600).map((seconds) => at(seconds)),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((changes) =>
    changes.map((change, n) => ({ ...declined(), ...change, id: `stripe:acct_bbq:evt_${n}` })),
  );
/** The same events in another order, cut into deliveries at random, some of them delivered twice. */
const anyArrival = (events: readonly PaymentEvent[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...events], { minLength: events.length }),
      fc.subarray([...events]),
      fc.infiniteStream(fc.boolean()),
    )
    .map(([all, again, cuts]) => {
      const deliveries: PaymentEvent[][] = [[]];
      for (const event of [...all, ...again]) {
        if (cuts.next().value === true) deliveries.push([]);
        deliveries.at(-1)?.push(event);
      }
      return deliveries;
    });

let serial = 0;
/** The same events at an account that nobody else has. */
const elsewhere = (deliveries: readonly (readonly PaymentEvent[])[]) => {
  serial += 1;
  const account = `acct_${serial}`;
  const move = (name: string): string => name.replace('acct_bbq', account);
  return deliveries.map((delivery) =>
    delivery.map((event) => ({
      ...event,
      account,
      id: move(event.id),
      ...(event.attempt && { attempt: { key: move(event.attempt.key) } }),
    })),
  );
};

async function casesAfter(ledger: Ledger, arrival: readonly (readonly PaymentEvent[])[]) {
  const deliveries = elsewhere(arrival);
  const events = new Map<string, PaymentEvent>();
  for (const delivery of deliveries) {
    for (const event of delivery) events.set(event.id, event);
    await ledger.receive(
      delivery.map((event) => ({ event, raw: { type: 'x', payload: {} }, emit: true })),
      SUBSCRIBER,
      NOW,
    );
  }
  const ids = [...events.keys()].sort();
  const all = ids.flatMap((id) => events.get(id) ?? []);
  const dispatch = { ...SUBSCRIBER, token: '', ledger: await ledger.fingerprint(), emission: 1 };
  const recorded = await ledger.record(
    all.map((event) => ({ event, dispatch: { ...dispatch, eventId: event.id } })),
    NOW,
  );
  const names = new Map<string, number>();
  for (const { case: view } of recorded) {
    if (!names.has(view.id)) names.set(view.id, names.size);
    expect(await ledger.verifyAudit(view.id)).toEqual({ ok: true });
    expect(await ledger.rebuild(view.id)).toEqual(view);
  }
  return recorded.map(
    ({ case: { id, status, attempts, openedAt, settledAt, due, paid }, event }) => ({
      group: names.get(id),
      state: { status, attempts, openedAt, settledAt, due, paid },
      number: event.attempt?.number,
    }),
  );
}

const endInTheSameCases = (ledger: Ledger, numRuns: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(
      anyEvents.chain((events) => fc.tuple(fc.constant(events), anyArrival(events))),
      async ([events, arrival]) => {
        expect(await casesAfter(ledger, arrival)).toEqual(await casesAfter(ledger, [events]));
      },
    ),
    { numRuns },
  );

describe('an evening’s events end in the same cases, however they arrive', () => {
  let server: TestPostgres;
  let client: Client;
  beforeAll(async () => {
    server = await testPostgres();
    client = new Client({ connectionString: server.url });
    await client.connect();
  }, 60_000);
  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  it.each([
    { store: 'SQLite', runs: 60, newPlace: () => sqlitePlace() },
    { store: 'Postgres', runs: 20, newPlace: () => postgresPlace(server.url, client) },
  ])(
    'in $store',
    async ({ runs, newPlace }) => {
      const place = newPlace();
      const ledger = await place.open();
      try {
        await endInTheSameCases(ledger, runs);
      } finally {
        await ledger.close();
        await place.remove();
      }
    },
    60_000,
  );
});
