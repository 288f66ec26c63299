import { list, object, text, type JsonObject } from '../../../nodes/core/event/json';
import type { GatewayAdapter } from '../../../nodes/core/gateway/adapter';
import { ApiError, type ApiClient } from '../../../nodes/core/gateway/apiClient';
import type { Endpoint, Registration } from '../../../nodes/core/gateway/registration';
import { createEndpoint } from '../../../nodes/core/gateway/endpoints';
import type { Lifecycle } from '../../../nodes/core/gateway/lifecycle';
import type { Mode } from '../../../nodes/core/gateway/mode';
import { mendEndpoint } from '../../../nodes/core/gateway/mendEndpoint';
import { check, create, remove } from '../../../nodes/core/gateway/registrationLifecycle';
import { unseal } from '../../../nodes/core/gateway/seal';
import { logLine } from '../../../nodes/core/n8n/log';
import { NOW, URL } from './deliveries';
import { fakeLedger } from './fakeLedger';
import {
  hwaro,
  hwaroPlain,
  hwaroRegistration,
  hwaroServer,
  hwaroSlips,
  hwaroSignature,
} from './hwaro';
import { containing, lacking, like } from './matchers';

const registering: GatewayAdapter = { ...hwaro, registration: hwaroRegistration };
const TEST_URL = URL.replace('/webhook/', '/webhook-test/');
const subscriber = { workflowId: 'dinner', triggerId: 'hwaro-trigger' };
const withoutSecret: typeof hwaroPlain.readOne = (answer) => ({
  ...hwaroPlain.readOne(answer),
  secret: undefined,
});
const unreachable = new ApiError('Hwaro did not answer', 0);

function trigger(more: Partial<Lifecycle> = {}, limit = 16) {
  const gateway = hwaroServer(limit);
  const store = fakeLedger();
  const logged: string[] = [];
  const life = (now: Partial<Lifecycle> = {}): Lifecycle => ({
    adapter: registering,
    credential: { apiKey: 'sk_bbq' },
    client: gateway.client,
    ledger: store.ledger,
    subscriber,
    instance: 'gangnam',
    url: URL,
    isTest: false,
    description: 'n8n: Dinner',
    whenUnpublished: 'keep',
    now: () => NOW,
    wait: async () => {},
    log: (event, fields) => logged.push(logLine({ event, ...fields })),
    ...more,
    ...now,
  });
  const publish = async (now?: Partial<Lifecycle>) => {
    if (!(await check(life(now)))) await create(life(now));
  };
  const unpublish = (now?: Partial<Lifecycle>) => remove(life(now));
  const ids = () => [...gateway.endpoints.keys()];
  const secret = (key = 'sk_bbq') =>
    unseal(store.registrations.get(URL)?.sealedSecret ?? '', key, URL);
  return { ...store, gateway, logged, life, publish, unpublish, ids, secret };
}

describe('publishing', () => {
  test('registers an endpoint with the events needed and keeps its secret sealed', async () => {
    const house = trigger();
    await house.publish();
    expect([...house.gateway.endpoints.values()]).toEqual([
      expect.objectContaining({
        url: URL,
        description: 'n8n: Dinner',
        events: ['card.declined', 'card.paid'],
        version: '2026-01',
      }),
    ]);
    expect(house.registrations.get(URL)).toEqual({
      url: URL,
      ...subscriber,
      gateway: 'hwaro',
      account: 'bbq-house',
      endpointId: 'we_1',
      sealedSecret: lacking('whsec_1'),
      status: 'active',
      updatedAt: NOW,
      instance: 'gangnam',
    });
    expect(house.secret()).toEqual({ ok: true, secret: 'whsec_1' });
  });

  test('again and again uses one endpoint, and never fills the account with them (n8n#23893)', async () => {
    const house = trigger();
    for (let evening = 0; evening < 20; evening += 1) {
      await house.publish();
      await house.unpublish();
    }
    await house.publish();
    await house.publish();
    expect(house.ids()).toEqual(['we_1']);
    expect(house.registrations.get(URL)?.status).toBe('active');
  });

  test('after the endpoint was deleted at the gateway makes a new one (n8n#2429)', async () => {
    const house = trigger();
    await house.publish();
    house.gateway.endpoints.clear();
    await house.publish();
    expect(house.ids()).toEqual(['we_2']);
    expect(house.secret()).toEqual({ ok: true, secret: 'whsec_2' });
  });

  test('with an endpoint pinned to another API version makes a new one first, then deletes the old (n8n#16232)', async () => {
    const house = trigger();
    await house.publish();
    const old = house.gateway.endpoints.get('we_1') ?? {};
    house.gateway.endpoints.set('we_1', { ...old, version: '2019-10' });
    house.gateway.calls.length = 0;
    await house.publish();
    expect(house.ids()).toEqual(['we_2']);
    const changes = house.gateway.calls.filter((call) => !call.startsWith('GET'));
    expect(changes).toEqual(['POST /endpoints', 'DELETE /endpoints/we_1']);
  });

  test('switches on first what the gateway keeps off, and sets nothing up where that fails', async () => {
    const prepare = [{ method: 'PUT', path: '/endpoints/record' }] as const;
    const adapter = { ...hwaro, registration: { ...hwaroRegistration, prepare } };
    const house = trigger({ adapter });
    await expect(house.publish()).rejects.toThrow('No such webhook endpoint');
    expect(house.ids()).toEqual([]);
    house.gateway.endpoints.set('record', {});
    await house.publish();
    expect(house.ids()).toEqual(['record', 'we_1']);
  });

  test('where an endpoint waits to be activated does so once its secret is kept', async () => {
    const kept: boolean[] = [];
    const activate: Registration['activate'] = ({ id }) => {
      kept.push(house.registrations.has(URL));
      return { method: 'PUT', path: `/endpoints/${id}`, body: { enabled: true } };
    };
    const house = trigger({
      adapter: { ...hwaro, registration: { ...hwaroRegistration, activate } },
    });
    await house.publish();
    await house.publish();
    expect(kept).toEqual([true]);
    expect(house.gateway.calls.filter((call) => !call.startsWith('GET'))).toEqual([
      'POST /endpoints',
      'PUT /endpoints/we_1',
    ]);
  });

  test('where it could not be activated brings the same one up to date the next time', async () => {
    const inactive: typeof hwaroPlain.create = (url, description) => {
      const request = hwaroRegistration.create(url, description);
      return { ...request, body: { ...request.body, held: true } };
    };
    const readOne: typeof hwaroPlain.readOne = (answer) => ({
      ...hwaroRegistration.readOne(answer),
      enabled: answer['held'] !== true,
    });
    const adapter: GatewayAdapter = {
      ...hwaro,
      registration: {
        ...hwaroRegistration,
        create: inactive,
        activate: () => ({ method: 'PATCH', path: '/endpoints/nobody' }),
        update: ({ id }) => ({ method: 'PATCH', path: `/endpoints/${id}`, body: { held: false } }),
        readList: (answer) => list(answer['endpoints']).map((one) => readOne(object(one))),
        readOne,
      },
    };
    const house = trigger({ adapter });
    await expect(house.publish()).rejects.toThrow('No such webhook endpoint');
    await house.publish();
    expect(house.ids()).toEqual(['we_1']);
    expect(house.gateway.endpoints.get('we_1')).toMatchObject({ held: false });
    expect(house.secret()).toEqual({ ok: true, secret: 'whsec_1' });
  });

  test('to a gateway without versions asks for none', async () => {
    const house = trigger({ adapter: { ...hwaro, registration: hwaroPlain } });
    await house.publish();
    expect(await check(house.life())).toBe(true);
  });

  test.each([
    ['disabled', { enabled: false }],
    ['short of an event', { events: ['card.paid'] }],
  ])('with an endpoint that is %s brings it up to date', async (_, changed) => {
    const house = trigger();
    await house.publish();
    house.gateway.endpoints.set('we_1', { ...house.gateway.endpoints.get('we_1'), ...changed });
    await house.publish();
    expect(house.ids()).toEqual(['we_1']);
    expect(house.gateway.endpoints.get('we_1')).toMatchObject({
      enabled: true,
      events: ['card.declined', 'card.paid'],
    });
    expect(house.secret()).toEqual({ ok: true, secret: 'whsec_1' });
  });

  test('with an endpoint that takes all events leaves it be', async () => {
    const house = trigger();
    await house.publish();
    house.gateway.endpoints.set('we_1', { ...house.gateway.endpoints.get('we_1'), events: ['*'] });
    expect(await check(house.life())).toBe(true);
  });

  test('with an endpoint of this URL whose secret nobody knows replaces it, and its likes', async () => {
    const house = trigger();
    for (const id of ['we_a', 'we_b', 'we_c']) {
      const url = id === 'we_c' ? 'https://elsewhere.example' : URL;
      house.gateway.endpoints.set(id, {
        id,
        url,
        events: ['*'],
        version: '2026-01',
        enabled: true,
      });
    }
    await house.publish();
    // Until what they could not deliver was looked for.
    expect(house.ids()).toEqual(['we_a', 'we_b', 'we_c', 'we_1']);
    await house.publish();
    expect(house.ids()).toEqual(['we_a', 'we_b', 'we_c', 'we_1']);
    await house.ledger.lookedForUndelivered(subscriber, NOW);
    await house.publish();
    expect(house.ids()).toEqual(['we_c', 'we_1']);
  });

  test('with a changed credential makes a new endpoint', async () => {
    const house = trigger();
    await house.publish();
    await house.publish({ credential: { apiKey: 'sk_new' } });
    expect(house.ids()).toEqual(['we_2']);
    expect(house.secret('sk_new')).toEqual({ ok: true, secret: 'whsec_2' });
  });

  test('when an old endpoint cannot be deleted goes on, and says so', async () => {
    const house = trigger();
    house.gateway.endpoints.set('we_a', { id: 'we_a', url: URL, events: [], enabled: true });
    await house.publish();
    await house.ledger.lookedForUndelivered(subscriber, NOW);
    const told = house.logged.length;
    const { client } = house.gateway;
    await create(
      house.life({
        client: async (request) => {
          if (request.method === 'DELETE') throw new ApiError('No', 403);
          return await client(request);
        },
      }),
    );
    expect(house.secret()).toEqual({ ok: true, secret: 'whsec_1' });
    // And not that all but one were deleted.
    expect(house.logged.slice(told)).toEqual([containing('we_a could not be deleted')]);
  });
});

describe('when the account has no room for another endpoint', () => {
  test('the owner is told in one clear sentence', async () => {
    const house = trigger({}, 16);
    for (let i = 0; i < 16; i += 1) house.gateway.endpoints.set(`x${i}`, { id: `x${i}`, url: 'u' });
    await expect(house.publish()).rejects.toMatchObject({
      message: like(/^All 16 webhook endpoints that Hwaro allows are in use. Delete one/),
    });
  });

  test('an old one of the same URL gives way', async () => {
    const house = trigger({}, 16);
    for (let i = 0; i < 15; i += 1) house.gateway.endpoints.set(`x${i}`, { id: `x${i}`, url: 'u' });
    house.gateway.endpoints.set('old', { id: 'old', url: URL });
    await house.publish();
    expect(house.ids()).not.toContain('old');
    expect(house.secret()).toEqual({ ok: true, secret: 'whsec_1' });
  });

  test('another refusal is passed on as it is', async () => {
    const house = trigger({}, 0);
    await expect(house.publish()).rejects.toThrow('You have too many endpoints');
    await expect(
      house.publish({ adapter: { ...hwaro, registration: hwaroPlain } }),
    ).rejects.toThrow('You have too many endpoints');
  });
});

describe('where n8n cannot be reached from outside', () => {
  test('the error says what to set (n8n#5205, #5204)', async () => {
    const house = trigger({ url: 'http://localhost:5678/webhook/1/webhook' });
    await expect(house.publish()).rejects.toThrow(/Set N8N_WEBHOOK_URL/);
    expect(house.gateway.endpoints.size).toBe(0);
  });
});

describe('when the gateway cannot be reached', () => {
  test('a known endpoint is kept: raising would make n8n drop the webhook', async () => {
    const house = trigger();
    await house.publish();
    house.gateway.fail(unreachable);
    expect(await check(house.life())).toBe(true);
    expect(house.logged.join()).toContain('Hwaro did not answer');
  });

  test('the owner reads so once, where the account cannot be asked for either', async () => {
    const house = trigger();
    await house.publish();
    await house.unpublish();
    const told = house.logged.length;
    house.gateway.fail(unreachable);
    await house.publish();
    expect(house.logged.slice(told)).toEqual([containing('the known endpoint is kept')]);
  });

  test('a released endpoint is taken up again', async () => {
    const house = trigger();
    await house.publish();
    await house.unpublish();
    expect(house.registrations.get(URL)?.status).toBe('released');
    house.gateway.fail(new ApiError('Bad gateway', 502));
    await house.publish();
    expect(house.registrations.get(URL)?.status).toBe('active');
  });

  test('and nothing is known, the person who publishes is told', async () => {
    const house = trigger();
    house.gateway.fail(unreachable);
    await expect(house.publish()).rejects.toThrow('Hwaro did not answer');
  });

  test('and the secret does not open, too', async () => {
    const house = trigger();
    await house.publish();
    house.gateway.fail(unreachable);
    await expect(house.publish({ credential: { apiKey: 'sk_new' } })).rejects.toThrow(
      'did not answer',
    );
  });
});

describe('a signing secret in the credential', () => {
  const credential = { apiKey: 'sk_bbq', secret: 'whsec_by_hand' };

  test('is used instead of registering; only the account is asked for', async () => {
    const house = trigger({ credential });
    await house.publish();
    expect(house.gateway.calls).toEqual(['GET /account']);
    expect(house.registrations.get(URL)).toEqual({
      url: URL,
      ...subscriber,
      gateway: 'hwaro',
      account: 'bbq-house',
      status: 'active',
      updatedAt: NOW,
      instance: 'gangnam',
    });
  });

  test('for another way of delivering is no reason not to register', async () => {
    const adapter = { ...registering, modes: [hwaroSlips] };
    const house = trigger({ adapter, credential: { apiKey: 'sk_bbq', houses: 'mapo' } });
    await house.publish();
    expect(house.ids()).toHaveLength(1);
  });

  test('serves a gateway that has no API for endpoints', async () => {
    const house = trigger({ credential, adapter: hwaro });
    await house.publish();
    await house.unpublish({ whenUnpublished: 'remove' });
    expect(house.registrations.size).toBe(0);
    const slips: Mode = {
      toldBy: { query: 'slips' },
      types: [],
      body: 'form',
      signature: { ...hwaroSignature, keys: () => ['of slips'] },
      split: hwaro.split,
    };
    await house.publish({ credential: {}, adapter: { ...hwaro, modes: [slips] } });
    await house.unpublish({ whenUnpublished: 'remove' });
    await expect(house.publish({ credential: {} })).rejects.toMatchObject({
      message: like(/^Hwaro has no API for webhook endpoints. Add an endpoint for http/),
    });
  });

  test('serves one that shows its secret only once the address has answered: until then it refuses all', async () => {
    const adapter: GatewayAdapter = { ...hwaro, handshake: { by: 'body', code: () => undefined } };
    const house = trigger({ adapter, credential: {} });
    await house.publish();
    expect(house.registrations.get(URL)).toMatchObject({ account: 'bbq-house', status: 'active' });
  });

  test('serves one that delivers in several ways with the key for any of them', async () => {
    const { signature, split } = hwaro;
    const slip = { toldBy: { header: 'x-slip', begins: '' }, body: 'json', types: [] } as const;
    const keys: typeof signature.keys = ({ slipSecret }) => [text(slipSecret) ?? []].flat();
    const adapter: GatewayAdapter = {
      ...hwaro,
      signature: { ...signature, keys: () => [] },
      modes: [{ ...slip, split, signature: { ...signature, keys } }],
    };
    const house = trigger({ adapter, credential: { slipSecret: 'old key' } });
    await house.publish();
    expect(house.registrations.get(URL)).toMatchObject({ status: 'active' });
    await expect(house.publish({ credential: {} })).rejects.toMatchObject({
      message: containing('Hwaro has no API for webhook endpoints'),
    });
  });

  test('outlives a gateway that is out of reach, with the account known so far', async () => {
    const house = trigger({ credential });
    await house.publish();
    house.gateway.fail(new ApiError('Slow down', 429));
    await house.publish();
    expect(house.registrations.get(URL)?.account).toBe('bbq-house');
    expect(house.logged.join()).toContain('Slow down');
  });
});

describe('a gateway that signs with the account’s own key', () => {
  const adapter: GatewayAdapter = {
    ...hwaro,
    registration: { ...hwaroPlain, keyOfAccount: true, readOne: withoutSecret },
  };
  const credential = { apiKey: 'sk_bbq', secret: 'key of the house' };

  test('has its endpoint set up, though the key is in the credential', async () => {
    const house = trigger({ adapter, credential });
    await house.publish();
    await house.publish();
    expect(house.ids()).toEqual(['we_1']);
    expect(house.registrations.get(URL)).toMatchObject({ endpointId: 'we_1', status: 'active' });
    expect(house.registrations.get(URL)).not.toHaveProperty('sealedSecret');
    expect(await check(house.life())).toBe(true);
  });

  test('without it, the person who publishes is told, and nothing is set up', async () => {
    const house = trigger({ adapter });
    await expect(house.publish()).rejects.toThrow(
      'The Hwaro credential holds no signing key, so that no delivery could be verified',
    );
    expect(await mendEndpoint(house.life(), 'gone')).toBe(false);
    expect(house.ids()).toEqual([]);
  });

  test('an endpoint that the ledger knows nothing of is as good as a new one', async () => {
    const house = trigger({ adapter, credential });
    await house.publish();
    house.registrations.clear();
    await house.publish();
    expect(house.ids()).toEqual(['we_1']);
    expect(house.logged.at(-1)).toContain('is used again');
  });

  test('an endpoint that was deleted at the gateway is made anew', async () => {
    const house = trigger({ adapter, credential });
    await house.publish();
    house.gateway.endpoints.clear();
    await house.publish();
    expect(house.ids()).toEqual(['we_2']);
  });
});

describe('a gateway that shows the secret of each endpoint whenever it lists them', () => {
  const registration: Registration = {
    ...hwaroRegistration,
    readList: (answer) =>
      hwaroRegistration.readList(answer).map((one) => ({ ...one, secret: `whsec_of_${one.id}` })),
  };
  const adapter: GatewayAdapter = { ...hwaro, registration };

  test('has an endpoint of this URL taken up that the ledger knew nothing of', async () => {
    const house = trigger({ adapter });
    await house.publish();
    const ids = house.ids();
    await house.ledger.forgetRegistration(URL);
    await house.publish();
    expect(house.ids()).toEqual(ids);
    expect(house.secret()).toMatchObject({ ok: true, secret: `whsec_of_${ids.join()}` });
    expect(house.logged.join()).toContain('event=endpoint_reused');
  });

  test('and with another credential its own, of two', async () => {
    const house = trigger({ adapter });
    await house.publish();
    const ids = house.ids();
    await house.gateway.client({
      method: 'POST',
      path: '/endpoints',
      body: { url: URL, version: '2026-01', events: ['*'] },
    });
    await house.publish({ credential: { apiKey: 'sk_new' } });
    expect(house.ids()).toEqual(ids);
    expect(house.secret('sk_new')).toMatchObject({ ok: true, secret: `whsec_of_${ids.join()}` });
  });

  test('but not one that is pinned to another API version', async () => {
    const house = trigger({ adapter });
    await house.gateway.client({
      method: 'POST',
      path: '/endpoints',
      body: { url: URL, version: '2020-01', events: ['*'] },
    });
    await house.publish();
    const { endpointId = '' } = house.registrations.get(URL) ?? {};
    expect(house.gateway.endpoints.get(endpointId)).toMatchObject({ version: '2026-01' });
  });
});

describe('the account', () => {
  test('that a key may not read is asked of the operator', async () => {
    const house = trigger();
    house.gateway.fail(new ApiError('This key may not read the account', 403));
    await expect(house.publish()).rejects.toMatchObject({
      message: like(
        /^Hwaro does not say which account the credential belongs to. .*Account ID.*may not read/,
      ),
    });
    house.gateway.fail(undefined);
    house.gateway.setAccount(null);
    await expect(house.publish()).rejects.toMatchObject({
      message: containing('names none'),
    });
  });

  test('is not asked of the operator where the key is wrong: they hear what the gateway says', async () => {
    const house = trigger();
    house.gateway.fail(new ApiError('Hwaro does not accept this key', 401));
    await expect(house.publish()).rejects.toMatchObject({
      name: 'ApiError',
      message: 'Hwaro does not accept this key',
    });
  });

  test('that the operator filled in is not asked of the gateway, and a change of it is seen', async () => {
    const house = trigger({ account: 'gangnam' });
    await house.publish();
    expect(house.gateway.calls).not.toContain('GET /account');
    await house.publish({ account: 'mapo' });
    expect(house.registrations.get(URL)?.account).toBe('mapo');
    expect(house.ids()).toEqual(['we_1']);
  });
});

describe('what would leave an endpoint without its secret', () => {
  test('a ledger that fails after registering: the endpoint is deleted again', async () => {
    const house = trigger();
    const saveRegistration = () => Promise.reject(new Error('disk full'));
    const failing = house.life({ ledger: { ...house.ledger, saveRegistration } });
    await expect(create(failing)).rejects.toThrow('disk full');
    expect(house.ids()).toEqual([]);
    await house.publish();
    await expect(create(failing)).rejects.toThrow('disk full');
    expect(house.ids()).toEqual(['we_2']);
  });

  test('a gateway that keeps the secret to itself: the same', async () => {
    const silent = {
      ...hwaroRegistration,
      readOne: () => ({ id: 'we_1', url: URL, events: [], enabled: true }),
    };
    const house = trigger({ adapter: { ...hwaro, registration: silent } });
    await expect(house.publish()).rejects.toThrow('did not give the new endpoint’s signing secret');
    expect(house.ids()).toEqual([]);
  });

  describe('a gateway that makes one when asked', () => {
    const asked = {
      ...hwaroRegistration,
      readOne: withoutSecret,
      secret: {
        make: ({ id }: Endpoint) => ({
          method: 'POST' as const,
          path: `/endpoints/${id}/secret`,
          body: {},
        }),
        read: ({ secret }: JsonObject) => text(secret),
      },
    };
    const adapter = { ...hwaro, registration: asked };

    test('is asked, and the secret kept', async () => {
      const house = trigger({ adapter });
      await house.publish();
      expect(house.gateway.calls).toContain('POST /endpoints/we_1/secret');
      expect(house.secret()).toEqual({ ok: true, secret: 'whsec_1' });
    });

    test('or fails to, and the endpoint is deleted again', async () => {
      const house = trigger({ adapter });
      const { client } = house.gateway;
      const failing: ApiClient = async (request) => {
        if (request.path.endsWith('/secret')) throw new ApiError('Hwaro is out of wax', 500);
        return await client(request);
      };
      await expect(house.publish({ client: failing })).rejects.toThrow('out of wax');
      expect(house.ids()).toEqual([]);
    });
  });

  test('what another process has set up meanwhile is left as it is, and nobody is told again', async () => {
    const house = trigger();
    await house.publish();
    const told = house.logged.length;
    await create(house.life());
    expect(house.ids()).toEqual(['we_1']);
    expect(house.logged).toHaveLength(told);
  });

  test('a credential with nothing to seal under: nothing is registered', async () => {
    const house = trigger({ credential: {} });
    await expect(house.publish()).rejects.toThrow('holds nothing to register the endpoint with');
    expect(house.gateway.calls).toEqual([]);
  });
});

describe('unpublishing', () => {
  test('keeps the endpoint, so that republishing a changed workflow loses nothing', async () => {
    const house = trigger();
    await house.publish();
    expect(await house.unpublish()).toBe(true);
    expect(house.ids()).toEqual(['we_1']);
    expect(house.registrations.get(URL)?.status).toBe('released');
  });

  test('deletes it where the operator wants that', async () => {
    const house = trigger({ whenUnpublished: 'remove' });
    await house.publish();
    expect(await house.unpublish()).toBe(true);
    expect([house.ids(), house.registrations.size]).toEqual([[], 0]);
  });

  test('is done when the endpoint, or all knowledge of it, is gone already', async () => {
    const house = trigger({ whenUnpublished: 'remove' });
    expect(await house.unpublish()).toBe(true);
    await house.publish();
    house.gateway.endpoints.clear();
    expect(await house.unpublish()).toBe(true);
    expect(house.registrations.size).toBe(0);
  });

  test('deletes it though the ledger was lost that knew of it, and nothing that the owner added', async () => {
    const house = trigger({ whenUnpublished: 'remove' });
    await house.publish();
    house.registrations.clear();
    house.gateway.endpoints.set('elsewhere', { id: 'elsewhere', url: 'https://elsewhere.example' });
    const own = { credential: { apiKey: 'sk_bbq', secret: 'whsec_own' } };
    expect(await house.unpublish(own)).toBe(true);
    expect(await house.unpublish({ whenUnpublished: 'keep' })).toBe(true);
    expect(house.ids()).toEqual(['we_1', 'elsewhere']);
    expect(await house.unpublish()).toBe(true);
    expect(house.ids()).toEqual(['elsewhere']);
    expect(house.logged.filter((line) => line.includes('endpoint_removed'))).toHaveLength(1);
    await house.publish();
    house.registrations.clear();
    house.gateway.fail(unreachable);
    expect(await house.unpublish()).toBe(false);
    expect(house.logged.at(-1)).toContain('could not be deleted');
  });

  test('never raises: what cannot be deleted stays known', async () => {
    const house = trigger({ whenUnpublished: 'remove' });
    await house.publish();
    house.gateway.fail(unreachable);
    expect(await house.unpublish()).toBe(false);
    expect(house.registrations.size).toBe(1);
    expect(house.logged.join()).toContain(
      'could not be deleted, and stays. Delete it at Hwaro by hand',
    );
  });
});

test('a test URL lives while the editor listens, and no longer', async () => {
  const house = trigger({ url: TEST_URL, isTest: true });
  await house.publish();
  expect(house.ids()).toEqual(['we_1']);
  await house.unpublish();
  expect([house.ids(), house.registrations.size]).toEqual([[], 0]);
});

test('a gateway that pages in circles is left after fifty pages', async () => {
  const house = trigger();
  const circling = {
    ...hwaroRegistration,
    nextPage: () => hwaroRegistration.list,
  };
  await house.publish({ adapter: { ...hwaro, registration: circling } });
  expect(house.gateway.calls.filter((call) => call === 'GET /endpoints')).toHaveLength(50);
  expect(house.ids()).toEqual(['we_1']);
});

test('an endpoint is created by the call that the adapter names', async () => {
  const house = trigger();
  const made = await createEndpoint(house.life(), hwaroRegistration, []);
  expect(made).toMatchObject({ id: 'we_1', secret: 'whsec_1' });
});
