import { ApiError } from '../../../nodes/core/gateway/apiClient';
import type { Lifecycle } from '../../../nodes/core/gateway/lifecycle';
import { mendEndpoint } from '../../../nodes/core/gateway/mendEndpoint';
import { check, create, remove } from '../../../nodes/core/gateway/registrationLifecycle';
import { unseal } from '../../../nodes/core/gateway/seal';
import { NOW, URL } from './deliveries';
import { hwaro } from './hwaro';
import { containing } from './matchers';
import { published, registering, subscriber } from './published';
import { heldBy } from './fakeLedger';

test('an endpoint that stands is left alone', async () => {
  const house = await published();
  expect(await mendEndpoint(house.life())).toBe(false);
  expect(house.gateway.calls.filter((call) => !call.startsWith('GET'))).toEqual([]);
  expect(house.told).toEqual([]);
});

test.each([
  ['deleted at the gateway', { gone: true }, 'had been deleted at Hwaro'],
  ['of another version', { version: '2019-10' }, 'another API version'],
])('an endpoint that is %s is replaced, and the owner reads why', async (_, trouble, why) => {
  const house = await published();
  if ('gone' in trouble) house.gateway.endpoints.clear();
  else house.change(trouble);
  expect(await mendEndpoint(house.life())).toBe(true);
  expect(house.ids()).toEqual(['we_2']);
  expect(house.told).toEqual([containing(why)]);
  expect(house.told[0]).toMatch(/^endpoint_replaced /);
});

test.each([
  ['disabled', { enabled: false }, 'had been disabled at Hwaro'],
  ['not asked for every event', { events: ['card.paid'] }, 'not asked for every event'],
])('an endpoint that is %s is mended, and the owner reads why', async (_, trouble, why) => {
  const house = await published();
  house.change(trouble);
  expect(await mendEndpoint(house.life())).toBe(true);
  expect(house.ids()).toEqual(['we_1']);
  expect(await mendEndpoint(house.life())).toBe(false);
  expect(house.told).toEqual([containing(why)]);
});

test('with a changed API key the new endpoint is there before the old one goes', async () => {
  const house = await published();
  const credential = { apiKey: 'sk_new' };
  expect(await mendEndpoint(house.life({ credential }))).toBe(true);
  const changes = house.gateway.calls.filter((call) => !call.startsWith('GET'));
  expect(changes).toEqual(['POST /endpoints', 'DELETE /endpoints/we_1']);
  const sealed = house.registrations.get(URL)?.sealedSecret ?? '';
  expect(unseal(sealed, 'sk_new', URL)).toEqual({ ok: true, secret: 'whsec_2' });
  expect(house.told).toEqual([containing('credential was changed')]);
});

test('a rolled secret, which the gateway shows to nobody, takes a new endpoint', async () => {
  const house = await published();
  expect(await mendEndpoint(house.life(), 'rolled')).toBe(true);
  expect(house.ids()).toEqual(['we_2']);
  expect(house.told).toEqual([containing('it was rolled')]);
});

test('a ledger that knows nothing of the endpoint: a new one, and a look for what was not delivered', async () => {
  const house = await published();
  house.registrations.clear();
  expect(await mendEndpoint(house.life())).toBe(true);
  // The old one takes with it what the gateway knows of its deliveries.
  expect(house.ids()).toEqual(['we_1', 'we_2']);
  expect(house.cursors.get(JSON.stringify(subscriber))).toEqual({
    since: NOW,
    until: NOW,
    undeliveredSince: '2026-11-19T19:30:00.000Z',
  });
  expect(house.told).toEqual([containing('restore it from a backup')]);

  // Whoever looks before that was done leaves it.
  expect(await mendEndpoint(house.life())).toBe(false);
  expect(house.ids()).toEqual(['we_1', 'we_2']);
  await create(house.life());
  expect(house.ids()).toEqual(['we_1', 'we_2']);
  expect(await mendEndpoint(house.life(), 'superseded')).toBe(true);
  expect(house.ids()).toEqual(['we_2']);
  // All of it was told when the new one took its place.
  expect(house.told).toHaveLength(1);
});

test('another address of n8n: one endpoint, there', async () => {
  const house = await published();
  const url = 'https://pay.bbq.example/webhook/1/webhook';
  expect(await check(house.life({ url }))).toBe(false);
  expect(await mendEndpoint(house.life({ url }))).toBe(true);
  expect([...house.gateway.endpoints.values()].map((one) => one['url'])).toEqual([url]);
  expect([...house.registrations.keys()]).toEqual([url]);
});

test('the old address’s endpoint is kept in mind until it could be deleted', async () => {
  const house = await published();
  const url = 'https://pay.bbq.example/webhook/1/webhook';
  const client: Lifecycle['client'] = async (request) => {
    if (request.method === 'DELETE') throw new ApiError('No', 403);
    return await house.gateway.client(request);
  };
  await mendEndpoint(house.life({ url, client }));
  // Not that it was deleted.
  expect(house.told).toEqual([containing('delete it at Hwaro by hand')]);
  expect(house.ids()).toEqual(['we_1', 'we_2']);
  expect(await mendEndpoint(house.life({ url }))).toBe(true);
  expect(house.ids()).toEqual(['we_2']);
  expect(house.told.at(-1)).toContain('the endpoint of the old one was deleted');
});

test('of ten callers at once, one sets up the endpoint', async () => {
  const house = await published();
  const credential = { apiKey: 'sk_new' };
  const mended = await Promise.all(
    Array.from({ length: 10 }, () => mendEndpoint(house.life({ credential }))),
  );
  expect(mended.filter(Boolean)).toHaveLength(1);
  expect(house.ids()).toEqual(['we_2']);
});

test('a gateway that is out of reach is not asked by everybody at once', async () => {
  const house = await published();
  house.gateway.fail(new ApiError('Slow down', 429));
  const life = house.life({ credential: { apiKey: 'sk_new' } });
  await expect(mendEndpoint(life)).rejects.toThrow('Slow down');
  expect(await mendEndpoint(life)).toBeUndefined();
});

test('a gateway that is out of reach says nothing against an endpoint that is known', async () => {
  const house = await published();
  house.gateway.fail(new ApiError('Slow down', 429));
  expect(await mendEndpoint(house.life())).toBe(false);
  house.gateway.fail(new ApiError('No such key', 401));
  await expect(mendEndpoint(house.life())).rejects.toThrow('No such key');
});

test('a key of another account: the owner reads where an endpoint is left', async () => {
  const house = await published();
  house.gateway.endpoints.clear();
  expect(await mendEndpoint(house.life({ credential: { apiKey: 'sk_mapo' } }))).toBe(true);
  expect(house.ids()).toEqual(['we_2']);
  expect(house.told).toEqual([containing('delete the endpoint of before there by hand')]);
});

test('what the owner looks after by hand is left to them', async () => {
  const house = await published();
  const credential = { apiKey: 'sk_bbq', secret: 'whsec_by_hand' };
  await remove(house.life({ whenUnpublished: 'remove' }));
  await create(house.life({ credential }));
  house.gateway.calls.length = 0;
  expect(await mendEndpoint(house.life({ credential }))).toBe(false);
  expect(await mendEndpoint(house.life({ adapter: hwaro }))).toBe(false);
  expect(await mendEndpoint(house.life({ url: 'http://localhost:5678/webhook/1' }))).toBe(false);
  expect(house.gateway.calls).toEqual([]);
});

test('unpublished and published again: the owner reads both times what became of the endpoint', async () => {
  const house = await published();
  await remove(house.life());
  await create(house.life());
  await remove(house.life({ whenUnpublished: 'remove' }));
  expect(house.told).toEqual([
    containing('endpoint_released Hwaro still lists the endpoint'),
    containing('endpoint_reused The endpoint that was kept'),
    containing('endpoint_removed The endpoint was deleted at Hwaro'),
  ]);
});

test('an endpoint that was added by hand stays at the gateway, and the owner reads so', async () => {
  const house = await published();
  house.told.length = 0;
  const life = house.life({ url: 'https://n8n.bbq.example/webhook/by-hand/webhook' });
  const byHand = { ...life, credential: { apiKey: 'sk_bbq', secret: 'whsec_by_hand' } };
  for (const whenUnpublished of ['keep', 'remove'] as const) {
    await create(byHand);
    await remove({ ...byHand, whenUnpublished });
  }
  expect(house.told).toEqual([
    containing('endpoint_released The endpoint at Hwaro was added by hand'),
    containing('endpoint_removed The endpoint at Hwaro was added by hand'),
  ]);
});

test('n8n sets up webhook and poll at the same moment: one endpoint', async () => {
  const house = await published();
  house.gateway.endpoints.clear();
  house.registrations.clear();
  await Promise.all([mendEndpoint(house.life()), create(house.life()), mendEndpoint(house.life())]);
  expect(house.ids()).toEqual(['we_2']);
  expect(house.leases.size).toBe(0);
});

test('what was never published, or was released, is left to whoever publishes', async () => {
  const house = await published();
  await remove(house.life());
  expect(await mendEndpoint(house.life())).toBe(false);
  expect(house.registrations.get(URL)?.status).toBe('released');
  house.registrations.clear();
  house.gateway.endpoints.clear();
  expect(await mendEndpoint(house.life())).toBe(false);
  expect(house.ids()).toEqual([]);
});

test('whoever publishes is served in the end, even where another process died over it', async () => {
  const house = await published();
  house.gateway.endpoints.clear();
  house.leases.set(`endpoint ${URL}`, heldBy('a process that died'));
  await create(house.life());
  expect(house.ids()).toEqual(['we_2']);
});

test('whoever does not publish gives way to one who is at it', async () => {
  const house = await published();
  house.gateway.endpoints.clear();
  house.leases.set(`endpoint ${URL}`, heldBy('another process'));
  expect(await mendEndpoint(house.life())).toBeUndefined();
  expect(house.ids()).toEqual([]);
});

test('a gateway that does not tell what was not delivered: the old endpoint goes at once', async () => {
  const house = await published();
  house.registrations.clear();
  const { backfill: _, ...forgetful } = registering;
  expect(await mendEndpoint(house.life({ adapter: forgetful }))).toBe(true);
  expect(house.ids()).toEqual(['we_2']);
  expect(house.cursors.size).toBe(0);
});
