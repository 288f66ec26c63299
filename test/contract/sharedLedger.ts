import { text } from '../../nodes/core/event/json';
import { endpointSecrets } from '../../nodes/core/gateway/endpointSecrets';
import { NO_FILTERS } from '../core/gateway/noFilters';
import type { Lifecycle } from '../../nodes/core/gateway/lifecycle';
import { mendEndpoint } from '../../nodes/core/gateway/mendEndpoint';
import { receive } from '../../nodes/core/gateway/receive';
import { check, create, remove } from '../../nodes/core/gateway/registrationLifecycle';
import type { Ledger } from '../../nodes/core/ledger/ledger';
import { delivery, events, header, NOW } from '../core/gateway/deliveries';
import { hwaroServer } from '../core/gateway/hwaro';
import { registering } from '../core/gateway/published';
import type { Place } from './ledger';

/** n8n in two houses, at one account of the gateway and on one ledger. */
export function sharedLedgerContract(store: string, newPlace: () => Promise<Place>): void {
  describe.each([
    ['of one id, as a copied workflow has', 'dinner', 1],
    ['of its own id', 'dinner at mapo', 2],
  ])(`two n8n on one ledger in ${store}, each with a workflow %s`, (_, workflowId, dispatches) => {
    let place: Place;
    let ledgers: readonly Ledger[] = [];
    beforeAll(async () => {
      place = await newPlace();
      ledgers = [await place.open(), await place.open()];
    });
    afterAll(async () => {
      for (const ledger of ledgers) await ledger.close();
      await place.remove();
    });

    const gateway = hwaroServer();
    const told: string[] = [];
    const house = (n: 0 | 1, more: Partial<Lifecycle> = {}): Lifecycle => {
      const ledger = ledgers[n];
      if (!ledger) throw new Error('The house has no ledger');
      return {
        adapter: registering,
        credential: { apiKey: 'sk_bbq' },
        client: gateway.client,
        ledger,
        subscriber: { workflowId: n === 0 ? 'dinner' : workflowId, triggerId: 'trigger-1' },
        instance: ['gangnam', 'mapo'][n] ?? '',
        url: `https://${n}.bbq.example/webhook/1/webhook`,
        isTest: false,
        description: 'n8n: Dinner',
        whenUnpublished: 'keep',
        now: () => NOW,
        wait: async () => {},
        log: (event, fields) => told.push(`${event} ${String(fields?.url)}`),
        ...more,
      };
    };
    const urls = () => [...gateway.endpoints.values()].map(({ url }) => url);

    test('each has its endpoint, and neither takes the other’s for its own of before', async () => {
      const both = [house(0), house(1)];
      for (const life of both) if (!(await check(life))) await create(life);
      for (const life of [...both, ...both]) {
        expect(await check(life)).toBe(true);
        expect(await mendEndpoint(life)).toBe(false);
      }
      expect(urls()).toEqual(both.map(({ url }) => url));
      expect(told).toEqual(both.map(({ url }) => `endpoint_registered ${url}`));
    });

    test(`a declined card is stored once, and handed over ${dispatches} times`, async () => {
      const body = events({ id: 'e1', type: 'card.declined', amount: '45.00' });
      const deliver = async (n: 0 | 1) => {
        const { adapter, credential, ledger, subscriber, url } = house(n);
        const secret = text([...gateway.endpoints.values()][n]?.secret) ?? '';
        const endpoint = {
          adapter,
          credential: async () => credential,
          url,
          ledger: async () => ledger,
        };
        return await receive({
          adapter,
          delivery: { ...delivery(body, header(body, secret)), url },
          endpoint: 'hwaro:1',
          subscriber,
          filters: NO_FILTERS,
          supplied: async () => ({}),
          secrets: (fresh) => endpointSecrets(0).read(endpoint, 0, fresh),
          ledger: async () => ledger,
          log: () => undefined,
        });
      };
      const received = await Promise.all([deliver(0), deliver(1), deliver(0), deliver(1)]);
      expect(received.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(received.flatMap(({ emit }) => emit)).toHaveLength(dispatches);
      expect(await place.run('select id from {}events')).toEqual([{ id: 'hwaro:bbq-house:e1' }]);
    });

    test('one that moves takes along its own endpoint only', async () => {
      const url = 'https://pay.bbq.example/webhook/1/webhook';
      expect(await mendEndpoint(house(0, { url }))).toBe(true);
      expect(urls()).toEqual([house(1).url, url]);
      expect(await mendEndpoint(house(1))).toBe(false);
    });

    test('one that is unpublished with Remove leaves the other’s', async () => {
      const url = 'https://pay.bbq.example/webhook/1/webhook';
      await remove(house(0, { url, whenUnpublished: 'remove' }));
      expect(urls()).toEqual([house(1).url]);
      expect(await check(house(1))).toBe(true);
    });
  });
}
