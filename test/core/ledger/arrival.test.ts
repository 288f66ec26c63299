import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { PaymentEvent, Reference } from '../../../nodes/core/event/paymentEvent';
import { ledgerOver } from '../../../nodes/core/ledger/ledgerOver';
import { openSqlite } from '../../../nodes/core/ledger/sqlite';
import { declined } from '../../fixtures/events';

const SUBSCRIBER = { workflowId: 'evening', triggerId: 'stripe' };
const NOW = '2026-03-06T19:30:02.000Z';
const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
async function casesAfter(deliveries: readonly (readonly PaymentEvent[])[]) {
  serial += 1;
  const ledger = await ledgerOver(await openSqlite(join(folder, `${serial}.sqlite`)));
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
  const dispatch = { ...SUBSCRIBER, token: '', ledger: ledger.fingerprint, emission: 1 };
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
  await ledger.close();
  return recorded.map(
    ({ case: { id, status, attempts, openedAt, settledAt, due, paid }, event }) => ({
      group: names.get(id),
      state: { status, attempts, openedAt, settledAt, due, paid },
      number: event.attempt?.number,
    }),
  );
}

it('an evening’s events end in the same cases, however they arrive', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyEvents.chain((events) => fc.tuple(fc.constant(events), anyArrival(events))),
      async ([events, arrival]) => {
        expect(await casesAfter(arrival)).toEqual(await casesAfter([events]));
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);
