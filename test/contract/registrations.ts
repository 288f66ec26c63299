import type { GatewayAdapter } from '../../nodes/core/gateway/adapter';
import { deleteLeftTests } from '../../nodes/core/gateway/leftTests';
import { hasOwnSecret } from '../../nodes/core/gateway/lifecycle';
import { mendEndpoint } from '../../nodes/core/gateway/mendEndpoint';
import { check, create, remove } from '../../nodes/core/gateway/registrationLifecycle';
import { endpointsAt, fullCredential } from './endpointsAt';

const LIVE = 'https://n8n.bbq-house.kr/webhook/1/webhook';
const TEST = 'https://n8n.bbq-house.kr/webhook-test/1/webhook';
const MAPO = 'https://mapo.bbq-house.kr/webhook/1/webhook';
const later = (minutes: number) => () =>
  new Date(Date.parse('2026-11-20T19:30:00.000Z') + minutes * 60_000).toISOString();

/** What must hold of endpoints at every gateway that has an API for them. */
export function describeRegistrations(adapter: GatewayAdapter): void {
  const { registration } = adapter;
  if (!registration) return;
  const account = () => endpointsAt(adapter, registration, [LIVE, TEST, MAPO]);
  type Account = ReturnType<typeof account>;
  const urlsAt = ({ endpoints }: Account) => endpoints.map(({ url }) => url);

  describe('keeps no second endpoint', () => {
    if (hasOwnSecret({ adapter, credential: fullCredential }))
      test('where the owner adds one of their own', async () => {
        const house = account();
        const own = house.life({ credential: fullCredential });
        // Where deliveries are signed with the account's own key, any endpoint is as good as another.
        await create(house.life());
        await create(own);
        expect(house.endpoints.map(({ id }) => id)).toEqual(['we_1']);
        house.add(LIVE);
        expect(await mendEndpoint(own)).toBe(true);
        expect(house.endpoints.map(({ id }) => id)).toEqual(['we_2']);
        expect(house.told).toEqual(['endpoint_registered', 'endpoint_removed']);
      });

    test('of a test run that n8n was stopped over, and leaves one alone that is going on', async () => {
      const house = account();
      const test = house.life({ url: TEST, isTest: true });
      await create(test);
      await deleteLeftTests({ ...test, now: later(2) });
      expect(urlsAt(house)).toEqual([TEST]);
      await deleteLeftTests({ ...test, now: later(6) });
      expect([urlsAt(house), house.registrations.size]).toEqual([[], 0]);
      expect(house.told).toEqual(['endpoint_removed']);
    });
  });

  test('n8n in two houses on one ledger, with workflows of one id: each has its endpoint', async () => {
    const house = account();
    const gangnam = house.life();
    const mapo = house.life({ url: MAPO, instance: 'mapo' });
    for (const one of [gangnam, mapo, gangnam, mapo]) {
      if (!(await check(one))) await create(one);
      expect(await mendEndpoint(gangnam)).toBe(false);
    }
    expect(urlsAt(house)).toEqual([LIVE, MAPO]);
    expect(house.told).toEqual(['endpoint_registered', 'endpoint_registered']);
    await remove({ ...gangnam, whenUnpublished: 'remove' });
    expect(await check(mapo)).toBe(true);
    expect(urlsAt(house)).toEqual([MAPO]);
  });
}
