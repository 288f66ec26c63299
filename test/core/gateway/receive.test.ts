import { text } from '../../../nodes/core/event/json';
import type { GatewayAdapter } from '../../../nodes/core/gateway/adapter';
import type { Delivery } from '../../../nodes/core/gateway/delivery';
import { endpointSecrets } from '../../../nodes/core/gateway/endpointSecrets';
import type { Filters } from '../../../nodes/core/gateway/filter';
import { receive, refused, type Reception } from '../../../nodes/core/gateway/receive';
import { seal } from '../../../nodes/core/gateway/seal';
import type { Ledger } from '../../../nodes/core/ledger/ledger';
import { logLine } from '../../../nodes/core/n8n/log';
import { delivery, events, header, NOW, SECONDS, SECRET, URL } from './deliveries';
import { fakeLedger } from './fakeLedger';
import { hwaro, hwaroCertified, hwaroPlain } from './hwaro';
import { containing, having } from './matchers';
import { proverOf } from './prover';
import { NO_FILTERS } from './noFilters';

const subscriber = { workflowId: 'dinner', triggerId: 'hwaro-trigger' };
const declined = { id: 'e1', type: 'card.declined', amount: '45.00' };

function restaurant(more: Partial<Reception> = {}) {
  const store = fakeLedger();
  const logged: string[] = [];
  const reception = (one: Delivery, filters: Partial<Filters> = {}): Reception => ({
    adapter: hwaro,
    delivery: one,
    endpoint: 'hwaro:1',
    subscriber,
    filters: { ...NO_FILTERS, ...filters },
    supplied: async () => ({}),
    secrets: async () => ({ ok: true, keys: [SECRET], account: 'bbq-house', fromCache: false }),
    ledger: async () => store.ledger,
    log: (event, fields) => logged.push(logLine({ event, ...fields })),
    ...more,
  });
  const take = (one: Delivery, filters?: Partial<Filters>) => receive(reception(one, filters));
  return { ...store, logged, take, reception };
}
const signed = (...items: readonly object[]) => delivery(events(...items));
const reasons = (refusals: readonly { reason: string }[]) => refusals.map(({ reason }) => reason);

test('a declined card is stored, then answered 200 and handed on', async () => {
  const house = restaurant();
  const { status, emit } = await house.take(signed(declined));
  expect(status).toBe(200);
  expect(emit).toEqual([
    {
      event: having({ id: 'hwaro:bbq-house:e1', type: 'payment.failed' }),
      dispatch: having({ ...subscriber, eventId: 'hwaro:bbq-house:e1' }),
      raw: declined,
      undecided: false,
    },
  ]);
  expect([...house.events.keys()]).toEqual(['hwaro:bbq-house:e1']);
  expect(house.logged).toEqual([]);
});

test('a redelivery is answered 200 and starts nothing', async () => {
  const house = restaurant();
  await house.take(signed(declined));
  expect(await house.take(signed(declined))).toEqual({ status: 200, emit: [] });
  expect(house.events.size).toBe(1);
});

test('card numbers are masked before anything is stored or handed on', async () => {
  const house = restaurant();
  const { emit } = await house.take(signed({ ...declined, note: 'card 4242 4242 4242 4242' }));
  expect(JSON.stringify([emit, [...house.events.values()]])).not.toContain('4242 4242 4242 4242');
});

test('what a filter drops is stored all the same: it may settle a case', async () => {
  const house = restaurant();
  const paid = { id: 'e2', type: 'card.paid' };
  const { status, emit } = await house.take(signed(declined, paid), {
    eventTypes: ['payment.failed'],
  });
  expect([status, emit.length]).toEqual([200, 1]);
  expect(house.events.get('hwaro:bbq-house:e2')?.emit).toBe(false);
});

test('a thin event that lacks what a filter asks for goes on to Normalize', async () => {
  const house = restaurant();
  const thin = { ...declined, id: 'e3', thin: true };
  const { emit } = await house.take(signed(declined, thin), { products: ['Galbi Set'] });
  expect(emit.map(({ event, undecided }) => [event.id, undecided])).toEqual([
    ['hwaro:bbq-house:e3', true],
  ]);
  // Handed over again after a crash, it must still be asked the same.
  expect(house.events.get('hwaro:bbq-house:e3')?.extra).toMatchObject({
    filters: { products: ['Galbi Set'] },
  });
});

test('what only names its object waits for Normalize, whatever its type seems to be', async () => {
  const adapter = {
    ...hwaro,
    eventTypes: { 'card.declined': ['payment.failed', 'payment.succeeded'] as const },
    thin: ['card.declined'],
  };
  const house = restaurant({ adapter });
  const thin = { ...declined, id: 'e3', thin: true };
  const paid = { id: 'e2', type: 'card.paid' };
  const { emit } = await house.take(signed(thin, paid), { eventTypes: ['payment.succeeded'] });
  expect(emit.map(({ event, undecided }) => [event.id, undecided])).toEqual([
    ['hwaro:bbq-house:e3', true],
    ['hwaro:bbq-house:e2', false],
  ]);
});

test('events that concern no payment, or of a type that nobody knows, are acknowledged and ignored', async () => {
  const house = restaurant();
  const { status, emit } = await house.take(
    signed({ id: 'e4', type: 'card.tapped' }, { id: 'e5', type: 'table.cleaned' }),
  );
  expect([status, emit, house.events.size]).toEqual([200, [], 0]);
});

test('an event of an account that the workflow does not take is stored and not emitted: a filter refuses nothing', async () => {
  const house = restaurant();
  const { status, emit } = await house.take(signed({ ...declined, account: 'noodle-bar' }), {
    accounts: ['bbq-house'],
  });
  expect([status, emit, house.events.size]).toEqual([200, [], 1]);
  expect([house.refusals, house.logged]).toEqual([[], []]);
});

test('a batch with a forged item: the good ones are stored, the answer is 401', async () => {
  const house = restaurant();
  await house.take(signed(declined));
  const { status, emit } = await house.take(
    signed({ ...declined, id: 'e6' }, { id: 'e7', type: 'card.declined', forged: true }),
  );
  expect(status).toBe(401);
  expect(emit.map(({ event }) => event.id)).toEqual(['hwaro:bbq-house:e6']);
  expect([...house.events.keys()]).toEqual(['hwaro:bbq-house:e1', 'hwaro:bbq-house:e6']);
  expect(reasons(house.refusals)).toEqual(['bad_signature']);
});

test('an event that the adapter stumbles over does not take the others with it', async () => {
  const house = restaurant();
  const { status, emit } = await house.take(signed({ id: 'e8', type: 'card.broken' }, declined));
  expect([status, emit.length]).toEqual([400, 1]);
  expect(reasons(house.refusals)).toEqual(['malformed']);
  expect(house.logged.join()).toContain('e8');
});

describe('a proof that takes calls', () => {
  const adapter = { ...hwaro, signature: hwaroCertified };
  const { sign, evidence } = proverOf(hwaroCertified);
  const certified = (key: string): Delivery => {
    const rawBody = Buffer.from(events(declined));
    const signed = sign({ url: URL, rawBody, seconds: SECONDS }, key);
    return { method: 'POST', url: URL, receivedAt: NOW, ...signed };
  };

  test('is judged by what the calls brought to light, with the keys of this endpoint', async () => {
    const asked: (readonly string[])[] = [];
    const house = restaurant({
      adapter,
      evidence: async (keys) => {
        asked.push(keys);
        return evidence;
      },
    });
    expect((await house.take(certified(SECRET))).status).toBe(200);
    expect((await house.take(certified('forger'))).status).toBe(401);
    expect(asked).toEqual([[SECRET], [SECRET]]);
  });

  test('without any is asked for again', async () => {
    const house = restaurant({ adapter });
    expect((await house.take(certified(SECRET))).status).toBe(503);
    expect(reasons(house.refusals)).toEqual(['certificate_unavailable']);
  });
});

describe('refusals start nothing, and the owner learns why', () => {
  const body = events(declined);
  test.each([
    ['stale_clock', 401, delivery(body, header(body, SECRET, SECONDS - 999))],
    ['future_clock', 401, delivery(body, header(body, SECRET, SECONDS + 999))],
    ['missing_header', 401, { ...delivery(body), headers: [] }],
    ['unreadable_signature', 401, delivery(body, 'garbage')],
    ['malformed', 400, delivery('{"events":')],
    ['malformed', 400, delivery('{"event":[]}')],
    ['malformed', 400, delivery('')],
    ['too_large', 413, delivery(events({ ...declined, note: 'x'.repeat(20_000) }))],
  ] as const)('%s is answered %i', async (reason, status, one) => {
    const house = restaurant();
    expect(await house.take(one)).toEqual({ status, emit: [] });
    expect(house.refusals).toEqual([{ endpoint: 'hwaro:1', reason, lastAt: NOW }]);
    expect(house.logged).toHaveLength(1);
    expect(house.logged[0]).toContain(reason);
    expect(house.events.size).toBe(0);
  });

  test('before anything verified it is the secret, afterwards the body', async () => {
    const house = restaurant();
    const forged = delivery(body, header(body, 'whsec_forger'));
    await house.take(forged);
    await house.take(signed(declined));
    await house.take(forged);
    expect(reasons(house.refusals)).toEqual(['wrong_secret', 'bad_signature']);
  });

  test('a body with a byte-order mark or invalid UTF-8 is refused for neither', async () => {
    const house = restaurant();
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(body)]);
    const broken = Buffer.from(body.replace('e1', 'e9\xff'), 'latin1');
    expect((await house.take(delivery(marked))).status).toBe(200);
    expect((await house.take(delivery(broken))).status).toBe(200);
    expect(house.events.size).toBe(2);
  });
});

describe('a till that makes sure of the address first', () => {
  const greeting: GatewayAdapter = {
    ...hwaro,
    handshake: {
      by: 'body',
      code: (body) => (Object.keys(body).join() === 'hello' ? text(body['hello']) : undefined),
    },
  };
  const unsigned = (body: string): Delivery => ({ ...delivery(body), headers: [] });
  const hello = unsigned('{"hello":"annyeong-7"}');

  test('is answered 200, starts nothing, and its code is kept for the owner', async () => {
    const house = restaurant({ adapter: greeting });
    expect(await house.take(hello)).toEqual({ status: 200, emit: [] });
    expect([...house.handshakes.values()]).toEqual([
      { endpoint: 'hwaro:1', code: 'annyeong-7', at: NOW },
    ]);
    expect(house.logged).toEqual([containing('annyeong-7')]);
    expect([house.events.size, house.refusals]).toEqual([0, []]);
  });

  test('before there is any secret, too: the till shows it only afterwards', async () => {
    const none = { ok: false, reason: 'no_secret', detail: 'None.' } as const;
    const house = restaurant({ adapter: greeting, secrets: async () => none });
    expect((await house.take(hello)).status).toBe(200);
    expect((await house.take(signed(declined))).status).toBe(401);
  });

  test.each([
    '{"hello":"annyeong-7","events":[]}',
    '{"hello":""}',
    '["hello"]',
    '{"hello":',
    `{"hello":"${'x'.repeat(2_000)}"}`,
  ])('what only looks like it is refused as any other: %#', async (body) => {
    const house = restaurant({ adapter: greeting });
    expect((await house.take(unsigned(body))).status).toBe(401);
    expect(house.handshakes.size).toBe(0);
  });

  test('and nobody else is greeted back', async () => {
    expect((await restaurant().take(hello)).status).toBe(401);
  });

  test('a code that cannot be kept is still in the log', async () => {
    const ledger = () => Promise.reject(new Error('ledger.sqlite: disk full'));
    const house = restaurant({ adapter: greeting, ledger });
    expect((await house.take(hello)).status).toBe(200);
    expect(house.logged).toEqual([containing('annyeong-7'), containing('handshake_not_kept')]);
  });
});

describe('when the ledger is down', () => {
  const down = () => Promise.reject(new Error('ledger.sqlite: disk full'));

  test('a good delivery is answered 503, and the log says which store and why', async () => {
    const house = restaurant({ ledger: down });
    expect(await house.take(signed(declined))).toEqual({ status: 503, emit: [] });
    expect(house.logged).toEqual([containing('ledger.sqlite: disk full')]);
  });

  test('a forged one is still answered 401, and logged', async () => {
    const house = restaurant({ ledger: down });
    const forged = delivery(events(declined), header('else'));
    expect(await house.take(forged)).toEqual({ status: 401, emit: [] });
    expect(house.logged).toEqual([containing('refusal_uncounted'), containing('bad_signature')]);
  });

  test('one that fails only while counting changes no answer', async () => {
    const store = fakeLedger();
    const failing: Ledger = { ...store.ledger, hasReceived: down, reject: down };
    const house = restaurant({ ledger: async () => failing });
    expect((await house.take(delivery(events(declined), header('else')))).status).toBe(401);
    expect(house.logged).toEqual([containing('bad_signature'), containing('refusal_uncounted')]);
  });

  test('a receipt for an event that nobody sent is not handed on', async () => {
    const store = fakeLedger();
    const dispatch = { ...subscriber, eventId: 'other', token: 't', ledger: 'l', emission: 1 };
    const confused: Ledger = {
      ...store.ledger,
      receive: async () => [{ eventId: 'other', isNew: true, dispatch }],
    };
    const house = restaurant({ ledger: async () => confused });
    expect(await house.take(signed(declined))).toEqual({ status: 200, emit: [] });
  });
});

describe('the secret of the endpoint', () => {
  const credential = { apiKey: 'sk_bbq' };
  const row = (secret: string, key = 'sk_bbq') => ({
    url: URL,
    ...subscriber,
    gateway: 'hwaro',
    account: 'bbq-house',
    endpointId: 'we_1',
    sealedSecret: seal(secret, key, URL),
    status: 'active' as const,
    updatedAt: NOW,
  });
  function endpoint(given: Readonly<Record<string, unknown>> = credential, account?: string) {
    const house = restaurant();
    let reads = 0;
    const counted: Ledger = {
      ...house.ledger,
      registration: async (url) => {
        reads += 1;
        return await house.ledger.registration(url);
      },
    };
    const { read, forget } = endpointSecrets(60_000);
    let now = 0;
    const secrets = (fresh: boolean) =>
      read(
        {
          adapter: hwaro,
          url: URL,
          credential: async () => given,
          account,
          ledger: async () => counted,
        },
        now,
        fresh,
      );
    const take = (one: Delivery) => receive({ ...house.reception(one), secrets });
    return {
      ...house,
      take,
      forget,
      reads: () => reads,
      wait: (ms: number) => (now += ms),
      secrets,
    };
  }

  test('is unsealed from the ledger, which is asked once a minute', async () => {
    const house = endpoint();
    await house.ledger.saveRegistration(row(SECRET));
    expect((await house.take(signed(declined))).emit).toHaveLength(1);
    house.wait(59_000);
    await house.take(signed(declined));
    expect(house.reads()).toBe(1);
    house.wait(2_000);
    await house.take(signed(declined));
    expect(house.reads()).toBe(2);
    house.forget(URL);
    await house.take(signed(declined));
    expect(house.reads()).toBe(3);
  });

  test('is read from the credential once a second, and at once where a signature does not match', async () => {
    const { reception, ledger } = restaurant();
    const { read, forget } = endpointSecrets(60_000);
    let now = 0;
    let credentials = 0;
    let secret = SECRET;
    const credential = async () => {
      credentials += 1;
      return { secret };
    };
    const source = { adapter: hwaro, url: URL, credential, account: 'bbq-house' };
    const take = (one: Delivery) =>
      receive({
        ...reception(one),
        secrets: (fresh) => read({ ...source, ledger: async () => ledger }, now, fresh),
      });
    for (const ms of [0, 500, 999]) {
      now = ms;
      expect((await take(signed(declined))).status).toBe(200);
    }
    expect(credentials).toBe(1);
    secret = 'whsec_rolled';
    const body = events({ id: 'e9', type: 'card.declined' });
    expect((await take(delivery(body, header(body, 'whsec_rolled')))).status).toBe(200);
    expect(credentials).toBe(2);
    // What the owner has taken out of the credential is accepted for a second at most.
    secret = 'whsec_next';
    now = 2000;
    expect((await take(delivery(body, header(body, 'whsec_rolled')))).status).toBe(401);
    forget(URL);
    const other = { ...source, adapter: { ...hwaro, signature: { ...hwaro.signature } } };
    const before = credentials;
    for (const one of [source, other])
      await read({ ...one, ledger: async () => ledger }, now, false);
    expect(credentials).toBe(before + 2);
  });

  test('cannot be read: the credential is gone', async () => {
    const { reception, ledger, logged } = restaurant();
    const { read } = endpointSecrets(60_000);
    const credential = () => Promise.reject(new Error('The credential was deleted'));
    const source = { adapter: hwaro, url: URL, credential, ledger: async () => ledger };
    const secrets = (fresh: boolean) => read(source, 0, fresh);
    expect((await receive({ ...reception(signed(declined)), secrets })).status).toBe(503);
    expect(logged.join()).toContain('The credential was deleted');
  });

  test('is read again before a mismatch counts: another process may have registered anew', async () => {
    const house = endpoint();
    await house.ledger.saveRegistration(row('whsec_old'));
    const body = events({ id: 'e0', type: 'card.declined' });
    expect((await house.take(delivery(body, header(body, 'whsec_old')))).status).toBe(200);
    await house.ledger.saveRegistration(row(SECRET));
    expect((await house.take(signed(declined))).status).toBe(200);
    expect(house.refusals).toEqual([]);
  });

  test('is taken from the credential where that has one', async () => {
    const house = endpoint({ ...credential, secret: SECRET });
    await house.ledger.saveRegistration(row('whsec_other'));
    expect((await house.take(signed(declined))).status).toBe(200);
  });

  test('is nowhere: nothing is accepted, and the log says what to do', async () => {
    const house = endpoint();
    expect(await house.take(signed(declined))).toEqual({ status: 401, emit: [] });
    expect(reasons(house.refusals)).toEqual(['no_secret']);
    expect(house.logged.join()).toContain('Put the signing secret into the Hwaro credential');
  });

  test('is the account’s own and missing: no new endpoint would help', async () => {
    const registration = { ...hwaroPlain, keyOfAccount: true };
    const secrets = await endpointSecrets(0).read(
      {
        adapter: { ...hwaro, registration },
        url: URL,
        credential: async () => credential,
        ledger: restaurant().reception(signed(declined)).ledger,
      },
      0,
      false,
    );
    expect(secrets).toMatchObject({
      reason: 'no_secret',
      needsMending: false,
      detail: containing('Put the signing secret into the Hwaro credential'),
    });
  });

  test('cannot be opened, and a new endpoint would help: whoever can asks for one', async () => {
    const house = endpoint({ apiKey: 'sk_new' });
    await house.ledger.saveRegistration(row(SECRET));
    const asked = {
      adapter: { ...hwaro, registration: hwaroPlain },
      url: URL,
      credential: async () => ({ apiKey: 'sk_new' }),
      ledger: async () => house.ledger,
    };
    const { read } = endpointSecrets(60_000);
    expect(await read(asked, 0, false)).toMatchObject({
      ok: false,
      reason: 'secret_unavailable',
      detail: containing('A new endpoint is set up now'),
      needsMending: true,
    });
    // Another process has set it up since.
    const mended = seal(SECRET, 'sk_new', URL);
    await house.ledger.saveRegistration({ ...row(SECRET), sealedSecret: mended });
    expect(await read(asked, 1, false)).toMatchObject({ ok: true, keys: [SECRET] });
  });

  test.each([
    ['other credential', 'sk_new', row(SECRET).sealedSecret, 'credential was changed'],
    ['damage', 'sk_bbq', 'v1.broken', 'damaged'],
    ['no key to open it', '', row(SECRET).sealedSecret, 'credential was changed'],
  ])(
    'cannot be opened (%s): 503, and the owner is told to publish again',
    async (_, apiKey, sealedSecret, told) => {
      const house = endpoint({ apiKey });
      await house.ledger.saveRegistration({ ...row(SECRET), sealedSecret });
      expect(await house.take(signed(declined))).toEqual({ status: 503, emit: [] });
      expect(reasons(house.refusals)).toEqual(['secret_unavailable']);
      expect(house.logged.join()).toContain(told);
      expect(house.logged.join()).toContain('publish it again');
    },
  );

  test('is known but the account is not: 503 rather than events of nobody', async () => {
    const house = endpoint({ secret: SECRET });
    expect((await house.take(signed(declined))).status).toBe(503);
    expect(house.logged.join()).toContain('does not know which Hwaro account');
    const told = endpoint({ secret: SECRET }, 'bbq-house');
    expect((await told.take(signed(declined))).status).toBe(200);
  });

  test('stands in a ledger that cannot be reached: 503', async () => {
    const house = restaurant();
    const { read } = endpointSecrets(60_000);
    const ledger = () => Promise.reject(new Error('no such host'));
    const secrets = (fresh: boolean) =>
      read({ adapter: hwaro, url: URL, credential: async () => credential, ledger }, 0, fresh);
    const answer = await receive({ ...house.reception(signed(declined)), secrets });
    expect(answer).toEqual({ status: 503, emit: [] });
    expect(house.logged.join()).toContain('no such host');
  });
});

test('a request whose body could not be read is refused the same way', async () => {
  const house = restaurant();
  expect(await refused(house.reception(signed(declined)), 'too_large')).toEqual({
    status: 413,
    emit: [],
  });
  expect(reasons(house.refusals)).toEqual(['too_large']);
});
