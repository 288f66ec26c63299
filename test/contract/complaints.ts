import type { GatewayAdapter } from '../../nodes/core/gateway/adapter';
import { receive, type Received } from '../../nodes/core/gateway/receive';
import { check, create, remove } from '../../nodes/core/gateway/registrationLifecycle';
import { fakeLedger } from '../core/gateway/fakeLedger';
import { proverOf } from '../core/gateway/prover';
import { NO_FILTERS } from '../core/gateway/noFilters';
import { endpointsAt } from './endpointsAt';

/**
 * What users of other nodes complain of, wherever it may happen to a gateway. The numbers are those of the project's
 * list; in a real n8n they are told in e2e/complaints.test.ts.
 */
export function describeComplaints(adapter: GatewayAdapter): void {
  const subscriber = { workflowId: 'dinner', triggerId: 'trigger-1' };
  const url = 'https://n8n.bbq-house.kr/webhook/1/webhook';
  const evening = Date.parse('2026-11-20T19:30:00.000Z');
  const { sign, evidence, keyNamed } = proverOf(adapter.signature);
  const secret = keyNamed('contract');
  const sample = Buffer.from(
    JSON.stringify(adapter.sample?.('evt_contract', evening / 1000) ?? {}),
  );

  function house(keys: readonly string[] = [secret]) {
    const store = fakeLedger();
    let reachable = true;
    const deliver = (key = secret, minutes = 0): Promise<Received> => {
      const at = evening + minutes * 60_000;
      const signed = sign({ url, rawBody: sample, seconds: at / 1000 }, key);
      const receivedAt = new Date(at).toISOString();
      return receive({
        adapter,
        delivery: { method: 'POST', url, receivedAt, ...signed },
        endpoint: `${adapter.id}:1`,
        subscriber,
        filters: NO_FILTERS,
        supplied: async () => ({}),
        secrets: async () => ({ ok: true, keys, account: 'acct', fromCache: false }),
        evidence: async () => evidence,
        ledger: async () => {
          if (!reachable) throw new Error('The ledger cannot be reached');
          return store.ledger;
        },
        log: () => undefined,
      });
    };
    return { ...store, deliver, setReachable: (now: boolean) => (reachable = now) };
  }

  test.each([[[]], [['']]])(
    'complaint 1: with %j for signing secrets nothing is accepted',
    async (keys) => {
      const { deliver, events } = house(keys);
      for (const key of [secret, keyNamed('forger')]) {
        expect(await deliver(key)).toEqual({ status: 401, emit: [] });
      }
      expect(events.size).toBe(0);
    },
  );

  test('complaint 9: a delivery that comes five times starts one execution', async () => {
    const { deliver, events } = house();
    const first = await deliver();
    expect([first.status, first.emit.length]).toEqual([200, events.size]);
    expect(events.size).toBeGreaterThan(0);
    for (const minutes of [0, 1, 60, 24 * 60]) {
      expect(await deliver(secret, minutes)).toEqual({ status: 200, emit: [] });
    }
    expect(events.size).toBe(first.emit.length);
  });

  test('complaint 12: nothing is answered 200 that is not stored', async () => {
    const { deliver, events, setReachable } = house();
    setReachable(false);
    expect(await deliver()).toEqual({ status: 503, emit: [] });
    expect(events.size).toBe(0);
    setReachable(true);
    const { status, emit } = await deliver();
    expect(status).toBe(200);
    expect(emit.map(({ event }) => event.id)).toEqual([...events.keys()]);
    expect(events.size).toBeGreaterThan(0);
  });

  const { registration } = adapter;
  if (!registration) return;

  const gateway = () => {
    const account = endpointsAt(adapter, registration, [url]);
    const life = account.life();
    const publish = async () => {
      if (!(await check(life))) await create(life);
    };
    return { ...account, life, publish };
  };

  test('complaint 2: publishing every evening for a month makes one endpoint', async () => {
    const { publish, life, made, endpoints } = gateway();
    for (let night = 0; night < 30; night += 1) {
      await publish();
      await remove(life);
    }
    await publish();
    await publish();
    expect(made()).toBe(1);
    expect(endpoints).toHaveLength(1);
  });

  if (registration.apiVersion !== undefined)
    test('complaint 5: an endpoint of another API version makes way for one that is pinned', async () => {
      const { publish, endpoints } = gateway();
      await publish();
      const [first] = endpoints;
      if (first) endpoints[0] = { ...first, apiVersion: '2019-10' };
      await publish();
      expect(endpoints.map(({ id, apiVersion }) => [id, apiVersion])).toEqual([
        ['we_2', registration.apiVersion],
      ]);
    });
}
