import type { PaymentEvent } from '../../nodes/core/event/paymentEvent';
import type { Dispatch, Ledger, NewEvent, Receipt } from '../../nodes/core/ledger/ledger';
import { declined, paid } from '../fixtures/events';
import { toVersion1 } from './olderLedger';

/** A place for one ledger, empty at first. */
export interface Place {
  /** Opens the ledger over a connection, or a pool, of its own. */
  readonly open: () => Promise<Ledger>;
  /** Runs a statement behind the ledger's back; `{}` stands before table names. */
  readonly run: (statement: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly remove: () => Promise<void>;
}

const SUBSCRIBER = { workflowId: 'evening', triggerId: 'stripe' };
const RULE = {
  by: 'card',
  window: 3600,
  levels: [
    { name: 'shift manager', at: 2 },
    { name: 'owner', at: 3 },
  ],
};
const START = Date.parse('2026-03-06T19:30:02.000Z');
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

/** What the trigger leaves to be decided once more is known. */
const FILTERS = { filters: { minimum: 50_000, locations: ['Gangnam'] } };

const asNew = (event: PaymentEvent, emit = true): NewEvent => ({
  event,
  raw: { type: 'charge.failed', payload: { id: event.id, note: 'as the gateway wrote it' } },
  emit,
});

/** The n-th try at one and the same bill, each with a charge of its own. */
const attempt = (n: number, change: Partial<PaymentEvent> = {}): PaymentEvent =>
  declined({
    id: `stripe:acct_bbq:evt_try_${n}`,
    attempt: { key: `stripe:acct_bbq:ch_${n}` },
    references: [
      { type: 'payment', value: 'pi_1' },
      { type: 'charge', value: `ch_${n}` },
    ],
    occurredAt: at(n * 10),
    receivedAt: at(n * 10 + 1),
    ...change,
  });

/** A declined card at another table: shares nothing with any other. */
const table = (n: number, change: Partial<PaymentEvent> = {}): PaymentEvent =>
  attempt(1000 + n, {
    references: [{ type: 'payment', value: `pi_table_${n}` }],
    occurredAt: at(0),
    receivedAt: at(1),
    ...change,
  });

function handed(receipts: readonly Receipt[], index = 0): Dispatch {
  const dispatch = receipts[index]?.dispatch;
  if (!dispatch) throw new Error('Nothing was handed over');
  return dispatch;
}

export function ledgerContract(store: string, newPlace: () => Promise<Place>): void {
  describe(`a ledger in ${store}`, () => {
    let place: Place;
    let ledger: Ledger;
    const others: Ledger[] = [];

    beforeEach(async () => {
      place = await newPlace();
      ledger = await place.open();
    });
    afterEach(async () => {
      await Promise.all([ledger, ...others.splice(0)].map((one) => one.close()));
      await place.remove();
    });

    const another = async (): Promise<Ledger> => {
      const one = await place.open();
      others.push(one);
      return one;
    };
    const receive = (event: PaymentEvent, now = at(0), subscriber = SUBSCRIBER, by = ledger) =>
      by.receive([asNew(event)], subscriber, now);
    /** Receives and records one event, as a workflow does. */
    const intake = async (event: PaymentEvent, now = at(0)) => {
      const dispatch = handed(await receive(event, now));
      await ledger.claim([dispatch], now);
      const [recorded] = await ledger.record([{ event, dispatch }], now);
      if (!recorded) throw new Error('Nothing was recorded');
      return { ...recorded, dispatch };
    };
    const count = async (
      event: PaymentEvent,
      dispatch: Dispatch,
      now = at(0),
      key = 'fp_1',
      guestReachable = true,
    ) => {
      const [answer] = await ledger.count([{ event, dispatch, key, guestReachable }], RULE, now);
      if (!answer) throw new Error('Nothing was counted');
      return answer;
    };
    const caseOf = async (event: PaymentEvent) => {
      const rows = await place.run(`select case_id from {}events where id = '${event.id}'`);
      const view = await ledger.caseById(String(rows[0]?.['case_id']));
      if (!view) throw new Error('No case');
      return view;
    };

    describe('receiving', () => {
      it('a declined card is stored and handed over once', async () => {
        const receipts = await receive(attempt(1));
        const dispatch = handed(receipts);
        expect(receipts).toEqual([{ eventId: attempt(1).id, isNew: true, dispatch }]);
        expect(dispatch).toMatchObject({
          ...SUBSCRIBER,
          eventId: attempt(1).id,
          ledger: await ledger.fingerprint(),
          emission: 1,
        });
        expect(dispatch.token).toMatch(/^[0-9a-f-]{36}$/);
        expect(await receive(attempt(1), at(5))).toEqual([
          { eventId: attempt(1).id, isNew: false },
        ]);
      });

      it('20 copies of one decline that arrive together are handed over once', async () => {
        const second = await another();
        const receipts = await Promise.all(
          Array.from({ length: 20 }, (_, n) =>
            receive(attempt(1), at(0), SUBSCRIBER, n % 2 === 0 ? ledger : second),
          ),
        );
        expect(receipts.flat().filter(({ isNew }) => isNew)).toHaveLength(1);
        expect(receipts.flat().filter(({ dispatch }) => dispatch)).toHaveLength(1);
        expect(await place.run('select id from {}cases')).toHaveLength(1);
      });

      it('the same event twice in one delivery is new once', async () => {
        const receipts = await ledger.receive(
          [asNew(attempt(1)), asNew(attempt(1))],
          SUBSCRIBER,
          at(0),
        );
        expect(receipts.map(({ isNew }) => isNew)).toEqual([true, false]);
        expect(receipts.map(({ dispatch }) => dispatch !== undefined)).toEqual([true, false]);
      });

      it('two workflows that listen to one gateway are each handed every event', async () => {
        await receive(attempt(1));
        const [receipt] = await receive(attempt(1), at(1), {
          workflowId: 'bookkeeping',
          triggerId: 'stripe',
        });
        expect(receipt?.isNew).toBe(false);
        expect(receipt?.dispatch?.workflowId).toBe('bookkeeping');
      });

      it('a redelivery hands over again what nobody claimed for a minute, under a new token', async () => {
        const first = handed(await receive(attempt(1)));
        expect((await receive(attempt(1), at(60)))[0]?.dispatch).toBeUndefined();
        const second = handed(await receive(attempt(1), at(61)));
        expect(second.emission).toBe(2);
        expect(await ledger.claim([first, second], at(62))).toEqual([false, true]);
        expect((await receive(attempt(1), at(200)))[0]?.dispatch).toBeUndefined();
      });

      it('what a filter drops is stored all the same, and done at once', async () => {
        const receipts = await ledger.receive([asNew(attempt(1), false)], SUBSCRIBER, at(0));
        expect(receipts).toEqual([{ eventId: attempt(1).id, isNew: true }]);
        expect((await ledger.stored([attempt(1).id]))[0]?.event).toEqual(attempt(1));
        expect((await ledger.unfinished('evening', at(99_999))).again).toEqual([]);
      });

      it('a delivery of a thousand events is stored in one go', async () => {
        const events = Array.from({ length: 1000 }, (_, n) => asNew(table(n)));
        const receipts = await ledger.receive(events, SUBSCRIBER, at(0));
        expect(receipts.filter(({ isNew, dispatch }) => isNew && dispatch)).toHaveLength(1000);
      });

      it('text that Postgres cannot hold is stored in both stores alike', async () => {
        const event = attempt(1, {
          id: 'stripe:acct_bbq:evt_\0odd\uD800',
          references: [{ type: 'payment', value: 'pi_\0\uDC00' }],
          customer: { id: 'cus_1', name: 'Nul\0l' },
        });
        const { case: view, event: recorded } = await intake(event);
        expect(view.status).toBe('open');
        expect(recorded.customer.name).toBe('Nul\0l');
        expect((await receive(event, at(5)))[0]?.isNew).toBe(false);
      });

      it('keeps the raw event beside ours', async () => {
        await receive(attempt(1));
        const [known, unknown] = await ledger.stored([attempt(1).id, 'stripe:acct_bbq:evt_none']);
        expect(known?.raw).toEqual({
          type: 'charge.failed',
          payload: { id: attempt(1).id, note: 'as the gateway wrote it' },
        });
        expect(unknown).toBeUndefined();
      });

      it('knows whether a trigger ever received anything', async () => {
        expect(await ledger.hasReceived(SUBSCRIBER)).toBe(false);
        await receive(attempt(1));
        expect(await ledger.hasReceived(SUBSCRIBER)).toBe(true);
        expect(await ledger.hasReceived({ ...SUBSCRIBER, triggerId: 'square' })).toBe(false);
      });
    });

    describe('cases', () => {
      it('a card declined twice at table 12 is one case with two attempts', async () => {
        const first = await intake(attempt(1));
        const second = await intake(attempt(2), at(20));
        expect(first.outcome).toBe('still_open');
        expect(second.outcome).toBe('still_open');
        expect(second.case.id).toBe(first.case.id);
        expect(second.case.attempts).toBe(2);
        expect([first, second].map(({ event }) => event.attempt?.number)).toEqual([1, 2]);
      });

      it('the payment that settles the bill is announced once to each workflow that told of the decline', async () => {
        const failure = await intake(attempt(1));
        await count(failure.event, failure.dispatch);
        const books = { ...SUBSCRIBER, workflowId: 'books' };
        await count(attempt(1), handed(await receive(attempt(1), at(0), books)));
        const success = paid({
          ...attempt(2),
          id: 'stripe:acct_bbq:evt_paid',
          type: 'payment.succeeded',
        });
        const settled = await intake(success, at(30));
        expect(settled.outcome).toBe('settled');
        expect(settled.repeat).toBe(false);
        expect(settled.case.status).toBe('settled');
        const invoice = {
          ...success,
          id: 'stripe:acct_bbq:evt_invoice',
          type: 'invoice.paid',
        } as const;
        expect((await intake(invoice, at(31))).outcome).toBe('unchanged');
        const late = handed(await receive(success, at(40), books));
        const [other] = await ledger.record([{ event: success, dispatch: late }], at(41));
        expect(other?.outcome).toBe('settled');
        const deaf = handed(await receive(success, at(42), { ...books, workflowId: 'loyalty' }));
        const [unheard] = await ledger.record([{ event: success, dispatch: deaf }], at(43));
        expect(unheard?.outcome).toBe('unchanged');
      });

      it('a payment that nobody is to be told of settles its case without a word', async () => {
        const failure = await intake(attempt(1));
        await count(failure.event, failure.dispatch);
        const pending = attempt(2, { type: 'payment.pending' });
        const dispatch = handed(await receive(pending, at(20)));
        expect((await caseOf(attempt(1))).status).toBe('open');
        const read = attempt(2, { type: 'payment.succeeded' });
        await ledger.complete([{ event: read, dispatch }], at(21));
        expect((await caseOf(attempt(1))).status).toBe('settled');
        const actions = (await ledger.auditTrail(failure.case.id)).map(({ action }) => action);
        expect(actions).toContain('completed');
        expect(actions).not.toContain('settlement announced');
        await ledger.complete([], at(22));
      });

      it('what an event no longer says once it was read still leads to its case', async () => {
        const invoice = { type: 'invoice', value: 'in_1' } as const;
        const payment = { type: 'payment', value: 'pi_1' } as const;
        const told = attempt(1, { references: [payment, invoice] });
        const dispatch = handed(await receive(told));
        const read = attempt(1, {
          references: [payment],
          customer: { id: 'cus_1', name: 'Minji' },
        });
        const [recorded] = await ledger.record([{ event: read, dispatch }], at(1));
        expect(recorded?.event.references).toEqual([payment, invoice]);
        const later = await intake(attempt(2, { references: [invoice] }), at(20));
        expect(later.case.id).toBe(recorded?.case.id);
      });

      it('a name that an event once had leads to where its case went', async () => {
        // An older case, and one whose attempt is first known by its invoice, then by its charge.
        const older = await intake(table(1));
        const byInvoice = table(2, { attempt: { key: 'stripe:acct_bbq:in_2:1' } });
        const dispatch = handed(await receive(byInvoice, at(5)));
        await ledger.record([{ event: table(2), dispatch }], at(6));
        const both = table(3, { references: [...table(1).references, ...table(2).references] });
        expect((await intake(both, at(10))).case.id).toBe(older.case.id);
        const [again] = await ledger.receive([asNew(byInvoice)], SUBSCRIBER, at(600), 'listed');
        expect(again).toEqual({ eventId: byInvoice.id, isNew: false });
        expect((await caseOf(byInvoice)).id).toBe(older.case.id);
      });

      it('a decline that was made good before anybody heard of it is not announced as settled', async () => {
        const success = attempt(2, { type: 'payment.succeeded' });
        const first = { event: attempt(1), dispatch: handed(await receive(attempt(1))) };
        const second = { event: success, dispatch: handed(await receive(success, at(1))) };
        const recorded = await ledger.record([first, second], at(2));
        expect(recorded.map(({ outcome }) => outcome)).toEqual(['made_good', 'unchanged']);
        expect(recorded[1]?.case.status).toBe('settled');
      });

      it('a decline that was made good between its recording and its counting is told to nobody', async () => {
        const failure = await intake(attempt(1));
        expect(failure).toMatchObject({ outcome: 'still_open', wasOpen: false });
        const success = attempt(2, { type: 'payment.succeeded' });
        expect(await intake(success, at(1))).toMatchObject({ outcome: 'unchanged', wasOpen: true });
        expect(await count(failure.event, failure.dispatch, at(2))).toEqual({
          ordinal: 1,
          notify: 'settled',
          guest: 'told',
          levels: [],
        });
        expect((await ledger.auditTrail(failure.case.id)).map(({ action }) => action)).toContain(
          'settled before it was told',
        );
        // It counts all the same: the next decline of this card is the second, and pages.
        const next = attempt(3, { references: [{ type: 'payment', value: 'pi_next' }] });
        const second = await intake(next, at(10));
        expect(await count(second.event, second.dispatch, at(10))).toMatchObject({ ordinal: 2 });
      });

      it('a payment that is recorded while its decline is counted: both are told, or neither', async () => {
        const second = await another();
        const rounds = await Promise.all(
          Array.from({ length: 20 }, async (_, n) => {
            const references = [{ type: 'payment', value: `pi_race_${n}` }] as const;
            const failure = await intake(attempt(200 + n, { references }));
            const success = attempt(300 + n, { type: 'payment.succeeded', references });
            const dispatch = handed(await receive(success, at(1), SUBSCRIBER, second));
            const [told, [recorded]] = await Promise.all([
              count(failure.event, failure.dispatch, at(2), `fp_${n}`),
              second.record([{ event: success, dispatch }], at(2)),
            ]);
            return `${told.notify}, ${recorded?.outcome}`;
          }),
        );
        for (const round of rounds)
          expect(['first, settled', 'settled, unchanged']).toContain(round);
      });

      it('a settlement that shows two cases to be one is announced to who told of the decline', async () => {
        const failure = attempt(1, { references: [{ type: 'charge', value: 'ch_1' }] });
        const success = attempt(2, {
          type: 'payment.succeeded',
          references: [{ type: 'payment', value: 'pi_1' }],
        });
        const paidFirst = handed(await receive(success, at(0)));
        const { dispatch } = await intake(failure, at(1));
        await count(failure, dispatch, at(1));
        const complete = { ...success, references: attempt(1).references };
        const [recorded] = await ledger.record([{ event: complete, dispatch: paidFirst }], at(30));
        expect(recorded).toMatchObject({ outcome: 'settled', case: { status: 'settled' } });
        expect(recorded?.case.aliases).toHaveLength(1);
      });

      describe('where the decline and its payment are known under different names', () => {
        const failure = attempt(1, { references: [{ type: 'charge', value: 'ch_1' }] });
        const success = attempt(2, {
          type: 'payment.succeeded',
          references: [{ type: 'payment', value: 'pi_1' }],
        });
        const both = [
          { type: 'charge', value: 'ch_1' },
          { type: 'payment', value: 'pi_1' },
        ] as const;
        beforeEach(async () => {
          const { event, dispatch } = await intake(failure);
          await count(event, dispatch);
          await ledger.finish([dispatch], at(1));
          expect((await intake(success, at(20))).outcome).toBe('unchanged');
        });

        it.each(['payment.pending', 'payment.failed', 'payment.canceled'] as const)(
          'staff hear that it was paid from the %s that names both, once',
          async (type) => {
            const joint = attempt(3, {
              type,
              references: both,
              attempt: { key: 'stripe:acct_bbq:ch_1' },
            });
            const joined = await intake(joint, at(15));
            expect(joined).toMatchObject({
              outcome: 'settled',
              repeat: false,
              case: { status: 'settled' },
            });
            const [again] = await ledger.record(
              [{ event: joint, dispatch: joined.dispatch }],
              at(31),
            );
            expect(again?.outcome).toBe('settled');
            await ledger.finish([joined.dispatch], at(32));
            const next = attempt(4, {
              type,
              references: both,
              attempt: { key: 'stripe:acct_bbq:ch_1' },
            });
            expect((await intake(next, at(40))).outcome).not.toBe('settled');
          },
        );

        it('and from one that names both only once it was read', async () => {
          const thin = { ...failure, id: 'stripe:acct_bbq:evt_twin', incomplete: true };
          const dispatch = handed(await receive(thin, at(30)));
          const [read] = await ledger.record(
            [{ event: { ...thin, incomplete: undefined, references: both }, dispatch }],
            at(31),
          );
          expect(read?.outcome).toBe('settled');
        });
      });

      it('a decline that arrives after its payment is nothing for people to hear', async () => {
        const success = {
          ...attempt(2),
          id: 'stripe:acct_bbq:evt_paid',
          type: 'payment.succeeded',
        } as const;
        expect((await intake(success)).outcome).toBe('unchanged');
        const failure = await intake(attempt(1), at(5));
        expect(failure).toMatchObject({ outcome: 'made_good', wasOpen: false });
        expect(failure.case.status).toBe('settled');
      });

      it('a bill split by four stays open until the declined share is paid', async () => {
        const share = (n: number, change: Partial<PaymentEvent> = {}) =>
          attempt(n, {
            amount: { minor: 25_000, currency: 'KRW', decimal: '25000' },
            references: [
              { type: 'payment', value: `pi_share_${n}` },
              { type: 'order', value: 'BBQ-1042' },
            ],
            ...change,
          });
        const first = await intake(share(1));
        await count(first.event, first.dispatch);
        for (const n of [2, 3, 4]) {
          const other = await intake(share(n, { type: 'payment.succeeded' }), at(n));
          expect(other.outcome).toBe('unchanged');
          expect(other.case).toMatchObject({ id: first.case.id, status: 'open' });
        }
        const last = await intake(
          share(1, { id: 'stripe:acct_bbq:evt_share', type: 'payment.succeeded' }),
          at(60),
        );
        expect(last.outcome).toBe('settled');
        expect(last.case.due).toEqual({ minor: 100_000, currency: 'KRW', decimal: '100000' });
        expect(last.case.paid).toEqual(last.case.due);
      });

      it.each(['decline first', 'payment first'])(
        'two cases that a completed event shows to be one are merged (%s)',
        async (order) => {
          const failure = attempt(1, {
            references: [{ type: 'charge', value: 'ch_1' }],
            incomplete: true,
          });
          const success = attempt(2, {
            type: 'payment.succeeded',
            references: [{ type: 'payment', value: 'pi_1' }],
          });
          const [a, b] = order === 'decline first' ? [failure, success] : [success, failure];
          const older = await caseOf((await receive(a, at(0)), a));
          const younger = await caseOf((await receive(b, at(1)), b));
          expect(younger.id).not.toBe(older.id);

          const dispatch = handed(await receive(failure, at(100)));
          const complete = attempt(1);
          const [recorded] = await ledger.record([{ event: complete, dispatch }], at(101));
          expect(recorded?.case).toMatchObject({
            id: older.id,
            status: 'settled',
            aliases: [younger.id],
          });
          expect(recorded?.outcome).toBe('made_good');
          expect((await ledger.caseById(younger.id))?.id).toBe(older.id);
          const trail = await ledger.auditTrail(older.id);
          expect(trail.find(({ action }) => action === 'merged')?.detail).toMatchObject({
            case: younger.id,
            head: younger.audit.head,
          });
          expect(await ledger.verifyAudit(older.id)).toEqual({ ok: true });
          expect(await ledger.verifyAudit(younger.id)).toEqual({ ok: true });
          const next = await intake(
            attempt(3, { references: [{ type: 'payment', value: 'pi_1' }] }),
            at(200),
          );
          expect(next.case.id).toBe(older.id);
        },
      );

      it('cases that merge while others write to them end as one', async () => {
        const second = await another();
        const ends = Array.from({ length: 12 }, (_, n) =>
          attempt(n, { references: [{ type: 'charge', value: `ch_${n}` }] }),
        );
        await Promise.all(ends.map((event) => receive(event)));
        const links = Array.from({ length: 11 }, (_, n) =>
          attempt(100 + n, {
            references: [
              { type: 'charge', value: `ch_${n}` },
              { type: 'charge', value: `ch_${n + 1}` },
            ],
          }),
        );
        const more = Array.from({ length: 12 }, (_, n) =>
          attempt(200 + n, { references: [{ type: 'charge', value: `ch_${n}` }] }),
        );
        await Promise.all(
          [...links, ...more].map((event, n) =>
            receive(event, at(1), SUBSCRIBER, n % 2 === 0 ? ledger : second),
          ),
        );
        const view = await caseOf(ends[0] ?? attempt(0));
        expect(view.attempts).toBe(35);
        expect(view.aliases).toHaveLength(11);
        const living = await place.run('select id from {}cases where merged_into is null');
        expect(living).toHaveLength(1);
        expect(await ledger.verifyAudit(view.id)).toEqual({ ok: true });
        expect(await ledger.rebuild(view.id)).toEqual(await ledger.caseById(view.id));
      });

      it('our own case id in a link’s metadata joins payments across gateways', async () => {
        const first = await intake(attempt(1));
        const other = await intake(
          attempt(2, {
            id: 'square:LOC1:evt_9',
            gateway: 'square',
            account: 'LOC1',
            type: 'payment.succeeded',
            attempt: { key: 'square:LOC1:p_9' },
            references: [
              { type: 'payment', value: 'p_9' },
              { type: 'case', value: first.case.id },
            ],
          }),
          at(60),
        );
        expect(other.case.id).toBe(first.case.id);
      });

      it('an event that names nothing still has a case', async () => {
        const { attempt: _, ...rest } = attempt(1, { references: [] });
        const recorded = await intake(rest);
        expect(recorded.case.status).toBe('open');
      });

      it('a version that lacks a read does not replace one that has it', async () => {
        await intake(attempt(1, { order: { id: 'BBQ-1042', table: '12' } }));
        const dispatch = handed(
          await receive(attempt(1), at(0), { ...SUBSCRIBER, workflowId: 'books' }),
        );
        const thin = attempt(1, { incomplete: true, order: undefined });
        const complete = attempt(1, { order: { id: 'BBQ-1042', table: '14' } });
        const [first] = await ledger.record([{ event: complete, dispatch }], at(1));
        expect(first?.event.order?.table).toBe('14');
        const [again] = await ledger.record([{ event: thin, dispatch }], at(2));
        expect(again?.event.order?.table).toBe('14');
        expect(again?.event.incomplete).toBeUndefined();
      });

      it('a dispute on a settled bill opens it again, and its end is announced anew', async () => {
        const failure = await intake(attempt(1));
        await count(failure.event, failure.dispatch);
        const success = attempt(2, { type: 'payment.succeeded' });
        expect((await intake(success, at(30))).outcome).toBe('settled');
        const dispute = attempt(3, {
          type: 'dispute.opened',
          references: [
            { type: 'charge', value: 'ch_2' },
            { type: 'dispute', value: 'dp_1' },
          ],
        });
        expect((await intake(dispute, at(60))).outcome).toBe('still_open');
        const closed = {
          ...dispute,
          id: 'stripe:acct_bbq:evt_closed',
          type: 'dispute.closed',
        } as const;
        expect((await intake(closed, at(90))).outcome).toBe('settled');
      });

      it('a dispute that was lost is told as such, and the bill stays open', async () => {
        await intake(attempt(1, { type: 'payment.succeeded' }));
        const dispute = attempt(1, {
          id: 'stripe:acct_bbq:evt_opened',
          type: 'dispute.opened',
          references: [
            { type: 'charge', value: 'ch_1' },
            { type: 'dispute', value: 'dp_1' },
          ],
        });
        const opened = await intake(dispute, at(60));
        await count(opened.event, opened.dispatch, at(60));
        const lost = {
          ...dispute,
          id: 'stripe:acct_bbq:evt_lost',
          type: 'dispute.closed',
          dispute: { id: 'dp_1', outcome: 'lost' },
        } as const;
        const closed = await intake(lost, at(90));
        expect(closed.outcome).toBe('still_open');
        expect(closed.case).toMatchObject({ status: 'open', paid: { minor: 0 } });
        expect((await count(lost, closed.dispatch, at(90))).notify).toBe('first');
        expect(await ledger.rebuild(closed.case.id)).toEqual(await ledger.caseById(closed.case.id));
        expect(await ledger.verifyAudit(closed.case.id)).toEqual({ ok: true });
      });

      it('a case recomputed from its events is the same case', async () => {
        const { case: view } = await intake(attempt(1));
        expect(await ledger.rebuild(view.id)).toEqual(view);
        await place.run(
          `update {}cases set state = '{"status":"clear","attempts":9}', status = 'clear'`,
        );
        expect(await ledger.rebuild(view.id)).toMatchObject({ status: 'open', attempts: 1 });
        await expect(ledger.rebuild('case_none')).rejects.toThrow('no case case_none');
      });
    });

    describe('counting', () => {
      it('a card declined twice pages the shift manager once', async () => {
        const first = await intake(attempt(1));
        expect(await count(first.event, first.dispatch)).toEqual({
          ordinal: 1,
          notify: 'first',
          guest: 'tell',
          levels: [],
        });
        const second = await intake(attempt(2), at(20));
        expect(await count(second.event, second.dispatch, at(20))).toEqual({
          ordinal: 2,
          notify: 'first',
          guest: 'tell',
          levels: [{ level: RULE.levels[0], repeat: false }],
        });
        const third = await intake(attempt(3), at(30));
        expect((await count(third.event, third.dispatch, at(30))).levels).toEqual([
          { level: RULE.levels[1], repeat: false },
        ]);
      });

      it('40 declines of one card that are counted together get the numbers 1 to 40', async () => {
        const second = await another();
        const events = Array.from({ length: 40 }, (_, n) => table(n));
        const receipts = await ledger.receive(
          events.map((event) => asNew(event)),
          SUBSCRIBER,
          at(0),
        );
        const counts = await Promise.all(
          events.map((event, n) =>
            (n % 2 === 0 ? ledger : second).count(
              [{ event, dispatch: handed(receipts, n), key: 'fp_1', guestReachable: true }],
              RULE,
              at(5),
            ),
          ),
        );
        const ordinals = counts.flat().map(({ ordinal }) => ordinal ?? 0);
        expect(ordinals.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
        const paged = counts.flat().flatMap(({ levels }) => levels.map(({ level }) => level.name));
        expect(paged.sort()).toEqual(['owner', 'shift manager']);
      });

      it('a batch is counted as its events would be one by one', async () => {
        const events = Array.from({ length: 4 }, (_, n) => table(n));
        const receipts = await ledger.receive(
          events.map((event) => asNew(event)),
          SUBSCRIBER,
          at(0),
        );
        const items = events.map((event, n) => ({
          event,
          dispatch: handed(receipts, n),
          key: 'fp_1',
          guestReachable: true,
        }));
        const counts = await ledger.count(items, RULE, at(1));
        expect(counts.map(({ ordinal }) => ordinal)).toEqual([1, 2, 3, 4]);
        expect(counts.map(({ levels }) => levels.map(({ level }) => level.name))).toEqual([
          [],
          ['shift manager'],
          ['owner'],
          [],
        ]);
        expect((await ledger.count(items, RULE, at(2))).map(({ ordinal }) => ordinal)).toEqual([
          1, 2, 3, 4,
        ]);
      });

      it('three events of one declined attempt alert once', async () => {
        const events = ['evt_a', 'evt_b', 'evt_c'].map((id) =>
          attempt(1, { id: `stripe:acct_bbq:${id}` }),
        );
        const answers = [];
        for (const event of events) {
          const { dispatch } = await intake(event);
          answers.push(await count(event, dispatch));
        }
        expect(answers.map(({ notify }) => notify)).toEqual(['first', 'duplicate', 'duplicate']);
        expect(answers.map(({ ordinal }) => ordinal)).toEqual([1, 1, 1]);
      });

      it('what an event that tells of a known attempt adds is counted, but pages nobody: its alert is dropped', async () => {
        // Three cards are tried for one order. What the gateway tells first of a decline knows the card only.
        const cards = [1, 2].map((n) => attempt(n));
        for (const [index, event] of cards.entries()) {
          const first = await intake(event, at(index));
          expect(await count(event, first.dispatch, at(index), `card_${index}`)).toMatchObject({
            ordinal: 1,
            notify: 'first',
            levels: [],
          });
          const twin = { ...event, id: `${event.id}_order` };
          const second = await intake(twin, at(index));
          expect(await count(twin, second.dispatch, at(index), 'order')).toMatchObject({
            ordinal: index + 1,
            notify: 'duplicate',
            levels: [],
          });
        }
        const third = await intake(attempt(3), at(30));
        expect(await count(third.event, third.dispatch, at(30), 'order')).toMatchObject({
          ordinal: 3,
          notify: 'first',
          levels: RULE.levels.map((level) => ({ level, repeat: false })),
        });
      });

      it('a window forgets what is older, and pages again', async () => {
        for (const n of [1, 2]) {
          const { event, dispatch } = await intake(attempt(n), at(n));
          await count(event, dispatch, at(n));
        }
        const later = attempt(3, { occurredAt: at(5000), receivedAt: at(5001) });
        const third = await intake(later, at(5001));
        expect(await count(later, third.dispatch, at(5001))).toMatchObject({
          ordinal: 1,
          levels: [],
        });
        const last = attempt(4, { occurredAt: at(5010), receivedAt: at(5011) });
        const fourth = await intake(last, at(5011));
        expect(await count(last, fourth.dispatch, at(5011))).toMatchObject({
          ordinal: 2,
          levels: [{ level: RULE.levels[0], repeat: false }],
        });
      });

      it('declines of one card that lie days apart are strangers, though an outage brought them together, the latest first', async () => {
        const days = [3, 2, 1].map((day) => {
          const time = at(-86_400 * (4 - day));
          return table(day, { occurredAt: time, receivedAt: at(0), late: true });
        });
        const alone = [];
        for (const event of days) {
          const { dispatch } = await intake(event);
          alone.push(await count(event, dispatch));
        }
        expect(alone.map(({ ordinal, levels }) => [ordinal, levels])).toEqual([
          [1, []],
          [1, []],
          [1, []],
        ]);
        const receipts = await ledger.receive(
          days.map((event) => asNew({ ...event, id: `${event.id}_twin` })),
          SUBSCRIBER,
          at(1),
        );
        const together = await ledger.count(
          days.map((event, n) => ({
            event,
            dispatch: handed(receipts, n),
            key: 'fp_2',
            guestReachable: true,
          })),
          RULE,
          at(1),
        );
        expect(together.map(({ ordinal }) => ordinal)).toEqual([1, 1, 1]);
      });

      it('declines of one evening that come in out of order have a number each', async () => {
        for (const [index, n] of [3, 1, 2].entries()) {
          const { event, dispatch } = await intake(attempt(n), at(index));
          expect((await count(event, dispatch, at(index))).ordinal).toBe(index + 1);
        }
      });

      it('a gateway’s clock that runs ahead moves the window by five minutes at most', async () => {
        const ahead = table(1, { occurredAt: at(86_400), receivedAt: at(0) });
        const first = await intake(ahead);
        await count(ahead, first.dispatch);
        const next = table(2, { occurredAt: at(3500), receivedAt: at(3500) });
        const second = await intake(next, at(3500));
        expect((await count(next, second.dispatch, at(3500))).ordinal).toBe(2);
        const far = table(3, { occurredAt: at(8000), receivedAt: at(8000) });
        const third = await intake(far, at(8000));
        expect((await count(far, third.dispatch, at(8000))).ordinal).toBe(1);
      });

      it('a dispute is announced once and counted never', async () => {
        const dispute = attempt(1, { type: 'dispute.opened' });
        const { dispatch } = await intake(dispute);
        expect(await count(dispute, dispatch, at(0), 'fp_1', false)).toEqual({
          notify: 'first',
          guest: 'not_reachable',
          levels: [],
        });
        const second = handed(await receive({ ...dispute, id: 'stripe:acct_bbq:evt_dp2' }, at(1)));
        expect((await count(dispute, second, at(1))).notify).toBe('duplicate');
      });

      it('without a key an attempt is counted alone', async () => {
        for (const n of [1, 2]) {
          const { event, dispatch } = await intake(attempt(n), at(n));
          const [answer] = await ledger.count(
            [{ event, dispatch, guestReachable: true }],
            RULE,
            at(n),
          );
          expect(answer?.ordinal).toBe(1);
        }
      });

      it('no phone number that was counted by lies in the ledger', async () => {
        const { event, dispatch } = await intake(attempt(1, { customer: {} }));
        await ledger.count(
          [{ event, dispatch, key: '+821012345678', guestReachable: true }],
          RULE,
          at(0),
        );
        const tables = ['counts', 'announcements', 'audit', 'events'];
        for (const name of tables) {
          expect(JSON.stringify(await place.run(`select * from {}${name}`))).not.toContain(
            '1012345678',
          );
        }
      });
    });

    describe('counting what was made good before anybody was told', () => {
      const settling = (n: number, change: Partial<PaymentEvent> = {}) =>
        attempt(n, { type: 'payment.succeeded', ...change });
      const actionsOf = async (event: PaymentEvent) => {
        const trail = await ledger.auditTrail((await caseOf(event)).id);
        return trail.filter(({ eventId }) => eventId === event.id).map(({ action }) => action);
      };
      /** What an execution that was killed had received comes back, under a new token. */
      const takenUp = async (now: string) => {
        const { again } = await ledger.unfinished(SUBSCRIBER.workflowId, now);
        const [one, ...more] = again;
        if (!one || more.length > 0) throw new Error(`${again.length} events were taken up`);
        const [recorded] = await ledger.record([one], now);
        return { ...one, outcome: recorded?.outcome };
      };

      it('n8n is killed, the guest pays with another card: the first card’s next decline is its second, and pages', async () => {
        await receive(attempt(1));
        const success = await intake(settling(2), at(20));
        expect(success).toMatchObject({ outcome: 'unchanged', case: { status: 'settled' } });
        await ledger.finish([success.dispatch], at(20));
        const back = await takenUp(at(60));
        expect(back.outcome).toBe('made_good');
        expect(await count(back.event, back.dispatch, at(60))).toEqual({
          ordinal: 1,
          notify: 'settled',
          guest: 'told',
          levels: [],
        });
        expect(await actionsOf(attempt(1))).toContain('settled before it was told');

        const next = await intake(table(1, { occurredAt: at(90), receivedAt: at(90) }), at(90));
        expect(await count(next.event, next.dispatch, at(90))).toMatchObject({
          ordinal: 2,
          notify: 'first',
          levels: [{ level: RULE.levels[0], repeat: false }],
        });
      });

      it('a decline that is heard of after its payment is counted, and told to nobody', async () => {
        await intake(settling(2));
        const late = await intake(attempt(1, { late: true }), at(5));
        expect(await count(late.event, late.dispatch, at(5))).toMatchObject({
          ordinal: 1,
          notify: 'settled',
          levels: [],
        });
        const next = await intake(table(1), at(10));
        expect(await count(next.event, next.dispatch, at(10))).toMatchObject({ ordinal: 2 });
      });

      const share = (n: number): Partial<PaymentEvent> => ({
        references: [
          { type: 'order', value: 'BBQ-1042' },
          { type: 'payment', value: `pi_share_${n}` },
        ],
      });

      it('a share of a bill that was paid is not told of, though the rest is owed still', async () => {
        const other = await intake(attempt(1, share(1)));
        await count(other.event, other.dispatch);
        await intake(settling(3, share(2)), at(10));
        const late = await intake(attempt(2, share(2)), at(20));
        expect(late).toMatchObject({ outcome: 'made_good', case: { status: 'open' } });
        expect(await count(late.event, late.dispatch, at(20))).toEqual({
          ordinal: 2,
          notify: 'settled',
          guest: 'told',
          levels: [],
        });
      });

      it('nor is one that is paid between its recording and its counting', async () => {
        await intake(attempt(1, share(1)));
        const failure = await intake(attempt(2, share(2)), at(10));
        expect(failure.outcome).toBe('still_open');
        await intake(settling(3, share(2)), at(20));
        expect((await caseOf(attempt(1))).status).toBe('open');
        expect(await count(failure.event, failure.dispatch, at(21))).toMatchObject({
          notify: 'settled',
          levels: [],
        });
      });

      it('what was told by an execution that was cut short keeps its number, and is not told again', async () => {
        const first = await intake(attempt(1));
        expect(await count(first.event, first.dispatch)).toMatchObject({ notify: 'first' });
        const success = await intake(settling(2), at(20));
        expect(success.outcome).toBe('settled');
        await ledger.finish([success.dispatch], at(20));
        const back = await takenUp(at(400));
        expect(back.outcome).toBe('made_good');
        expect(await count(back.event, back.dispatch, at(400))).toMatchObject({
          ordinal: 1,
          notify: 'settled',
        });
        expect(await place.run('select ordinal from {}counts')).toHaveLength(1);
        const actions = await actionsOf(attempt(1));
        expect(actions).toContain('settled before it was repeated');
        expect(actions).not.toContain('settled before it was told');
      });

      it('another event of an attempt that was told of is a duplicate, and no word of it is wrong', async () => {
        const first = await intake(attempt(1));
        await count(first.event, first.dispatch);
        await ledger.finish([first.dispatch], at(1));
        await intake(settling(2), at(20));
        const twin = await intake(attempt(1, { id: 'stripe:acct_bbq:evt_twin' }), at(30));
        expect(twin.outcome).toBe('made_good');
        expect(await count(twin.event, twin.dispatch, at(30))).toMatchObject({
          ordinal: 1,
          notify: 'duplicate',
        });
        expect(await actionsOf(twin.event)).not.toContain('settled before it was told');
      });

      it('a page that was cut short, and not needed any more, leaves the level to the next decline', async () => {
        const first = await intake(table(1));
        await count(first.event, first.dispatch);
        await ledger.finish([first.dispatch], at(1));
        const second = await intake(attempt(1), at(10));
        expect(await count(second.event, second.dispatch, at(10))).toMatchObject({
          levels: [{ level: RULE.levels[0], repeat: false }],
        });
        const success = await intake(settling(2), at(20));
        await ledger.finish([success.dispatch], at(20));
        const back = await takenUp(at(400));
        expect(await count(back.event, back.dispatch, at(400))).toMatchObject({ levels: [] });
        await ledger.finish([back.dispatch], at(400));

        const third = await intake(table(2), at(410));
        const { ordinal, levels } = await count(third.event, third.dispatch, at(410));
        expect(ordinal).toBe(3);
        // Nobody knows whether that page left.
        expect(levels).toContainEqual({ level: RULE.levels[0], repeat: true });
      });

      it('nothing but a failed attempt is handed on to be counted', async () => {
        await intake(settling(2));
        const nameless = await intake(attempt(1, { attempt: undefined }), at(5));
        expect(nameless).toMatchObject({ outcome: 'unchanged', case: { status: 'settled' } });
        const dispute = (type: 'dispute.opened' | 'dispute.closed', id: string) =>
          attempt(5, {
            id,
            type,
            references: [
              { type: 'payment', value: 'pi_1' },
              { type: 'dispute', value: 'dp_1' },
            ],
            dispute: type === 'dispute.closed' ? { id: 'dp_1', outcome: 'won' } : { id: 'dp_1' },
          });
        await intake(dispute('dispute.closed', 'stripe:acct_bbq:evt_won'), at(60));
        const late = await intake(dispute('dispute.opened', 'stripe:acct_bbq:evt_dp'), at(61));
        expect(late.outcome).toBe('unchanged');
      });
    });

    describe('telling the guest', () => {
      const told = async (dispatch: Dispatch, by = ledger) =>
        by.confirm(
          [{ dispatch, channel: 'SMS', audience: 'guest', status: 'sent', subject: 'notice' }],
          at(2),
        );
      const bookkeeping = { workflowId: 'bookkeeping', triggerId: 'stripe' };

      it('a guest whose card was declined is told by one of two workflows', async () => {
        const { event, dispatch } = await intake(attempt(1));
        expect((await count(event, dispatch)).guest).toBe('tell');
        const other = handed(await receive(event, at(1), bookkeeping));
        expect(await count(event, other, at(1))).toMatchObject({ notify: 'first', guest: 'told' });
        await ledger.finish([dispatch], at(3));
        expect((await count(event, other, at(99_999))).guest).toBe('told');
      });

      it('20 workflows that ask at once let one of them tell the guest', async () => {
        const second = await another();
        const dispatches = [];
        for (let n = 0; n < 20; n += 1) {
          dispatches.push(
            handed(await receive(attempt(1), at(0), { ...SUBSCRIBER, workflowId: `w${n}` })),
          );
        }
        const answers = await Promise.all(
          dispatches.map((dispatch, n) =>
            (n % 2 === 0 ? ledger : second).count(
              [{ event: attempt(1), dispatch, key: 'fp_1', guestReachable: true }],
              RULE,
              at(1),
            ),
          ),
        );
        const guests = answers.flat().map(({ guest }) => guest);
        expect(guests.sort()).toEqual(['tell', ...Array.from({ length: 19 }, () => 'told')]);
      });

      it('a node that runs twice before anything was sent still tells', async () => {
        const { event, dispatch } = await intake(attempt(1));
        expect((await count(event, dispatch)).guest).toBe('tell');
        expect((await count(event, dispatch, at(1))).guest).toBe('tell');
        await told(dispatch);
        expect((await count(event, dispatch, at(3))).guest).toBe('told');
      });

      it('whether a guest was told when an execution was cut short is for staff to find out', async () => {
        const { event, dispatch } = await intake(attempt(1));
        await count(event, dispatch);
        const { again } = await ledger.unfinished('evening', at(301));
        const next = again[0]?.dispatch ?? dispatch;
        expect(await count(event, next, at(302))).toMatchObject({
          notify: 'repeat',
          guest: 'unresolved',
        });
        // Still the same after the second execution has come to its end.
        await ledger.finish([next], at(303));
        const other = handed(await receive(event, at(304), bookkeeping));
        expect((await count(event, other, at(304))).guest).toBe('unresolved');
      });

      it('a message that is known to have left was told, whatever became of the execution', async () => {
        const { event, dispatch } = await intake(attempt(1));
        await count(event, dispatch);
        await told(dispatch);
        const { again } = await ledger.unfinished('evening', at(400));
        const next = again[0]?.dispatch ?? dispatch;
        expect((await count(event, next, at(401))).guest).toBe('told');
        const other = handed(await receive(event, at(402), bookkeeping));
        expect((await count(event, other, at(402))).guest).toBe('told');
      });

      it('another event of the attempt does not tell again once the first one’s lease ran out', async () => {
        const first = await intake(attempt(1));
        await count(first.event, first.dispatch);
        const twin = attempt(1, { id: 'stripe:acct_bbq:evt_twin' });
        const second = await intake(twin, at(200));
        expect(await count(twin, second.dispatch, at(200))).toMatchObject({
          notify: 'duplicate',
          guest: 'told',
        });
        expect(await count(twin, second.dispatch, at(301))).toMatchObject({
          notify: 'repeat',
          guest: 'unresolved',
        });
      });

      it('who had no address when the first workflow looked can still be told by another', async () => {
        const { event, dispatch } = await intake(attempt(1));
        expect((await count(event, dispatch, at(0), 'fp_1', false)).guest).toBe('not_reachable');
        const twin = attempt(1, { id: 'stripe:acct_bbq:evt_twin' });
        const second = await intake(twin);
        expect((await count(twin, second.dispatch, at(0), 'fp_1', false)).guest).toBe(
          'not_reachable',
        );
        const other = handed(await receive(event, at(1), bookkeeping));
        expect((await count(event, other, at(1))).guest).toBe('tell');
      });
    });

    describe('an attempt that has another name once it was read', () => {
      const INVOICE = 'stripe:acct_bbq:in_1:1';
      const CHARGE = 'stripe:acct_bbq:ch_1';
      const read = attempt(1, {
        attempt: { key: CHARGE },
        references: [
          { type: 'invoice', value: 'in_1' },
          { type: 'charge', value: 'ch_1' },
        ],
      });
      const unread = attempt(1, {
        attempt: { key: INVOICE },
        references: [{ type: 'invoice', value: 'in_1' }],
        incomplete: true,
      });
      const twinOf = (event: PaymentEvent, id = 'stripe:acct_bbq:evt_twin') => ({ ...event, id });
      const record = async (event: PaymentEvent, dispatch: Dispatch, now = at(0)) => {
        await ledger.claim([dispatch], now);
        const [recorded] = await ledger.record([{ event, dispatch }], now);
        if (!recorded) throw new Error('Nothing was recorded');
        return recorded.event;
      };
      const sms = (dispatch: Dispatch) =>
        ledger.confirm(
          [{ dispatch, channel: 'SMS', audience: 'guest', status: 'sent', subject: 'notice' }],
          at(2),
        );
      const bookkeeping = { workflowId: 'bookkeeping', triggerId: 'stripe' };
      /** Told by what is known without the read, and cut short before it was done. */
      const toldUnread = async () => {
        const first = handed(await receive(unread));
        const event = await record(unread, first);
        expect(await count(event, first)).toMatchObject({
          ordinal: 1,
          notify: 'first',
          guest: 'tell',
        });
        await sms(first);
      };
      const takenUp = async () => {
        const [again] = (await ledger.unfinished(SUBSCRIBER.workflowId, at(400))).again;
        if (!again) throw new Error('Nothing was taken up');
        return again.dispatch;
      };

      it('is told of again as a repeat, under the same number, and its guest is left in peace', async () => {
        await toldUnread();
        const second = await takenUp();
        const event = await record(read, second, at(400));
        expect(event.attempt).toEqual({ key: CHARGE, number: 1, aliases: [INVOICE] });
        expect(await count(event, second, at(400))).toEqual({
          ordinal: 1,
          notify: 'repeat',
          guest: 'told',
          levels: [],
        });
        expect(await count(event, second, at(401))).toMatchObject({ ordinal: 1, guest: 'told' });
        expect((await caseOf(read)).attempts).toBe(1);
      });

      it('is not told of again by another event of the same charge', async () => {
        await toldUnread();
        const second = await takenUp();
        await count(await record(read, second, at(400)), second, at(400));
        await ledger.finish([second], at(401));
        const twin = await intake(twinOf(read), at(500));
        expect(twin.event.attempt).toEqual({ key: CHARGE, number: 1, aliases: [INVOICE] });
        expect(twin.case.attempts).toBe(1);
        expect(await count(twin.event, twin.dispatch, at(500))).toEqual({
          ordinal: 1,
          notify: 'duplicate',
          guest: 'told',
          levels: [],
        });
      });

      it('nor by one that could not be read itself, and still goes by the old name', async () => {
        await toldUnread();
        const second = await takenUp();
        await count(await record(read, second, at(400)), second, at(400));
        await ledger.finish([second], at(401));
        const twin = await intake(twinOf(unread), at(500));
        expect(await count(twin.event, twin.dispatch, at(500))).toMatchObject({
          ordinal: 1,
          notify: 'duplicate',
          guest: 'told',
        });
      });

      it('is told to its guest once, though one workflow may read it and the other may not', async () => {
        const first = handed(await receive(unread));
        const second = handed(await receive(unread, at(1), bookkeeping));
        expect(await count(await record(unread, first), first)).toMatchObject({ guest: 'tell' });
        expect(await count(await record(read, second), second)).toEqual({
          ordinal: 1,
          notify: 'first',
          guest: 'told',
          levels: [],
        });
      });

      it.each(['the event itself', 'another event of it'])(
        'and that workflow asks with what it knew before %s was read',
        async (which) => {
          const mine = which === 'the event itself' ? unread : twinOf(unread);
          const first = handed(await receive(mine));
          const stale = await record(mine, first);
          const second = handed(await receive(unread, at(1), bookkeeping));
          await record(unread, second);
          const known = await record(read, second);
          expect(await count(known, second)).toMatchObject({ ordinal: 1, guest: 'tell' });
          await sms(second);
          expect(stale.attempt?.aliases).toBeUndefined();
          expect(await count(stale, first, at(3))).toEqual({
            ordinal: 1,
            notify: 'first',
            guest: 'told',
            levels: [],
          });
        },
      );

      it('is counted once where nothing says whose it is, and a page that may be the second says so', async () => {
        const rule = { ...RULE, levels: [{ name: 'shift manager', at: 1 }] };
        const ask = async (event: PaymentEvent, dispatch: Dispatch, now: string) =>
          (await ledger.count([{ event, dispatch, guestReachable: true }], rule, now))[0];
        const first = handed(await receive(unread));
        const [level] = rule.levels;
        expect((await ask(await record(unread, first), first, at(0)))?.levels).toEqual([
          { level, repeat: false },
        ]);
        const second = await takenUp();
        expect(await ask(await record(read, second, at(400)), second, at(400))).toMatchObject({
          ordinal: 1,
          levels: [{ level, repeat: true }],
        });
        expect(await place.run('select ordinal from {}counts')).toHaveLength(1);
      });

      it('or a name at all only then: until it was read, the event stood for it', async () => {
        const nameless = { ...unread, attempt: undefined };
        const first = handed(await receive(nameless));
        expect(await count(await record(nameless, first), first)).toMatchObject({ guest: 'tell' });
        await sms(first);
        const second = await takenUp();
        const event = await record(read, second, at(400));
        expect(event.attempt?.aliases).toEqual([read.id]);
        expect(await count(event, second, at(400))).toMatchObject({
          notify: 'repeat',
          guest: 'told',
        });
        // What is read later, and says less, takes no name away.
        const third = await record({ ...read, attempt: undefined }, second, at(401));
        expect(third.attempt).toEqual({ key: CHARGE, number: 1, aliases: [read.id] });
      });

      it('keeps no name that nobody can have told of: another card that is tried for the invoice is another attempt', async () => {
        const first = handed(await receive(unread));
        const event = await record(read, first);
        expect(event.attempt).toEqual({ key: CHARGE, number: 1 });
        await count(event, first);
        const other = twinOf(unread, 'stripe:acct_bbq:evt_other_card');
        const second = handed(await receive(other, at(10)));
        const key = 'stripe:acct_bbq:ch_2';
        const known = await record({ ...twinOf(read, other.id), attempt: { key } }, second, at(10));
        expect(known.attempt).toEqual({ key, number: 2 });
        expect(await count(known, second, at(10))).toMatchObject({
          ordinal: 2,
          notify: 'first',
          guest: 'tell',
        });
      });

      it('is paid, and whoever told of it by its old name hears so', async () => {
        await toldUnread();
        await ledger.complete(
          [{ event: read, dispatch: handed(await receive(read, at(1), bookkeeping)) }],
          at(3),
        );
        const success = attempt(2, {
          type: 'payment.succeeded',
          references: [{ type: 'charge', value: 'ch_1' }],
        });
        expect((await intake(success, at(20))).outcome).toBe('settled');
      });
    });

    describe('crashes', () => {
      it('a workflow that dies before it alerted is handed the event again and alerts', async () => {
        const { event, dispatch } = await intake(attempt(1));
        const { again } = await ledger.unfinished('evening', at(301));
        const next = again[0]?.dispatch ?? dispatch;
        expect(again).toEqual([
          { event: attempt(1), dispatch: { ...dispatch, token: next.token, emission: 2 } },
        ]);
        expect(next.token).not.toBe(dispatch.token);
        expect(await ledger.claim([dispatch, next], at(302))).toEqual([false, true]);
        const [recorded] = await ledger.record([{ event, dispatch: next }], at(302));
        expect(recorded?.outcome).toBe('still_open');
        expect((await count(event, next, at(302))).notify).toBe('first');
      });

      it('what the trigger still had to filter by comes back with what is handed over again', async () => {
        const item = { ...asNew(attempt(1)), extra: FILTERS };
        await ledger.receive([item], SUBSCRIBER, at(0));
        await ledger.receive([asNew(attempt(1))], SUBSCRIBER, at(61));
        await receive(table(2));
        const { again } = await ledger.unfinished('evening', at(400));
        const extras = new Map(again.map(({ event, extra }) => [event.id, extra]));
        expect(extras.get(attempt(1).id)).toEqual(FILTERS);
        expect(again.find(({ event }) => event.id === table(2).id)).not.toHaveProperty('extra');
        for (let day = 1; day < 9; day += 1) {
          const { dead } = await ledger.unfinished('evening', at(day * 86_400));
          const [given] = dead.filter(({ event }) => event.id === attempt(1).id);
          if (given) {
            expect(given.extra).toEqual(FILTERS);
            return;
          }
        }
        throw new Error('Never given up');
      });

      it('a redelivery under new filters hands those out', async () => {
        await ledger.receive([{ ...asNew(attempt(1)), extra: { filters: {} } }], SUBSCRIBER, at(0));
        await ledger.receive([{ ...asNew(attempt(1)), extra: FILTERS }], SUBSCRIBER, at(61));
        expect((await ledger.unfinished('evening', at(400))).again[0]?.extra).toEqual(FILTERS);
      });

      it('one that dies after it alerted repeats the alert under the same number, and says so', async () => {
        const { event, dispatch } = await intake(attempt(1));
        await count(event, dispatch);
        await ledger.confirm(
          [
            { dispatch, channel: 'Slack', audience: 'staff', status: 'sent', subject: 'notice' },
            { dispatch, channel: 'SMS', audience: 'guest', status: 'failed', subject: 'notice' },
          ],
          at(1),
        );
        expect((await ledger.unfinished('evening', at(300))).again).toEqual([]);
        const { again } = await ledger.unfinished('evening', at(302));
        const next = again[0]?.dispatch ?? dispatch;
        expect(await count(event, next, at(303))).toEqual({
          ordinal: 1,
          notify: 'repeat',
          guest: 'unresolved',
          levels: [],
        });
        // The execution that was given up wakes up late.
        expect((await count(event, dispatch, at(304))).notify).toBe('duplicate');
        expect((await count(event, next, at(305))).notify).toBe('first');
      });

      it('a node that runs twice in one execution gets the same answer twice', async () => {
        const { event, dispatch } = await intake(attempt(1));
        expect(await count(event, dispatch)).toEqual(await count(event, dispatch));
      });

      it('another event of the attempt takes over from one whose lease ran out', async () => {
        const first = await intake(attempt(1));
        await count(first.event, first.dispatch);
        const twin = attempt(1, { id: 'stripe:acct_bbq:evt_twin' });
        const second = await intake(twin, at(200));
        expect((await count(twin, second.dispatch, at(200))).notify).toBe('duplicate');
        expect((await count(twin, second.dispatch, at(301))).notify).toBe('repeat');
      });

      it('what is finished is not handed over again, nor finished under an old token', async () => {
        const first = await intake(attempt(1));
        const { again } = await ledger.unfinished('evening', at(301));
        const next = again[0]?.dispatch ?? first.dispatch;
        await ledger.finish([first.dispatch], at(302));
        expect(await ledger.claim([next], at(303))).toEqual([true]);
        await ledger.finish([next], at(304));
        expect(await ledger.claim([next], at(305))).toEqual([false]);
        expect((await ledger.unfinished('evening', at(99_999))).again).toEqual([]);
        const actions = (await ledger.auditTrail(first.case.id)).map(({ action }) => action);
        expect(actions.filter((action) => action === 'done')).toHaveLength(1);
      });

      it('gives up after eight further tries, once, and says why', async () => {
        await receive(attempt(1));
        const pauses = [30, 60, 300, 900, 3600, 7200, 14_400, 21_600];
        let now = 0;
        for (const [index, wait] of pauses.entries()) {
          expect((await ledger.unfinished('evening', at(now + wait - 1))).again).toEqual([]);
          now += wait;
          const { again, dead } = await ledger.unfinished('evening', at(now));
          expect(again[0]?.dispatch.emission).toBe(index + 2);
          expect(dead).toEqual([]);
        }
        const { again, dead } = await ledger.unfinished('evening', at(now + 21_600));
        expect(again).toEqual([]);
        expect(dead[0]?.reason).toBe(
          'Handed over 9 times and never confirmed, the last time on 2026-03-07 08:51 UTC. ' +
            'No execution ever took it up: check that the workflow is published, and that its triggers lead to Normalize Payment Failure.',
        );
        expect((await ledger.unfinished('evening', at(now + 99_999))).dead).toEqual([]);
      });

      describe('gives up, and says how far the event came', () => {
        /** Lets the plan run out, an execution taking it up the second time. */
        const end = async (
          take: (dispatch: Dispatch) => Promise<void>,
        ): Promise<string | undefined> => {
          for (let now = 30; ; now += 21_600) {
            const { again, dead } = await ledger.unfinished('evening', at(now));
            if (dead[0]) return dead[0].reason.replace(/^.* UTC\. /, '');
            if (again[0]?.dispatch.emission === 2) await take(again[0].dispatch);
          }
        };
        const taken = async (dispatch: Dispatch): Promise<void> => {
          await ledger.claim([dispatch], at(31), '1234');
        };
        const last = 'Execution 1234 was the last to take it up. ';
        const open = ' Open that execution in n8n to see where it ended.';

        it('to Normalize', async () => {
          await receive(attempt(1));
          expect(await end(taken)).toBe(
            `${last}It came as far as Normalize Payment Failure, and was not counted.${open}`,
          );
        });

        it('to its case', async () => {
          await receive(attempt(1));
          const reason = await end(async (dispatch) => {
            await taken(dispatch);
            const read = attempt(1, { order: { id: 'order-1', table: '12' } });
            await ledger.record([{ event: read, dispatch }], at(32));
          });
          expect(reason).toBe(`${last}It came as far as its case, and was not counted.${open}`);
        });

        it('to the counter', async () => {
          await receive(attempt(1));
          const reason = await end(async (dispatch) => {
            await taken(dispatch);
            await ledger.record([{ event: attempt(1), dispatch }], at(32));
            await count(attempt(1), dispatch, at(33));
          });
          expect(reason).toBe(
            `${last}It came as far as the Escalation Counter, and no channel has confirmed.${open}`,
          );
        });

        it('to some of its channels', async () => {
          await receive(attempt(1));
          const reason = await end(async (dispatch) => {
            await taken(dispatch);
            await count(attempt(1), dispatch, at(33));
            const told = { dispatch, subject: 'notice', audience: 'staff' } as const;
            await ledger.confirm([{ ...told, channel: 'Page', status: 'sent' }], at(34));
            await ledger.confirm([{ ...told, channel: 'Desk', status: 'failed' }], at(35));
          });
          expect(reason).toBe(
            `${last}It came to these channels: “Page” (sent), “Desk” (failed).${open}`,
          );
        });
      });

      describe('an event that cannot be handled now', () => {
        const UNREAD = 'Hwaro could not be read: down. Look at payment 12 there.';
        const unread = paid({ type: 'payment.pending', incomplete: true });
        const leave = async (dispatch: Dispatch, seconds: number) => {
          await ledger.claim([dispatch], at(seconds));
          await ledger.leave([{ dispatch, reason: UNREAD }], at(seconds));
        };
        /** Takes it up at that second and leaves it again, if it is due. */
        const again = async (seconds: number): Promise<number | undefined> => {
          const [one] = (await ledger.unfinished('evening', at(seconds))).again;
          if (one) await leave(one.dispatch, seconds);
          return one?.dispatch.emission;
        };

        it('is left to be handed over again as planned, then a person hears why, at once', async () => {
          await leave(handed(await receive(unread, at(0))), 1);
          let now = 1;
          for (const [index, wait] of [30, 60, 300, 900, 3600, 7200, 14_400, 21_600].entries()) {
            expect(await again(now + wait - 1)).toBeUndefined();
            now += wait;
            expect(await again(now)).toBe(index + 2);
          }
          const { dead } = await ledger.unfinished('evening', at(now));
          expect(dead.map(({ reason }) => reason)).toEqual([UNREAD]);
        });

        it('is not left by an execution that lost it, nor once it is done', async () => {
          const lost = handed(await receive(unread, at(0)));
          const [next] = (await ledger.unfinished('evening', at(30))).again;
          await leave(lost, 31);
          expect((await ledger.unfinished('evening', at(89))).again).toEqual([]);
          await ledger.finish(next ? [next.dispatch] : [], at(90));
          if (next) await ledger.leave([{ dispatch: next.dispatch, reason: UNREAD }], at(91));
          await ledger.leave([], at(91));
          expect((await ledger.unfinished('evening', at(999))).again).toEqual([]);
        });

        it('is handed over when it is listed, where nobody looks after the workflow', async () => {
          await leave(handed(await receive(unread, at(0))), 1);
          const listed = async (seconds: number) => {
            const [receipt] = await ledger.receive(
              [asNew(unread)],
              SUBSCRIBER,
              at(seconds),
              'listed',
            );
            if (receipt?.dispatch) await leave(receipt.dispatch, seconds);
            return receipt?.dispatch?.emission;
          };
          expect(await listed(30)).toBeUndefined();
          expect(await listed(300)).toBe(2);
          expect(await listed(600)).toBe(3);
          expect(await listed(900)).toBeUndefined();
        });
      });

      describe('an event that is dead', () => {
        let died = 0;
        beforeEach(async () => {
          await receive(attempt(1));
          for (died = 30; ; died += 21_600) {
            const { dead } = await ledger.unfinished('evening', at(died));
            if (dead.length === 0) continue;
            expect(dead).toMatchObject([{ repeat: false }]);
            return;
          }
        });
        const lettersAt = async (seconds: number, workflow = 'evening') =>
          (await ledger.unfinished(workflow, at(died + seconds))).dead;

        it('is written of again until somebody says that it was sent', async () => {
          expect(await lettersAt(299)).toEqual([]);
          expect(await lettersAt(300, 'bookkeeping')).toEqual([]);
          const [letter, ...others] = await lettersAt(300);
          expect(others).toEqual([]);
          expect(letter?.repeat).toBe(true);
          expect(letter?.reason).toContain('9 times');
          expect(await lettersAt(301)).toEqual([]);
          await ledger.lettersSent(letter ? [letter.dispatch] : []);
          expect(await lettersAt(700)).toEqual([]);
          const died = await place.run('select state from {}dispatches');
          expect(died).toEqual([{ state: 'dead' }]);
        });

        it('is written of a few times, and not for ever', async () => {
          const letters = [];
          for (let minute = 1; minute < 60; minute += 1)
            letters.push(...(await lettersAt(60 * minute)));
          expect(letters).toHaveLength(2);
        });
      });

      it('two processes that look for unfinished work never take up the same', async () => {
        const second = await another();
        const events = Array.from({ length: 30 }, (_, n) => asNew(table(n)));
        await ledger.receive(events, SUBSCRIBER, at(0));
        const taken = await Promise.all(
          [ledger, second, ledger, second].map((one) => one.unfinished('evening', at(60), 10)),
        );
        const ids = taken.flatMap(({ again }) => again.map(({ dispatch }) => dispatch.eventId));
        expect(new Set(ids).size).toBe(ids.length);
        const rest = await ledger.unfinished('evening', at(61));
        expect(ids.length + rest.again.length).toBe(30);
        expect((await ledger.unfinished('books', at(60))).again).toEqual([]);
      });

      it('knows for a while that a workflow is looked after', async () => {
        expect(await ledger.lookedAfter('evening', at(0))).toBe(false);
        await ledger.unfinished('evening', at(0));
        expect(await ledger.lookedAfter('evening', at(800))).toBe(true);
        expect(await ledger.lookedAfter('evening', at(1000))).toBe(false);
      });

      it('a settlement whose announcement was cut short is repeated', async () => {
        const failure = await intake(attempt(1));
        await count(failure.event, failure.dispatch);
        const success = attempt(2, { type: 'payment.succeeded' });
        const { dispatch } = await intake(success, at(30));
        const { again } = await ledger.unfinished('evening', at(340));
        const next = again.find(({ dispatch: one }) => one.eventId === success.id)?.dispatch;
        if (!next) throw new Error('Not handed over again');
        const [repeated] = await ledger.record([{ event: success, dispatch: next }], at(341));
        expect(repeated).toMatchObject({ outcome: 'settled', repeat: true });
        const [stale] = await ledger.record([{ event: success, dispatch }], at(342));
        expect(stale).toMatchObject({ outcome: 'unchanged' });
      });
    });

    describe('a process that is killed', () => {
      /** Who asks when the process that holds `ledger` is gone. */
      let survivor: Ledger;
      beforeEach(async () => {
        survivor = await another();
      });
      const left = async (now: string, by = survivor) =>
        (await by.unfinished('evening', now)).again.map(({ dispatch }) => dispatch);

      it('leaves what it claimed to the others once it was not seen for half a minute', async () => {
        const { dispatch } = await intake(attempt(1));
        await ledger.beat(at(10));
        await ledger.beat(at(20));
        expect(await left(at(50))).toEqual([]);
        const [next] = await left(at(51));
        expect(next).toMatchObject({ eventId: dispatch.eventId, emission: 2 });
        expect(await survivor.claim([dispatch, next ?? dispatch], at(52))).toEqual([false, true]);
      });

      it('before it was ever seen leaves what it claimed just as soon', async () => {
        await intake(attempt(1));
        expect(await left(at(30))).toEqual([]);
        expect(await left(at(31))).toHaveLength(1);
      });

      it('while it lives keeps its claims until their lease runs out', async () => {
        await intake(attempt(1));
        for (let second = 10; second <= 300; second += 10) await ledger.beat(at(second));
        expect(await left(at(299))).toEqual([]);
        expect(await left(at(300))).toHaveLength(1);
      });

      it('is never what a process takes itself for', async () => {
        await intake(attempt(1));
        expect(await left(at(299), ledger)).toEqual([]);
      });

      it('leaves its work without the pauses that a failing workflow gets, five times in a row', async () => {
        await receive(attempt(1));
        for (let crash = 1; crash <= 5; crash += 1) {
          const killed = await another();
          const [dispatch] = await left(at(crash * 31), killed);
          expect(dispatch?.emission).toBe(crash + 1);
          // Every other one is killed before its workflow has come to claim it.
          if (dispatch && crash % 2 === 0) await killed.claim([dispatch], at(crash * 31));
        }
        expect(await left(at(5 * 31 + 7199))).toEqual([]);
        expect((await left(at(5 * 31 + 7200)))[0]?.emission).toBe(7);
      });

      it('but one that lives on while the workflow fails leaves it with all its pauses', async () => {
        const worker = await another();
        let dispatch = handed(await receive(attempt(1)));
        let now = 0;
        for (const pause of [300, 300, 300, 900, 3600, 7200]) {
          await worker.claim([dispatch], at(now));
          for (let second = 10; second <= 310; second += 10) {
            if (second <= pause) await worker.beat(at(now + second));
          }
          if (pause === 900) await worker.beat(at(now + 310));
          expect(await left(at(now + pause - 1))).toEqual([]);
          now += pause;
          const [next] = await left(at(now));
          if (!next) throw new Error(`Not handed over after ${pause} seconds`);
          dispatch = next;
        }
      });

      it('and one that was killed leaves it at once, however long n8n was gone', async () => {
        let now = 0;
        let dispatch = handed(await receive(attempt(1)));
        for (let emission = 2; emission <= 5; emission += 1) {
          now += 900;
          const [next] = await left(at(now));
          dispatch = next ?? dispatch;
        }
        expect(dispatch.emission).toBe(5);
        const worker = await another();
        await worker.claim([dispatch], at(now));
        await worker.beat(at(now + 10));
        expect(await left(at(now + 600))).toMatchObject([{ emission: 6 }]);
      });

      it('has no say in what was handed over by another since', async () => {
        await intake(attempt(1));
        const [next] = await left(at(31));
        if (next) await survivor.claim([next], at(32));
        await survivor.beat(at(90));
        expect(await left(at(100), await another())).toEqual([]);
      });

      it('leaves nothing of what it had finished', async () => {
        const { dispatch } = await intake(attempt(1));
        await ledger.finish([dispatch], at(1));
        expect(await left(at(99_999))).toEqual([]);
      });

      it('no longer holds its alerts: another event of the attempt tells, from the moment on that its claims are free', async () => {
        const first = await intake(attempt(1));
        await count(first.event, first.dispatch);
        await ledger.beat(at(10));
        const twin = attempt(1, { id: 'stripe:acct_bbq:evt_twin' });
        const second = handed(await receive(twin, at(11), SUBSCRIBER, survivor));
        await survivor.claim([second], at(11));
        await survivor.beat(at(40));
        const ask = async (now: string) => {
          const item = { event: twin, dispatch: second, key: 'fp_1', guestReachable: true };
          return (await survivor.count([item], RULE, now))[0];
        };
        expect(await ask(at(40))).toMatchObject({ notify: 'duplicate', guest: 'told' });
        expect(await left(at(40), await another())).toEqual([]);
        expect(await ask(at(41))).toMatchObject({ notify: 'repeat', guest: 'unresolved' });
        expect(await left(at(41), await another())).toMatchObject([{ emission: 2 }]);
      });

      it('keeps its alerts in its own eyes, however late its heart beats', async () => {
        const first = await intake(attempt(1));
        await count(first.event, first.dispatch);
        const twin = attempt(1, { id: 'stripe:acct_bbq:evt_twin' });
        const second = await intake(twin, at(200));
        expect((await count(twin, second.dispatch, at(200))).notify).toBe('duplicate');
      });

      it('is forgotten after a day', async () => {
        await ledger.beat(at(0));
        await survivor.beat(at(86_300));
        expect(await place.run('select id from {}processes')).toHaveLength(2);
        await survivor.beat(at(86_401));
        expect(await place.run('select seen_at from {}processes')).toEqual([
          { seen_at: at(86_401) },
        ]);
      });
    });

    describe('audit', () => {
      it('the trail of a case is a sound chain that begins with what was received', async () => {
        const { case: view } = await intake(attempt(1));
        const trail = await ledger.auditTrail(view.id);
        expect(trail[0]).toMatchObject({ sequence: 1, action: 'received', eventId: attempt(1).id });
        expect(view.audit).toEqual({ head: trail.at(-1)?.hash, entries: trail.length });
        expect(await ledger.verifyAudit(view.id)).toEqual({ ok: true });
      });

      it.each([
        ...['audit', 'audit_checkpoints'].flatMap((table) => [
          `update {}${table} set at = at`,
          `delete from {}${table}`,
          `insert into {}${table} select * from {}${table} where true on conflict (case_id, sequence) do update set at = excluded.at`,
          ...(store === 'SQLite'
            ? [
                `insert or replace into {}${table} select * from {}${table}`,
                `update or replace {}${table} set sequence = 1`,
              ]
            : [`truncate {}${table}`]),
        ]),
      ])('the database itself refuses: %s', async (statement) => {
        await intake(attempt(1));
        await intake(attempt(2, { type: 'payment.succeeded' }), at(9));
        await expect(place.run(statement)).rejects.toThrow('append-only');
      });

      it('an entry altered by somebody who removed the guards is found', async () => {
        const { case: view } = await intake(attempt(1));
        await intake(attempt(2), at(9));
        for (const guard of ['audit_no_update', 'audit_no_change']) {
          await place
            .run(`drop trigger ${guard}${store === 'SQLite' ? '' : ' on {}audit'}`)
            .catch(() => undefined);
        }
        await place.run(
          `update {}audit set detail = '{"type":"payment.succeeded"}' where sequence = 2`,
        );
        expect(await ledger.verifyAudit(view.id)).toEqual({ ok: false, brokenAt: 2 });
      });

      it('an amount altered in the stored event is found', async () => {
        const { case: view } = await intake(attempt(1));
        await place.run(`update {}events set event = replace(event, '45000', '45')`);
        expect((await ledger.verifyAudit(view.id)).ok).toBe(false);
      });

      it('a phone number altered in the stored event is found', async () => {
        const { case: view } = await intake(attempt(1));
        await place.run(
          `update {}events set event = replace(event, '+821012345678', '+821000000000')`,
        );
        expect((await ledger.verifyAudit(view.id)).ok).toBe(false);
      });

      it('a trail that was cut short is found', async () => {
        const { case: view } = await intake(attempt(1));
        await place.run(`update {}cases set audit_entries = audit_entries - 1`);
        expect((await ledger.verifyAudit(view.id)).ok).toBe(false);
      });
    });

    describe('erasing', () => {
      it('a guest who asks to be forgotten is, and the books still add up', async () => {
        const { case: view, dispatch } = await intake(attempt(1));
        await ledger.confirm(
          [
            {
              dispatch,
              channel: 'SMS',
              audience: 'guest',
              status: 'sent',
              subject: 'notice',
              detail: 'Sent to +821012345678',
            },
          ],
          at(1),
        );
        expect(
          await ledger.erase({
            by: 'customer',
            gateway: 'stripe',
            account: 'acct_bbq',
            customerId: 'cus_1',
          }),
        ).toBe(1);
        expect(
          await ledger.erase({
            by: 'customer',
            gateway: 'stripe',
            account: 'acct_bbq',
            customerId: 'cus_1',
          }),
        ).toBe(0);
        for (const name of ['events', 'outcomes', 'audit', 'cases', 'case_references']) {
          const rows = JSON.stringify(await place.run(`select * from {}${name}`));
          expect(rows).not.toMatch(/1012345678|cus_1|fp_1/);
        }
        expect(await ledger.stored([attempt(1).id])).toEqual([undefined]);
        expect(await ledger.verifyAudit(view.id)).toEqual({ ok: true });
        expect(await ledger.rebuild(view.id)).toMatchObject({ status: 'open', attempts: 1 });
        expect((await receive(attempt(1), at(99)))[0]?.isNew).toBe(false);
      });

      it('does not come back with the completion of an erased event', async () => {
        const { dispatch } = await intake(attempt(1));
        await ledger.erase({
          by: 'customer',
          gateway: 'stripe',
          account: 'acct_bbq',
          customerId: 'cus_1',
        });
        const [recorded] = await ledger.record(
          [{ event: attempt(1, { order: { id: 'BBQ-1042' } }), dispatch }],
          at(9),
        );
        expect(recorded?.event.customer).toEqual({});
        expect(JSON.stringify(await place.run('select * from {}events'))).not.toContain(
          '1012345678',
        );
      });

      it('what a channel answers once the guest is forgotten is noted without its words', async () => {
        const { case: view, dispatch } = await intake(attempt(1));
        await ledger.erase({
          by: 'customer',
          gateway: 'stripe',
          account: 'acct_bbq',
          customerId: 'cus_1',
        });
        const detail = 'The number of Kim Minji is not reachable';
        await ledger.confirm(
          [{ dispatch, channel: 'SMS', audience: 'guest', status: 'failed', subject: '', detail }],
          at(1),
        );
        expect(await place.run('select status, detail, attempt_key from {}outcomes')).toEqual([
          { status: 'failed', detail: null, attempt_key: attempt(1).attempt?.key },
        ]);
        expect(await ledger.verifyAudit(view.id)).toEqual({ ok: true });
      });

      describe('a walk-in guest, of whom no gateway has an id', () => {
        const minji = { name: 'Minji', email: 'Minji@Example.com', phone: '+821012345678' };
        const doyun = { name: 'Doyun', email: 'not-minji@example.com', phone: '+8210123456789' };
        const evening = async (): Promise<void> => {
          const guests = Array.from({ length: 501 }, (_, n) => table(n, { customer: doyun }));
          await ledger.receive(
            guests.map((event) => asNew(event)),
            SUBSCRIBER,
            at(0),
          );
          await receive(table(700, { customer: minji }));
          // At another gateway, and still on its way to the workflow.
          const elsewhere = { id: 'square:ml_bbq:evt_9', gateway: 'square', account: 'ml_bbq' };
          await receive(table(701, { ...elsewhere, customer: { email: minji.email } }));
        };
        const kept = async () => JSON.stringify(await place.run('select * from {}events'));

        it('is forgotten by e-mail address, in whatever capitals, at every gateway', async () => {
          await evening();
          expect(await ledger.erase({ by: 'contact', email: 'MINJI@example.com' })).toBe(2);
          expect(await ledger.erase({ by: 'contact', email: 'MINJI@example.com' })).toBe(0);
          expect(await kept()).not.toMatch(/Minji|821012345678"|evt_9.{0,9}as the gateway/);
          expect((await kept()).match(/Doyun/g)).toHaveLength(501);
        });

        it('is forgotten by phone number', async () => {
          await evening();
          expect(await ledger.erase({ by: 'contact', phone: '+821012345678' })).toBe(1);
          expect((await kept()).match(/Minji@/g)).toHaveLength(1);
          expect((await kept()).match(/Doyun/g)).toHaveLength(501);
        });

        it('is forgotten by case, whose trail still holds and whose alert still comes', async () => {
          const { case: view } = await intake(attempt(1, { customer: minji }));
          await receive(table(1, { customer: doyun }));
          expect(await ledger.erase({ by: 'case', caseId: view.id })).toBe(1);
          expect(await ledger.erase({ by: 'case', caseId: view.id })).toBe(0);
          expect(await ledger.erase({ by: 'case', caseId: 'case_nobody_knows' })).toBe(0);
          expect(await kept()).not.toContain('Minji');
          expect(await kept()).toContain('Doyun');
          expect(await ledger.verifyAudit(view.id)).toEqual({ ok: true });
          const { again } = await ledger.unfinished('evening', at(999));
          const mine = again.find(({ event }) => event.id === attempt(1).id);
          expect(mine?.event).toMatchObject({ type: 'payment.failed', customer: {}, links: {} });
        });

        it('is forgotten by the name of a case that was merged into another', async () => {
          const first = await intake(table(1, { customer: minji }));
          const second = await intake(table(2, { customer: minji }), at(1));
          const references = [
            { type: 'payment', value: 'pi_table_1' },
            { type: 'payment', value: 'pi_table_2' },
          ] as const;
          const { case: view } = await intake(table(3, { references: [...references] }), at(2));
          const gone = [first, second].find((one) => one.case.id !== view.id);
          expect(await ledger.erase({ by: 'case', caseId: gone?.case.id ?? '' })).toBe(3);
          expect(await kept()).not.toContain('Minji');
        });
      });

      it('forgets at one account only', async () => {
        await intake(attempt(1));
        expect(
          await ledger.erase({
            by: 'customer',
            gateway: 'stripe',
            account: 'acct_other',
            customerId: 'cus_1',
          }),
        ).toBe(0);
      });
    });

    describe('endpoints', () => {
      it('refusals are counted by hour and reason', async () => {
        await ledger.reject('stripe/evening', 'bad_signature', at(0));
        await Promise.all(
          Array.from({ length: 5 }, () => ledger.reject('stripe/evening', 'bad_signature', at(5))),
        );
        await ledger.reject('stripe/evening', 'stale_clock', at(3600));
        expect(await ledger.rejections('stripe/evening', 5)).toEqual([
          { reason: 'stale_clock', hour: '2026-03-06T20:00:00.000Z', count: 1, lastAt: at(3600) },
          { reason: 'bad_signature', hour: '2026-03-06T19:00:00.000Z', count: 6, lastAt: at(5) },
        ]);
        expect(await ledger.rejections('stripe/evening', 1)).toHaveLength(1);
        expect(await ledger.rejections('square/evening', 5)).toEqual([]);
      });

      it('of the codes that make sure of an endpoint the last is kept', async () => {
        const one = { endpoint: 'clover:1', code: 'first', at: at(0) };
        await ledger.keepHandshake(one);
        await ledger.keepHandshake({ ...one, endpoint: 'clover:2' });
        await ledger.keepHandshake({ ...one, code: 'second', at: at(60) });
        expect(await ledger.handshake('clover:1')).toEqual({ ...one, code: 'second', at: at(60) });
        expect(await ledger.handshake('clover:2')).toMatchObject({ code: 'first' });
        expect(await ledger.handshake('clover:3')).toBeUndefined();
      });

      it('a registration is kept under its URL until it is forgotten', async () => {
        const url = 'https://bbq.example/webhook/stripe';
        const bare = {
          url,
          ...SUBSCRIBER,
          gateway: 'stripe',
          account: 'acct_bbq',
          status: 'active',
          updatedAt: at(0),
        } as const;
        expect(await ledger.registration(url)).toBeUndefined();
        await ledger.saveRegistration(bare);
        expect(await ledger.registration(url)).toEqual(bare);
        const full = {
          ...bare,
          endpointId: 'we_1',
          sealedSecret: 'sealed',
          status: 'released',
        } as const;
        await ledger.saveRegistration(full);
        expect(await ledger.registration(url)).toEqual(full);
        const moved = { ...bare, url: `${url}/2`, updatedAt: at(9), instance: 'gangnam' };
        await ledger.saveRegistration(moved);
        expect(await ledger.registrationsOf(SUBSCRIBER)).toEqual([moved, full]);
        expect(await ledger.registrationsOf({ ...SUBSCRIBER, triggerId: 'square' })).toEqual([]);
        await ledger.forgetRegistration(url);
        expect(await ledger.registration(url)).toBeUndefined();
      });
    });

    describe('looking for missed events', () => {
      it('each trigger keeps how far it has asked', async () => {
        const day = { since: at(0), until: at(0) };
        expect(await ledger.cursor(SUBSCRIBER)).toBeUndefined();
        await ledger.moveCursor(SUBSCRIBER, day);
        await ledger.moveCursor(SUBSCRIBER, { ...day, until: at(600) });
        await ledger.moveCursor({ ...SUBSCRIBER, workflowId: 'books' }, day);
        expect(await (await another()).cursor(SUBSCRIBER)).toEqual({ ...day, until: at(600) });
      });

      it('and since when, where a clock that was ahead was put right', async () => {
        await ledger.moveCursor(SUBSCRIBER, { since: at(86_400), until: at(86_400) });
        await ledger.moveCursor(SUBSCRIBER, { since: at(60), until: at(60) });
        expect(await ledger.cursor(SUBSCRIBER)).toEqual({ since: at(60), until: at(60) });
      });

      it('what an earlier ledger may have missed is looked for until that is done', async () => {
        await ledger.lookForUndelivered(SUBSCRIBER, at(-600), at(0));
        const asked = { since: at(0), until: at(0), undeliveredSince: at(-600) };
        expect(await ledger.cursor(SUBSCRIBER)).toEqual(asked);
        await ledger.moveCursor(SUBSCRIBER, { since: at(0), until: at(60) });
        expect(await ledger.cursor(SUBSCRIBER)).toEqual({ ...asked, until: at(60) });
        // Asked for again while the look was under way.
        await ledger.lookForUndelivered(SUBSCRIBER, at(-300), at(90));
        await ledger.lookedForUndelivered(SUBSCRIBER, at(-600));
        expect(await ledger.cursor(SUBSCRIBER)).toMatchObject({ undeliveredSince: at(-300) });
        await ledger.lookedForUndelivered(SUBSCRIBER, at(-300));
        expect(await ledger.cursor(SUBSCRIBER)).toEqual({ since: at(0), until: at(60) });
      });

      it('an event that was delivered and is listed again is not handed over again', async () => {
        await receive(attempt(1), at(0));
        const [listed] = await ledger.receive([asNew(attempt(1))], SUBSCRIBER, at(90), 'listed');
        expect(listed).toEqual({ eventId: attempt(1).id, isNew: false });
        const [delivered] = await receive(attempt(1), at(91));
        expect(delivered?.dispatch?.emission).toBe(2);
      });

      it('one that could not be read is handed over again when it is listed, a few times', async () => {
        const pending = paid({ type: 'payment.pending', incomplete: true });
        const unread = handed(await receive(pending, at(0)));
        await ledger.record([{ event: pending, dispatch: unread }], at(1));
        await ledger.finish([unread], at(1));
        const listed = async (seconds: number) => {
          const [receipt] = await ledger.receive(
            [asNew(paid())],
            SUBSCRIBER,
            at(seconds),
            'listed',
          );
          if (receipt?.dispatch) await ledger.finish([receipt.dispatch], at(seconds));
          return receipt?.dispatch?.emission;
        };
        expect([await listed(600), await listed(1200), await listed(1800)]).toEqual([
          2,
          3,
          undefined,
        ]);
      });

      it('but not bad news that was told, nor what was read by then', async () => {
        const declinedUnread = attempt(1, { incomplete: true });
        const pending = paid({ type: 'payment.pending', incomplete: true });
        for (const event of [declinedUnread, pending]) {
          const dispatch = handed(await receive(event, at(0)));
          await ledger.record([{ event, dispatch }], at(1));
          await ledger.finish([dispatch], at(1));
        }
        const again = await ledger.receive([asNew(paid())], SUBSCRIBER, at(600), 'listed');
        const read = handed(again);
        await ledger.record([{ event: paid(), dispatch: read }], at(601));
        await ledger.finish([read], at(601));
        const listed = await ledger.receive(
          [asNew(attempt(1)), asNew(paid())],
          SUBSCRIBER,
          at(1200),
          'listed',
        );
        expect(listed.map(({ dispatch }) => dispatch)).toEqual([undefined, undefined]);
      });

      it('one of many processes looks, until it is done or falls silent', async () => {
        const other = await another();
        const holders = Array.from({ length: 10 }, (_, index) => `process ${index}`);
        const taken = await Promise.all(
          holders.map((holder, index) =>
            (index % 2 === 0 ? ledger : other).lease('look', holder, 60, at(0)),
          ),
        );
        expect(taken.filter(Boolean)).toHaveLength(1);
        const holder = holders[taken.indexOf(true)] ?? '';
        const rival = holders[taken.indexOf(false)] ?? '';

        expect(await ledger.lease('look', holder, 60, at(59))).toBe(true);
        expect(await ledger.lease('look', rival, 60, at(61))).toBe(false);
        expect(await ledger.lease('another look', rival, 60, at(61))).toBe(true);
        await ledger.release('look', rival);
        expect(await ledger.lease('look', rival, 60, at(62))).toBe(false);
        await ledger.release('look', holder);
        expect(await ledger.lease('look', rival, 60, at(63))).toBe(true);
        expect(await ledger.lease('look', holder, 60, at(123))).toBe(true);
      });
    });

    describe('the ledger itself', () => {
      it('remembers everything when it is opened again', async () => {
        const { case: view, dispatch, event } = await intake(attempt(1));
        const first = await count(event, dispatch);
        const again = await another();
        expect(await again.fingerprint()).toBe(await ledger.fingerprint());
        expect(await again.caseById(view.id)).toMatchObject({ status: 'open' });
        const [second] = await again.count(
          [{ event, dispatch, key: 'fp_1', guestReachable: true }],
          RULE,
          at(9),
        );
        expect(second?.ordinal).toBe(first.ordinal);
      });

      it('may be opened for the first time by several at once', async () => {
        const fresh = await newPlace();
        const ledgers = await Promise.all([fresh.open(), fresh.open(), fresh.open()]);
        const names = await Promise.all(ledgers.map((one) => one.fingerprint()));
        expect(new Set(names).size).toBe(1);
        await Promise.all(ledgers.map((one) => one.close()));
        await fresh.remove();
      });

      it('that a newer version has only added to is used as it is', async () => {
        await place.run(`update {}meta set value = '99' where key = 'version'`);
        await place.run('alter table {}dispatches add column added_later text');
        const older = await place.open();
        const dispatch = handed(await receive(attempt(1), at(0), SUBSCRIBER, older));
        expect(await older.claim([dispatch], at(1))).toEqual([true]);
        const { again } = await older.unfinished(SUBSCRIBER.workflowId, at(86_400));
        expect(again.map(({ event }) => event.id)).toEqual([attempt(1).id]);
        await older.close();
        expect(await place.run(`select value from {}meta where key = 'version'`)).toEqual([
          { value: '99' },
        ]);
      });

      it('of an older version is brought up to date', async () => {
        await toVersion1(place, store);
        const updated = await place.open();
        const one = { endpoint: 'clover:1', code: 'code', at: at(0) };
        await updated.keepHandshake(one);
        expect(await updated.handshake('clover:1')).toEqual(one);
        const dispatch = handed(await receive(attempt(1), at(0), SUBSCRIBER, updated));
        expect(await updated.claim([dispatch], at(1), '7')).toEqual([true]);
        expect(await updated.fingerprint()).toBe(await ledger.fingerprint());
        await updated.close();
      });

      it('of an older version keeps all that it held', async () => {
        const { event, dispatch, case: open } = await intake(attempt(1));
        expect(await count(event, dispatch)).toMatchObject({ ordinal: 1 });
        await ledger.finish([dispatch], at(5));
        const inFlight = handed(await receive(attempt(2), at(20)));
        const registered = {
          ...SUBSCRIBER,
          url: 'https://bbq.example/webhook/1',
          gateway: 'stripe',
          account: 'acct_bbq',
          endpointId: 'we_1',
          sealedSecret: 'v1.sealed',
          status: 'active' as const,
          updatedAt: at(0),
        };
        await ledger.saveRegistration(registered);
        const before = [await ledger.caseById(open.id), await ledger.auditTrail(open.id)];
        await toVersion1(place, store);

        const updated = await another();
        const after = [await updated.caseById(open.id), await updated.auditTrail(open.id)];
        expect(after).toEqual(before);
        expect(await updated.verifyAudit(open.id)).toEqual({ ok: true });
        expect(await updated.registration(registered.url)).toEqual(registered);
        expect(await updated.claim([dispatch, inFlight], at(21), '8')).toEqual([false, true]);
        await updated.record([{ event: attempt(2), dispatch: inFlight }], at(21));
        const second = { event: attempt(2), dispatch: inFlight, key: 'fp_1', guestReachable: true };
        expect(await updated.count([second], RULE, at(22))).toMatchObject([{ ordinal: 2 }]);
      });

      it('that a newer version has changed is refused, with what to do', async () => {
        await place.run(`update {}meta set value = '99' where key in ('version', 'needs')`);
        await expect(place.open()).rejects.toThrow(
          /newer version of this node package.*Install the newer package/,
        );
      });

      it('an item of another ledger is refused by name', async () => {
        const { event, dispatch } = await intake(attempt(1));
        const foreign = { ...dispatch, ledger: 'another' };
        await expect(count(event, foreign)).rejects.toThrow('another storage');
        await expect(ledger.finish([foreign], at(0))).rejects.toThrow('Set Storage');
      });

      it('leaves no trace of a delivery that it could not store whole', async () => {
        const broken = { ...attempt(2), occurredAt: 'yesterday' };
        await expect(
          ledger.receive([asNew(attempt(1)), asNew(broken)], SUBSCRIBER, at(0)),
        ).rejects.toThrow();
        expect(await place.run('select id from {}events')).toEqual([]);
        expect((await receive(attempt(1)))[0]?.isNew).toBe(true);
      });

      it('answers an empty list with an empty list', async () => {
        expect(await ledger.receive([], SUBSCRIBER, at(0))).toEqual([]);
        expect(await ledger.claim([], at(0))).toEqual([]);
        expect(await ledger.record([], at(0))).toEqual([]);
        expect(await ledger.count([], RULE, at(0))).toEqual([]);
        expect(await ledger.stored([])).toEqual([]);
        await ledger.confirm([], at(0));
        await ledger.finish([], at(0));
      });
    });
  });
}
