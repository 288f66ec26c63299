import { randomUUID } from 'node:crypto';
import { Client, type PoolConfig } from 'pg';
import { BatchingSocket } from '../../../nodes/core/ledger/batchingSocket';
import { ledgerOver } from '../../../nodes/core/ledger/ledgerOver';
import type { Dispatch, Receipt } from '../../../nodes/core/ledger/ledger';
import { openPostgres } from '../../../nodes/core/ledger/postgres';
import { declined } from '../../fixtures/events';
import { ledgerContract } from '../../contract/ledger';
import { statusContract } from '../../contract/ledgerStatus';
import { sharedLedgerContract } from '../../contract/sharedLedger';
import { testPostgres, type TestPostgres } from '../../postgres';
import { postgresPlace } from './places';

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

ledgerContract('Postgres', async () => postgresPlace(server.url, client));
statusContract('Postgres', async () => postgresPlace(server.url, client));
sharedLedgerContract('Postgres', async () => postgresPlace(server.url, client));

describe('a ledger in Postgres', () => {
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  const open = async (connection: PoolConfig = {}) =>
    ledgerOver(
      await openPostgres({
        connection: { connectionString: server.url, application_name: schema, ...connection },
        schema,
      }),
    );
  const cutAll = () =>
    client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1',
      [schema],
    );
  afterAll(() => client.query(`drop schema if exists ${schema} cascade`));

  const tables = (many: number, evening: string) =>
    Array.from({ length: many }, (_, n) => ({
      event: declined({
        id: `stripe:acct_bbq:evt_${evening}_${n}`,
        attempt: { key: `stripe:acct_bbq:ch_${evening}_${n}` },
        references: [
          { type: 'payment' as const, value: `pi_${evening}_${n}` },
          { type: 'charge' as const, value: `ch_${evening}_${n}` },
        ],
      }),
      raw: { type: 'charge.failed', payload: {} },
      emit: true,
    }));

  it('takes a thousand events at once, which need more locks than a row has columns', async () => {
    const ledger = await open();
    const events = tables(1_000, 'feast');
    const feast = { workflowId: 'feast', triggerId: 'stripe' };
    const receipts = await ledger.receive(events, feast, '2026-03-06T19:30:02.000Z');
    expect(receipts.filter(({ isNew }) => isNew)).toHaveLength(1_000);
    await ledger.close();
  });

  it('counts 40 declines of one card 1 to 40, whatever isolation the operator’s role has by default', async () => {
    const options = '-c default_transaction_isolation=repeatable\\ read';
    const ledgers = [await open({ options }), await open({ options })];
    const declines = Array.from({ length: 40 }, (_, n) =>
      declined({
        id: `stripe:acct_bbq:evt_one_card_${n}`,
        attempt: { key: `stripe:acct_bbq:ch_one_card_${n}` },
        references: [{ type: 'payment', value: `pi_one_card_${n}` }],
      }),
    );
    const now = '2026-03-06T19:30:02.000Z';
    const counts = await Promise.all(
      declines.map(async (event, n) => {
        const ledger = ledgers[n % 2];
        const [receipt] =
          (await ledger?.receive(
            [{ event, raw: { type: 'charge.failed', payload: {} }, emit: true }],
            { workflowId: 'evening', triggerId: 'stripe' },
            now,
          )) ?? [];
        if (!receipt?.dispatch) throw new Error('Nothing was handed over');
        const item = { event, dispatch: receipt.dispatch, key: 'fp_1', guestReachable: false };
        return await ledger?.count([item], { by: 'card', window: 3600, levels: [] }, now);
      }),
    );
    const ordinals = counts.flatMap((count) => count?.map(({ ordinal }) => ordinal ?? 0) ?? []);
    expect(ordinals.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
    await Promise.all(ledgers.map((one) => one.close()));
  });

  it('works on, on the connections it has, when a newer version of this package adds a column to each table', async () => {
    const ledger = await open({ max: 1 });
    const subscriber = { workflowId: 'update', triggerId: 'stripe' };
    const start = Date.parse('2026-03-06T19:30:02.000Z');
    const day = (n: number): string => new Date(start + n * 86_400_000).toISOString();
    const url = 'https://bbq.example/webhook/update';
    const registered = {
      ...subscriber,
      url,
      gateway: 'stripe',
      account: 'acct_bbq',
      status: 'active' as const,
      updatedAt: day(0),
    };
    const evening = async (name: string) => {
      const [declinedCard, another] = tables(2, name);
      if (!declinedCard || !another) throw new Error('No table was served');
      const [receipt] = await ledger.receive([declinedCard], subscriber, day(0));
      if (!receipt?.dispatch) throw new Error('Nothing was handed over');
      const { dispatch } = receipt;
      await ledger.receive([declinedCard], subscriber, day(0));
      await ledger.claim([dispatch], day(0), '1');
      const item = { event: declinedCard.event, dispatch };
      const [recorded] = await ledger.record([item], day(0));
      const counted = { ...item, key: 'fp_1', guestReachable: true };
      await ledger.count([counted], { by: 'card', window: 3600, levels: [] }, day(0));
      await ledger.count([counted], { by: 'card', window: 3600, levels: [] }, day(0));
      const alert = { channel: 'Slack', audience: 'staff', subject: 'notice' } as const;
      await ledger.confirm([{ ...alert, dispatch, status: 'sent' }], day(0));
      await ledger.finish([dispatch], day(0));
      await ledger.receive([another], subscriber, day(0));
      for (let n = 1; n <= 10; n += 1) await ledger.unfinished('update', day(n));
      await ledger.reject(url, 'wrong_secret', day(0));
      await ledger.rejections(url, 1);
      await ledger.keepHandshake({ endpoint: url, code: name, at: day(0) });
      await ledger.handshake(url);
      await ledger.saveRegistration(registered);
      await ledger.registration(url);
      await ledger.registrationsOf(subscriber);
      await ledger.moveCursor(subscriber, { since: day(0), until: day(0) });
      await ledger.cursor(subscriber);
      await ledger.lease('update', name, 1, day(0));
      await ledger.release('update', name);
      await ledger.beat(day(0));
      await ledger.status(day(-1), day(9));
      await ledger.stored([declinedCard.event.id]);
      const caseId = recorded?.case.id ?? '';
      await ledger.caseById(caseId);
      await ledger.verifyAudit(caseId);
      await ledger.heads(day(-1));
      await ledger.rebuild(caseId);
      await ledger.erase({ by: 'case', caseId });
    };
    await evening('before');
    const { rows } = await client.query<{ name: string }>(
      'select tablename as name from pg_tables where schemaname = $1',
      [schema],
    );
    expect(rows.length).toBeGreaterThan(10);
    for (const { name } of rows)
      await client.query(`alter table ${schema}.${name} add column added_later text`);
    await evening('after');
    for (const { name } of rows)
      await client.query(`alter table ${schema}.${name} drop column added_later`);
    await ledger.close();
  });

  it('takes a hundred events with as many statements, and round trips, as one', async () => {
    const ledger = await open();
    const lunch = { workflowId: 'lunch', triggerId: 'stripe' };
    const asked = jest.spyOn(Client.prototype, 'query');
    const sent = jest.spyOn(BatchingSocket.prototype, 'uncork');
    const costOf = async (many: number, evening: string) => {
      asked.mockClear();
      sent.mockClear();
      await ledger.receive(tables(many, evening), lunch, '2026-03-06T12:30:02.000Z');
      return { statements: asked.mock.calls.length, roundTrips: sent.mock.calls.length };
    };
    const one = await costOf(1, 'quiet');
    const hundred = await costOf(100, 'busy');
    jest.restoreAllMocks();
    expect(one.statements).toBeGreaterThan(0);
    expect(one.roundTrips).toBeGreaterThan(0);
    expect(hundred).toEqual(one);
    await ledger.close();
  });

  it('uses ten connections at most, however much comes in, and whatever it is told', async () => {
    const ledger = await open({ max: 50 });
    const subscriber = { workflowId: 'evening', triggerId: 'stripe' };
    await Promise.all(
      tables(100, 'rush').map((one) =>
        ledger.receive([one], subscriber, '2026-03-06T19:30:02.000Z'),
      ),
    );
    const { rows } = await client.query(
      'select count(*)::integer as many from pg_stat_activity where application_name = $1',
      [schema],
    );
    expect(rows).toEqual([{ many: 10 }]);
    await ledger.close();
  });

  it('goes on after its connections were cut, and loses nothing that it had answered for', async () => {
    const ledger = await open();
    const receive = (n: number) =>
      ledger.receive(
        [
          {
            event: declined({
              id: `stripe:acct_bbq:evt_${n}`,
              attempt: { key: `stripe:acct_bbq:ch_${n}` },
              references: [{ type: 'payment', value: `pi_${n}` }],
            }),
            raw: { type: 'charge.failed', payload: {} },
            emit: true,
          },
        ],
        { workflowId: 'evening', triggerId: 'stripe' },
        '2026-03-06T19:30:02.000Z',
      );
    const answers = Promise.allSettled(Array.from({ length: 200 }, (_, n) => receive(n)));
    await cutAll();
    await cutAll();
    const answered = (await answers).flatMap((one, n) => (one.status === 'fulfilled' ? [n] : []));
    for (const one of await answers) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'unavailable' });
    }
    const stored = await ledger.stored(answered.map((n) => `stripe:acct_bbq:evt_${n}`));
    expect(stored.every((one) => one !== undefined)).toBe(true);
    expect((await receive(1000))[0]?.isNew).toBe(true);
    await ledger.close();
  });

  it('keeps nothing of what a channel said of a guest who was being forgotten at that moment', async () => {
    const ledger = await open();
    const now = '2026-03-06T19:30:02.000Z';
    const event = declined({
      id: 'stripe:acct_bbq:evt_minji',
      customer: { id: 'cus_minji', name: 'Kim Minji' },
      references: [{ type: 'payment', value: 'pi_minji' }],
    });
    const [receipt] = await ledger.receive(
      [{ event, raw: { type: 'charge.failed', payload: {} }, emit: true }],
      { workflowId: 'evening', triggerId: 'stripe' },
      now,
    );
    if (!receipt?.dispatch) throw new Error('Nothing was handed over');
    const waiting = async (many: number): Promise<void> => {
      const text = `select pid from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'`;
      while ((await client.query(text, [schema])).rows.length < many);
    };
    // Somebody looks closely at the event, so that its erasing takes a while.
    const auditor = new Client({ connectionString: server.url });
    await auditor.connect();
    await auditor.query(`begin; select id from ${schema}.events for update`);
    const erased = ledger.erase({
      by: 'customer',
      gateway: 'stripe',
      account: 'acct_bbq',
      customerId: 'cus_minji',
    });
    await waiting(1);
    const confirmed = ledger.confirm(
      [
        {
          dispatch: receipt.dispatch,
          channel: 'SMS',
          audience: 'guest',
          status: 'failed',
          subject: 'notice',
          detail: 'The number of Kim Minji is not reachable',
        },
      ],
      now,
    );
    await waiting(2);
    await auditor.end();
    expect(await erased).toBe(1);
    await confirmed;
    const { rows } = await client.query(
      `select outcomes.status, outcomes.detail, audit.personal
        from ${schema}.outcomes join ${schema}.audit on audit.event_id = outcomes.event_id
        where outcomes.event_id = $1 and audit.action = 'alert'`,
      [event.id],
    );
    expect(rows).toEqual([{ status: 'failed', detail: null, personal: null }]);
    await ledger.close();
  });

  it('declares no event dead while its workflow is finishing it after all, and neither waits for the other', async () => {
    const ledger = await open();
    const start = Date.parse('2026-03-06T19:30:02.000Z');
    const day = (n: number): string => new Date(start + n * 86_400_000).toISOString();
    const event = declined({ id: 'stripe:acct_bbq:evt_late', references: [] });
    await ledger.receive(
      [{ event, raw: { type: 'charge.failed', payload: {} }, emit: true }],
      { workflowId: 'late', triggerId: 'stripe' },
      day(0),
    );
    let dispatches: readonly Dispatch[] = [];
    for (let n = 1; n <= 8; n += 1)
      dispatches = (await ledger.unfinished('late', day(n))).again.map(({ dispatch }) => dispatch);
    const waiting = async (): Promise<number> => {
      const text = `select pid from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'`;
      return (await client.query(text, [schema])).rows.length;
    };
    const auditor = new Client({ connectionString: server.url });
    await auditor.connect();
    await auditor.query(`begin; select id from ${schema}.cases for update`);
    const finishing = ledger.finish(dispatches, day(9));
    while ((await waiting()) < 1);
    let hasLooked = false;
    const looking = ledger.unfinished('late', day(9)).finally(() => (hasLooked = true));
    while (!hasLooked && (await waiting()) < 2);
    await auditor.end();
    await finishing;
    expect(hasLooked).toBe(true);
    expect((await looking).dead).toEqual([]);
    expect((await ledger.unfinished('late', day(10))).dead).toEqual([]);
    await ledger.close();
  });

  describe('used by machines whose clocks differ', () => {
    const START = Date.parse('2026-03-06T19:30:02.000Z');
    const OFF = -40;
    const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();
    const late = (seconds: number): string => at(seconds + OFF);
    const evening = { workflowId: 'evening', triggerId: 'stripe' };
    const place = `${schema}_clocks`;
    const on = async (off: () => number) =>
      ledgerOver(
        await openPostgres({ connection: { connectionString: server.url }, schema: place }),
        randomUUID(),
        () => Date.now() + off() * 1000,
      );
    const decline = (n: number, id = n) => ({
      event: declined({
        id: `stripe:acct_bbq:evt_clock_${id}`,
        attempt: { key: `stripe:acct_bbq:ch_clock_${n}` },
        references: [{ type: 'payment', value: `pi_clock_${n}` }],
      }),
      raw: { type: 'charge.failed', payload: {} },
      emit: true,
    });
    const handed = ([receipt]: readonly Receipt[]): Dispatch => {
      if (!receipt?.dispatch) throw new Error('Nothing was handed over');
      return receipt.dispatch;
    };
    afterEach(() => client.query(`drop schema if exists ${place} cascade`));

    it('a worker that is 40 seconds behind keeps what it works on, and staff hear of it once', async () => {
      const main = await on(() => 0);
      const worker = await on(() => OFF);
      const { event } = decline(1);
      const dispatch = handed(await main.receive([decline(1)], evening, at(0)));
      expect(await worker.claim([dispatch], late(0))).toEqual([true]);
      const item = { event, dispatch, key: 'fp_1', guestReachable: true };
      const rule = { by: 'card', window: 3600, levels: [] };
      expect(await worker.count([item], rule, late(0))).toMatchObject([{ notify: 'first' }]);
      const twin = { ...decline(1, 2) };
      const second = handed(await main.receive([twin], evening, at(1)));
      for (let second = 5; second < 300; second += 10) {
        expect(
          (await main.unfinished('evening', at(second))).again.map(({ event: { id } }) => id),
        ).not.toContain(event.id);
        await worker.beat(late(second));
      }
      const other = { event: twin.event, dispatch: second, key: 'fp_1', guestReachable: true };
      expect(await main.count([other], rule, at(299))).toMatchObject([{ notify: 'duplicate' }]);
      await Promise.all([main, worker].map((one) => one.close()));
    });

    it('and one whose clock is set during the evening goes by the right time at once', async () => {
      let off = 0;
      const worker = await on(() => off);
      const dispatch = handed(await worker.receive([decline(1)], evening, at(0)));
      off = OFF;
      await worker.claim([dispatch], late(10));
      off = 0;
      await worker.claim([handed(await worker.receive([decline(2)], evening, at(20)))], at(20));
      const { rows } = await client.query<{ lease_until: string }>(
        `select lease_until from ${place}.dispatches order by event_id`,
      );
      const about = rows.map(({ lease_until }) =>
        Math.round((Date.parse(lease_until) - START) / 1000),
      );
      expect(about).toEqual([310, 320]);
      await worker.close();
    });
  });
});
