import { ApiError } from '../../../nodes/core/gateway/apiClient';
import { deleteLeftTests } from '../../../nodes/core/gateway/leftTests';
import type { Lifecycle } from '../../../nodes/core/gateway/lifecycle';
import { check, create } from '../../../nodes/core/gateway/registrationLifecycle';
import { NOW, URL } from './deliveries';
import { hwaro } from './hwaro';
import { published } from './published';
import { heldBy } from './fakeLedger';

/** n8n is killed while its editor listens to the test URL: nobody takes the endpoint back. */

const TEST_URL = URL.replace('/webhook/', '/webhook-test/');
const later = (minutes: number) => () => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

/** A workflow whose editor began to listen, at which n8n was killed. */
async function killed() {
  const house = await published();
  house.registrations.clear();
  house.gateway.endpoints.clear();
  const test = (more: Partial<Lifecycle> = {}) =>
    house.life({ url: TEST_URL, isTest: true, ...more });
  await create(test());
  /** The next look after that many minutes. */
  const look = (minutes: number, more: Partial<Lifecycle> = {}) =>
    deleteLeftTests(house.life({ isTest: true, url: '', now: later(minutes), ...more }));
  return { ...house, test, look };
}

test('its endpoint is deleted at the next look, and the owner reads so once', async () => {
  const house = await killed();
  await house.look(6);
  await house.look(16);
  expect([house.ids(), house.registrations.size]).toEqual([[], 0]);
  expect(house.told).toEqual([
    'endpoint_removed n8n was stopped while the editor was listening, and the endpoint of that test run was left at Hwaro. It was deleted now. There is nothing to do.',
  ]);
});

test('a listening that is going on is not hurt', async () => {
  const house = await killed();
  await house.look(2);
  expect(house.ids()).toEqual(['we_2']);
  expect(house.told).toEqual([]);
});

test('nor is one that has taken up the endpoint that was left', async () => {
  const house = await killed();
  // n8n checks first, and creates only where it has to.
  expect(await check(house.test({ now: later(60) }))).toBe(false);
  await create(house.test({ now: later(60) }));
  await house.look(61);
  expect(house.ids()).toEqual(['we_2']);
  expect(house.told).toEqual([]);
});

test('nor one that begins while the look is under way', async () => {
  const house = await killed();
  house.leases.set(`endpoint ${TEST_URL}`, heldBy('the editor'));
  await house.look(60);
  expect(house.ids()).toEqual(['we_2']);
  house.leases.clear();
  const { ledger } = house;
  const registrationsOf: typeof ledger.registrationsOf = async (subscriber) => {
    const before = await ledger.registrationsOf(subscriber);
    await create(house.test({ now: later(60) }));
    return before;
  };
  await house.look(60, { ledger: { ...ledger, registrationsOf } });
  expect(house.ids()).toEqual(['we_2']);
});

test('what cannot be deleted now is deleted later', async () => {
  const house = await killed();
  const error = new ApiError('Hwaro did not answer', 0);
  house.gateway.fail(error);
  await house.look(6);
  expect(house.told).toEqual([
    `endpoint_not_removed The Hwaro endpoint we_2 of a test run was left behind, and could not be deleted yet. It is tried again; or delete it at Hwaro by hand. ${error.message}`,
  ]);
  house.gateway.fail(undefined);
  await house.look(7);
  expect([house.ids(), house.registrations.size]).toEqual([[], 0]);
});

test('where the secret was the owner’s there is only something to forget', async () => {
  const house = await killed();
  await create(house.test({ credential: { apiKey: 'sk_bbq', secret: 'whsec_own' }, url: URL }));
  await house.look(6);
  expect(house.registrations.size).toBe(0);
  await house.look(6, { adapter: hwaro });
  expect(house.told).toHaveLength(1);
});
