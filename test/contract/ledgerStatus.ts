import type { PaymentEvent } from '../../nodes/core/event/paymentEvent';
import type { Dispatch, Ledger } from '../../nodes/core/ledger/ledger';
import { declined, paid } from '../fixtures/events';
import type { Place } from './ledger';

const EVENING = { workflowId: 'evening', triggerId: 'stripe' };
const START = Date.parse('2026-03-06T19:30:02.000Z');
const DAY = 86_400;
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

/** A declined card at a table of its own. */
const table = (n: number, change: Partial<PaymentEvent> = {}): PaymentEvent =>
  declined({
    id: `stripe:acct_bbq:evt_${n}`,
    attempt: { key: `stripe:acct_bbq:ch_${n}` },
    references: [{ type: 'payment', value: `pi_${n}` }],
    ...change,
  });

/** What the operator is told, in both stores alike. */
export function statusContract(store: string, newPlace: () => Promise<Place>): void {
  describe(`the status of a ledger in ${store}`, () => {
    let place: Place;
    let ledger: Ledger;

    beforeEach(async () => {
      place = await newPlace();
      ledger = await place.open();
    });
    afterEach(async () => {
      await ledger.close();
      await place.remove();
    });

    const status = (now = at(60)) =>
      ledger.status(new Date(Date.parse(now) - DAY * 1000).toISOString(), now);
    const receive = async (event: PaymentEvent, now = at(0), subscriber = EVENING) => {
      const raw = { type: 'charge.failed', payload: {} };
      const [receipt] = await ledger.receive([{ event, raw, emit: true }], subscriber, now);
      if (!receipt?.dispatch) throw new Error('Nothing was handed over');
      return receipt.dispatch;
    };
    const intake = async (event: PaymentEvent, now = at(0)): Promise<Dispatch> => {
      const dispatch = await receive(event, now);
      await ledger.claim([dispatch], now);
      await ledger.record([{ event, dispatch }], now);
      return dispatch;
    };

    it('before the first evening everything is nought, and nothing is wrong', async () => {
      const { bytes, store: kind, ...rest } = await status();
      expect(kind).toBe(store === 'SQLite' ? 'embedded' : 'postgres');
      expect(bytes).toBeGreaterThan(10_000);
      const none = { count: 0, precision: 'exact' };
      expect(rest).toEqual({
        at: at(60),
        since: at(60 - DAY),
        events: none,
        accounts: [],
        rejections: [],
        workflows: [],
        dead: { all: none, recent: none, latest: [] },
        cases: { open: none, opened: none },
      });
    });

    it('knows the last event of each account at each gateway', async () => {
      await receive(table(1), at(0));
      await receive(table(2, { receivedAt: at(30) }), at(30));
      await receive(table(3, { id: 'stripe:acct_cafe:evt_3', account: 'acct_cafe' }), at(0));
      await receive(
        table(4, { id: 'square:ml_bbq:evt_4', gateway: 'square', account: 'ml_bbq' }),
        at(0),
      );
      const { accounts, events } = await status();
      expect(accounts).toEqual([
        { gateway: 'square', account: 'ml_bbq', lastEventAt: at(0) },
        { gateway: 'stripe', account: 'acct_bbq', lastEventAt: at(30) },
        { gateway: 'stripe', account: 'acct_cafe', lastEventAt: at(0) },
      ]);
      expect(events).toEqual({ count: 4, precision: 'exact' });
    });

    it('counts the cases that money is owed on, and those of them that are new', async () => {
      await intake(table(1), at(-2 * DAY));
      await intake(table(2), at(0));
      await intake(table(3), at(0));
      const settled = table(3, { id: 'stripe:acct_bbq:evt_30', type: 'payment.succeeded' });
      await intake(paid({ ...settled, reason: undefined }), at(20));
      expect((await status()).cases).toEqual({
        open: { count: 2, precision: 'exact' },
        opened: { count: 1, precision: 'exact' },
        oldest: at(-2 * DAY),
      });
    });

    it('a case that was merged into another counts no more', async () => {
      await intake(table(1));
      await intake(table(2), at(1));
      const references = [
        { type: 'payment', value: 'pi_1' },
        { type: 'payment', value: 'pi_2' },
      ] as const;
      await intake(table(3, { references: [...references] }), at(2));
      expect((await status()).cases.open.count).toBe(1);
    });

    it('lists the refused deliveries of a day by endpoint, reason and hour', async () => {
      await ledger.reject('stripe:4', 'stale_clock', at(-2 * DAY));
      await ledger.reject('stripe:4', 'wrong_secret', at(-3600));
      await ledger.reject('stripe:4', 'wrong_secret', at(0));
      await ledger.reject('stripe:4', 'wrong_secret', at(1));
      await ledger.reject('square:7', 'malformed', at(0));
      expect((await status()).rejections).toEqual([
        rejection('square:7', 'malformed', '19', 1, at(0)),
        rejection('stripe:4', 'wrong_secret', '18', 1, at(-3600)),
        rejection('stripe:4', 'wrong_secret', '19', 2, at(1)),
      ]);
    });
    const rejection = (
      endpoint: string,
      reason: string,
      hour: string,
      count: number,
      lastAt: string,
    ) => ({ endpoint, reason, hour: `2026-03-06T${hour}:00:00.000Z`, count, lastAt });

    it('an event that is being handled is in work, and overdue once nobody takes it up', async () => {
      const dispatch = await receive(table(1));
      const { workflows } = await status(at(60));
      expect(workflows).toEqual([
        {
          workflowId: 'evening',
          unfinished: { count: 1, precision: 'exact' },
          overdue: { count: 0, precision: 'exact' },
          longest: [],
        },
      ]);
      const [later] = (await status(at(600))).workflows;
      expect(later).toMatchObject({
        overdue: { count: 1, precision: 'exact' },
        longest: [{ eventId: table(1).id, workflowId: 'evening', handovers: 1, handedAt: at(0) }],
      });
      await ledger.finish([dispatch], at(601));
      expect((await status(at(602))).workflows).toEqual([]);
    });

    it('knows when each workflow was followed up last', async () => {
      await ledger.unfinished('evening', at(0));
      await ledger.unfinished('bookkeeping', at(10));
      await ledger.unfinished('evening', at(20));
      const { workflows } = await status();
      expect(workflows.map(({ workflowId, followedUpAt }) => [workflowId, followedUpAt])).toEqual([
        ['bookkeeping', at(10)],
        ['evening', at(20)],
      ]);
    });

    it('says of a dead event when it died, and what its channel answered last, without the guest’s address', async () => {
      const dispatch = await intake(table(1));
      await ledger.confirm(
        [
          {
            dispatch,
            channel: 'Tell Staff',
            status: 'failed',
            audience: 'staff',
            subject: 'notice:1',
            detail: 'channel_not_found for mina@bbq.example',
          },
        ],
        at(1),
      );
      let now = 0;
      for (let tries = 0; tries < 9; tries += 1) {
        now += DAY;
        await ledger.unfinished('evening', at(now));
      }
      const found = await status(at(now + 60));
      expect(found.dead).toMatchObject({
        all: { count: 1 },
        recent: { count: 1 },
        latest: [
          {
            eventId: table(1).id,
            workflowId: 'evening',
            handovers: 9,
            dueAt: at(now),
            lastFailure: { channel: 'Tell Staff', detail: 'channel_not_found for ***@***' },
          },
        ],
      });
      expect(found.dead.latest[0]?.reason).toContain('9 times');
      const nextWeek = await status(at(now + 7 * DAY));
      expect([nextWeek.dead.all.count, nextWeek.dead.recent.count]).toEqual([1, 0]);
    });

    it('counts to ten thousand, and says that there are more', async () => {
      const events = Array.from({ length: 10_001 }, (_, n) => ({
        event: table(n),
        raw: { type: 'charge.failed', payload: {} },
        emit: true,
      }));
      for (let from = 0; from < events.length; from += 1000) {
        await ledger.receive(events.slice(from, from + 1000), EVENING, at(0));
      }
      const found = await status(at(0));
      expect(found.workflows[0]?.unfinished).toEqual({ count: 10_000, precision: 'at_least' });
      // SQLite knows better; Postgres as soon as it has taken stock.
      expect(found.events.count).toBeGreaterThanOrEqual(10_000);
      expect(found.events.precision).not.toBe('exact');
    });
  });
}
