import { ApiError } from '../../../nodes/core/gateway/apiClient';
import { endpointSecrets } from '../../../nodes/core/gateway/endpointSecrets';
import { serveOwn } from '../../../nodes/core/gateway/giveWay';
import type { Lifecycle } from '../../../nodes/core/gateway/lifecycle';
import { mendEndpoint } from '../../../nodes/core/gateway/mendEndpoint';
import { create, remove } from '../../../nodes/core/gateway/registrationLifecycle';
import { URL } from './deliveries';
import { hwaroRegistration } from './hwaro';
import { published, registering } from './published';

/** An owner who adds an endpoint of their own at the gateway, and puts its signing secret into the credential. */

const credential = { apiKey: 'sk_bbq', secret: 'whsec_own' };
const own = { id: 'own', url: URL, events: ['*'], version: '2026-01', enabled: true };

const GONE =
  'endpoint_removed The Hwaro credential holds the signing secret of an endpoint that you added yourself, so the one that n8n had set up for this address was deleted. There is nothing to do.';

/** Published with an endpoint of ours; then the owner adds one. */
async function restaurant(added: Readonly<Record<string, unknown>> = own) {
  const house = await published();
  house.gateway.endpoints.set('own', { ...own, ...added });
  const life = (more: Partial<Lifecycle> = {}) => house.life({ credential, ...more });
  /** What deliveries are verified with. */
  const keys = async () => {
    const { ledger } = house;
    const endpoint = {
      adapter: registering,
      url: URL,
      credential: async () => credential,
      ledger: async () => ledger,
    };
    const secrets = await endpointSecrets(0).read(endpoint, 0, true);
    return secrets.ok ? secrets.keys : secrets.reason;
  };
  const refusing: Lifecycle['client'] = async (request) => {
    if (request.method === 'DELETE') throw new ApiError('Not with this key', 403);
    return await house.gateway.client(request);
  };
  return { ...house, life, keys, refusing };
}

test('ours is deleted when they publish, and they read so', async () => {
  const house = await restaurant();
  await create(house.life());
  expect(house.ids()).toEqual(['own']);
  expect(house.registrations.get(URL)).toMatchObject({ account: 'bbq-house', status: 'active' });
  expect(house.registrations.get(URL)).not.toHaveProperty('endpointId');
  expect(house.told).toEqual([GONE]);
  await create(house.life());
  expect(await mendEndpoint(house.life())).toBe(false);
  expect(house.told).toEqual([GONE]);
});

test('two looks at once delete ours once: the second finds nothing left to do', async () => {
  const house = await restaurant();
  expect(await serveOwn(house.life())).toBe(true);
  expect(await serveOwn(house.life())).toBe(false);
  expect(house.told).toEqual([GONE]);
});

test('ours is deleted by the next look where they do not publish again', async () => {
  const house = await restaurant();
  expect(await mendEndpoint(house.life())).toBe(true);
  expect(house.ids()).toEqual(['own']);
  expect(house.told).toEqual([GONE]);
});

test('until ours is gone what it delivers is accepted, and no longer', async () => {
  const house = await restaurant();
  expect(await house.keys()).toEqual(['whsec_own', 'whsec_1']);
  await create(house.life());
  expect(await house.keys()).toEqual(['whsec_own']);
});

test.each([
  ['cannot be reached', new ApiError('Hwaro did not answer', 0)],
  ['lets this key delete nothing', new ApiError('Not with this key', 403)],
])('a gateway that %s does not stop publishing: ours is deleted later', async (_, error) => {
  const house = await restaurant();
  const client: Lifecycle['client'] = async (request) => {
    if (request.method === 'DELETE') throw error;
    return await house.gateway.client(request);
  };
  await create(house.life({ client }));
  expect(house.told).toEqual([
    `endpoint_not_removed The Hwaro endpoint we_1 that n8n had set up is of no use beside your own, and could not be deleted yet. It is tried again; or delete it at Hwaro by hand. ${error.message}`,
  ]);
  expect(await house.keys()).toEqual(['whsec_own', 'whsec_1']);
  expect(await mendEndpoint(house.life())).toBe(true);
  expect(house.ids()).toEqual(['own']);
  expect(house.told.at(-1)).toBe(GONE);
});

test.each([
  ['is not there yet', { url: 'https://elsewhere.example' }],
  ['is disabled', { enabled: false }],
  ['is not asked for every event', { events: ['card.paid'] }],
])('ours stays while theirs %s: no event is lost', async (_, added) => {
  const house = await restaurant(added);
  await create(house.life());
  expect(house.ids()).toEqual(['we_1', 'own']);
  expect(await house.keys()).toEqual(['whsec_own', 'whsec_1']);
  house.gateway.endpoints.set('own', own);
  expect(await mendEndpoint(house.life())).toBe(true);
  expect(house.ids()).toEqual(['own']);
});

test('ours stays beside one whose secret, as the gateway lists it, is not the credential’s', async () => {
  const house = await restaurant();
  let listed = 'whsec_strange';
  const readList: typeof hwaroRegistration.readList = (answer) =>
    hwaroRegistration.readList(answer).map((one) => ({ ...one, secret: listed }));
  const adapter = { ...registering, registration: { ...hwaroRegistration, readList } };
  await create(house.life({ adapter }));
  expect(house.ids()).toEqual(['we_1', 'own']);
  listed = 'whsec_own';
  await create(house.life({ adapter }));
  expect(house.ids()).toEqual(['own']);
});

test('the secret of ours, copied from the gateway, is no other endpoint’s', async () => {
  const house = await restaurant();
  const copied = { apiKey: 'sk_bbq', secret: 'whsec_1' };
  await create(house.life({ credential: copied }));
  expect(await mendEndpoint(house.life({ credential: copied }))).toBe(false);
  expect(house.ids()).toEqual(['we_1', 'own']);
  expect(house.told).toEqual([]);
});

test('ours that they deleted themselves is forgotten without a word', async () => {
  const house = await restaurant();
  house.gateway.endpoints.delete('we_1');
  await create(house.life());
  expect(house.registrations.get(URL)).not.toHaveProperty('endpointId');
  expect(house.told).toEqual([]);
});

test('unpublished with Remove before ours could be deleted: it goes then', async () => {
  const house = await restaurant();
  await create(house.life({ client: house.refusing }));
  await remove(house.life({ whenUnpublished: 'remove' }));
  expect(house.ids()).toEqual(['own']);
});

test('a ledger that was lost learns the account again: without it every delivery is refused', async () => {
  const house = await restaurant();
  await create(house.life());
  house.registrations.clear();
  expect(await house.keys()).toBe('secret_unavailable');
  expect(await mendEndpoint(house.life())).toBe(true);
  expect(await house.keys()).toEqual(['whsec_own']);
});
