import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openLedger } from '../../../nodes/core/ledger/openLedger';
import { declined } from '../../fixtures/events';

const SUBSCRIBER = { workflowId: 'evening', triggerId: 'stripe' };
const START = Date.parse('2026-03-06T19:30:00.000Z');
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();
const delivery = [
  { event: declined(), raw: { type: 'charge.failed', payload: {} }, emit: true },
] as const;

describe('an n8n process on a ledger', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    jest.useFakeTimers({ now: START, doNotFake: ['nextTick'] });
    folder = mkdtempSync(join(tmpdir(), 'ledger-'));
    file = join(folder, 'ledger.sqlite');
  });
  afterEach(() => {
    jest.useRealTimers();
    rmSync(folder, { recursive: true, force: true });
  });

  const now = (): string => new Date().toISOString();
  const open = () => openLedger({ kind: 'sqlite', file });
  function lastSeen(): readonly unknown[] {
    const database = new DatabaseSync(file);
    try {
      return database
        .prepare('select seen_at from processes')
        .all()
        .map(({ seen_at }) => seen_at);
    } finally {
      database.close();
    }
  }

  it('is seen every ten seconds from its first event on', async () => {
    const ledger = await open();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(lastSeen()).toEqual([]);
    await ledger.receive(delivery, SUBSCRIBER, now());
    for (const seconds of [70, 80, 90]) {
      await jest.advanceTimersByTimeAsync(10_000);
      expect(lastSeen()).toEqual([at(seconds)]);
    }
    await ledger.close();
  });

  it('falls silent when it can hold nothing any more, and is heard again with the next claim', async () => {
    const ledger = await open();
    const [receipt] = await ledger.receive(delivery, SUBSCRIBER, now());
    if (!receipt?.dispatch) throw new Error('Nothing was handed over');
    await jest.advanceTimersByTimeAsync(200_000);
    await ledger.claim([receipt.dispatch], now());
    await jest.advanceTimersByTimeAsync(299_000);
    expect(lastSeen()).toEqual([at(490)]);
    await jest.advanceTimersByTimeAsync(100_000);
    // Once more after the lease has run out: nobody takes it for having been cut short.
    expect(lastSeen()).toEqual([at(510)]);

    await ledger.claim([receipt.dispatch], now());
    await jest.advanceTimersByTimeAsync(10_000);
    expect(lastSeen()).toEqual([now()]);
    await ledger.close();
  });

  it('does not beat for events that it did not take', async () => {
    const ledger = await open();
    const [receipt] = await ledger.receive(
      delivery.map((one) => ({ ...one, emit: false })),
      SUBSCRIBER,
      now(),
    );
    expect(receipt?.dispatch).toBeUndefined();
    await jest.advanceTimersByTimeAsync(20_000);
    expect(lastSeen()).toEqual([]);
    await ledger.close();
  });

  it('that finds the ledger taken away leaves it to whoever uses it next to say so', async () => {
    const ledger = await open();
    await ledger.receive(delivery, SUBSCRIBER, now());
    rmSync(file);
    await jest.advanceTimersByTimeAsync(20_000);
    await expect(open()).rejects.toMatchObject({ code: 'lost' });
    const next = await open();
    expect((await next.receive(delivery, SUBSCRIBER, now()))[0]?.isNew).toBe(true);
    for (const one of [ledger, next]) await one.close();
  });

  it('leaves no timer behind when the ledger is closed', async () => {
    const ledger = await open();
    await ledger.receive(delivery, SUBSCRIBER, now());
    expect(jest.getTimerCount()).toBe(1);
    await ledger.close();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('nor by a delivery that was being stored while it was closed', async () => {
    const ledger = await open();
    const receiving = ledger.receive(delivery, SUBSCRIBER, now());
    await ledger.close();
    await receiving;
    expect(jest.getTimerCount()).toBe(0);
  });
});
