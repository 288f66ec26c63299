import * as fc from 'fast-check';
import { isObject, list, object, type Json, type JsonObject } from '../../nodes/core/event/json';
import { maskPayload } from '../../nodes/core/event/mask';
import { paymentEventSchema } from '../../nodes/core/event/paymentEvent';
import type { RawEvent } from '../../nodes/core/event/rawEvent';
import { ADVICE, CATEGORIES, EVENT_TYPES, HARDNESS } from '../../nodes/core/event/taxonomy';
import type { GatewayAdapter } from '../../nodes/core/gateway/adapter';
import type { ApiRequest } from '../../nodes/core/gateway/apiClient';
import type { Credential } from '../../nodes/core/gateway/credential';
import type { Look } from '../../nodes/core/gateway/look';
import type { Delivery, VerifiedDelivery } from '../../nodes/core/gateway/delivery';
import { inMode, type Mode } from '../../nodes/core/gateway/mode';
import { openDelivery } from '../../nodes/core/gateway/openDelivery';
import { pushedTypes } from '../../nodes/core/gateway/pushedTypes';
import { valueAt, withValueAt } from '../../nodes/core/gateway/signedFields';
import { like } from '../core/gateway/matchers';
import { describeComplaints } from './complaints';
import { keyNamed, proverOf } from '../core/gateway/prover';
import { ownTime } from '../ownTime';

/** What every gateway must keep, tested before anyone writes a test for a new one. */
export function describeGateway(adapter: GatewayAdapter): void {
  const row = adapter.signature;
  const { sign, evidence, keyNamed: secretOf, tolerance } = proverOf(row);
  const secret = secretOf('contract');
  /** Whatever the credential's fields are called, each holds the secret. */
  const credentialWith = (value: string): Credential => new Proxy({}, { get: () => value });

  const receivedAt = '2026-11-20T19:30:00.000Z';
  const now = Date.parse(receivedAt) / 1000;
  const url = 'https://n8n.bbq-house.kr/webhook/1/webhook';
  const body = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  const sample = adapter.sample?.('evt_contract', now) ?? {};
  /** Some gateways deliver a list; what is recognised is then the first of it. */
  const [sampleItem = {}] = isObject(sample) ? [sample] : sample.map(object);

  const signed = (rawBody: Buffer, seconds = now, key = secret): Delivery => ({
    method: 'POST',
    url,
    receivedAt,
    ...sign({ url, rawBody, seconds }, key),
  });
  const open = (delivery: Delivery, keys = row.keys(credentialWith(secret))): VerifiedDelivery =>
    openDelivery(adapter, delivery, keys, undefined, evidence);
  const refusal = (verified: VerifiedDelivery) => (verified.ok ? 'accepted' : verified.reason);
  const eventsOf = (verified: VerifiedDelivery): readonly RawEvent[] =>
    verified.ok ? verified.events : [];
  const normalize = (raw: RawEvent) => adapter.normalize(raw, {}, { account: 'acct_contract' });

  test('is named in one lower-case word', () => {
    expect(adapter.id).toMatch(/^[a-z]+$/);
    expect(adapter.title).not.toBe('');
    expect(adapter.credential).not.toBe('');
  });

  test('signs in with no credential twice', () => {
    const types = [adapter.credential, ...(adapter.signIns ?? []).map((one) => one.credential)];
    expect(new Set(types).size).toBe(types.length);
  });

  test('knows which of its events only name an object', () => {
    for (const type of adapter.thin ?? []) expect(adapter.eventTypes).toHaveProperty([type]);
  });

  test('knows which of its events only a read can place', () => {
    for (const type of adapter.joinedByRead ?? [])
      expect(adapter.eventTypes[type]).toContain('payment.succeeded');
  });

  test('knows what each of its events can become', () => {
    for (const types of Object.values(adapter.eventTypes)) {
      expect(types.length).toBeGreaterThan(0);
      for (const type of types) expect(EVENT_TYPES).toContain(type);
    }
  });

  describe('fails closed', () => {
    const good = signed(body(sample));

    test('and accepts what is right', () => {
      expect(refusal(open(good))).toBe('accepted');
    });

    test.each([
      ['without a credential', {}],
      ['with an empty one', credentialWith('')],
    ])('%s', (_, credential) => {
      expect(refusal(open(good, row.keys(credential)))).toBe('no_secret');
    });

    if (row.over !== 'fields')
      test('without the header, with it twice, with rubbish in it', () => {
        expect(refusal(open({ ...good, headers: [] }))).toBe('missing_header');
        const twice = { ...good, headers: [...good.headers, ...good.headers] };
        expect(refusal(open(twice))).toBe('unreadable_signature');
        for (const [at, [name, value]] of good.headers.entries()) {
          for (const rubbish of ['', 'rubbish', `${value}x`.slice(0, 9), '\u0000']) {
            const headers = good.headers.with(at, [name, rubbish]);
            expect(open({ ...good, headers })).toMatchObject({ kind: 'forged' });
          }
        }
      });

    test('with another secret', () => {
      expect(refusal(open(signed(good.rawBody, now, secretOf('forger'))))).toBe('bad_signature');
    });

    if (row.over === 'fields')
      test('without the digest in the body, with rubbish in it', () => {
        const { list: items = [], item = [] } = row.items ?? {};
        const holding = (digest: Json): Delivery => {
          const parsed = object(JSON.parse(good.rawBody.toString()));
          const [entry] = row.items ? list(valueAt(parsed, items)) : [parsed];
          const path = row.items ? [...item, ...row.digest] : row.digest;
          const signed = withValueAt(object(entry), path, digest);
          const whole = row.items ? withValueAt(parsed, items, [signed]) : signed;
          return { ...good, rawBody: body(whole) };
        };
        for (const nothing of [null, '']) {
          expect(refusal(open(holding(nothing)))).toBe('unsigned_item');
        }
        for (const rubbish of ['rubbish', 7, {}, '\u0000']) {
          expect(refusal(open(holding(rubbish)))).toBe('unreadable_signature');
        }
      });

    test('when any byte is altered, or what was signed stays as it was', () => {
      const facts = (verified: VerifiedDelivery) =>
        eventsOf(verified)
          .map(normalize)
          .map((event) => [event?.id, event?.type, event?.amount, event?.attempt]);
      const told = facts(open(good));
      for (let at = 0; at < good.rawBody.length; at += 1) {
        const altered = Buffer.from(good.rawBody);
        altered.writeUInt8(altered.readUInt8(at) ^ 1, at);
        const opened = open({ ...good, rawBody: altered });
        if (row.over === 'fields' && opened.ok) expect(facts(opened)).toEqual(told);
        // A token says nothing of the body.
        else if (row.over === undefined) expect(refusal(opened)).toBe('bad_signature');
      }
    });

    const batch = row.over === 'fields' ? row.items : undefined;
    if (batch)
      test('item by item: the good ones of a batch are kept, wherever they stand', () => {
        const { list: items } = batch;
        const entryOf = (delivery: Delivery) =>
          list(valueAt(object(JSON.parse(delivery.rawBody.toString())), items));
        const forged = signed(body(sample), now, secretOf('forger'));
        const mixed = withValueAt(object(sample), items, [
          ...entryOf(forged),
          ...entryOf(good),
          {},
          'rubbish',
        ]);
        const opened = open({ ...good, rawBody: body(mixed) });
        expect(eventsOf(opened)).toEqual(eventsOf(open(good)));
        expect(opened).toMatchObject({
          rejected: [
            { index: 0, reason: 'bad_signature' },
            { index: 2, reason: 'unsigned_item' },
            { index: 3, reason: 'unsigned_item' },
          ],
        });
      });

    const login = adapter.login?.(credentialWith('마포'));
    if (login)
      test('without the login that the credential asks for, if there is one', () => {
        const basic = (text: string) =>
          ['Authorization', `Basic ${Buffer.from(text).toString('base64')}`] as const;
        const answerTo = (...headers: Delivery['headers']) =>
          refusal(
            openDelivery(
              adapter,
              { ...good, headers: [...good.headers, ...headers] },
              row.keys(credentialWith(secret)),
              login,
              evidence,
            ),
          );
        const right = basic(`${login.user}:${login.password}`);
        expect(answerTo(right)).toBe('accepted');
        expect(answerTo()).toBe('wrong_login');
        expect(answerTo(right, right)).toBe('wrong_login');
        expect(answerTo(basic(`${login.user}:`))).toBe('wrong_login');
        expect(answerTo(basic(`:${login.password}`))).toBe('wrong_login');
        expect(answerTo(['Authorization', 'Bearer 마포'])).toBe('wrong_login');
        expect(adapter.login?.({})).toBeUndefined();
      });

    if (tolerance !== undefined)
      test('when the clock is stale or ahead, if the scheme has a clock', () => {
        const { past, future } = tolerance;
        expect(refusal(open(signed(good.rawBody, now - past - 1)))).toBe('stale_clock');
        expect(refusal(open(signed(good.rawBody, now + future + 1)))).toBe('future_clock');
      });

    test('when the body is larger than any of its events', () => {
      const large = { ...good, rawBody: Buffer.alloc(adapter.maxBytes + 1, ' ') };
      expect(refusal(open(large))).toBe('too_large');
    });
  });

  test('accepts a signature of any of several keys', () => {
    const keys = [secretOf('retired'), '', secret];
    expect(refusal(open(signed(body(sample)), keys))).toBe('accepted');
  });

  const otherwise = (mode: Mode) => () => {
    const told: Pick<Delivery, 'headers' | 'query'> =
      'query' in mode.toldBy
        ? { headers: [], query: mode.toldBy.query }
        : { headers: [[mode.toldBy.header, mode.toldBy.begins]] };
    const opened = (rawBody: Buffer, secrets = [keyNamed('contract', mode.signature)]) => {
      const delivery: Delivery = { method: 'POST', url, ...told, rawBody, receivedAt };
      return openDelivery(inMode(adapter, delivery), delivery, secrets);
    };
    const bodies = ['', 'a=b', 'a=1&a=2', '&&&', '%', '{}', '[]', JSON.stringify(sample)];

    test('brings types that are understood, and of which no endpoint is told', () => {
      for (const type of mode.types) {
        expect(adapter.eventTypes).toHaveProperty([type]);
        expect(pushedTypes(adapter)).not.toContain(type);
      }
    });

    test('fails closed as well', () => {
      for (const text of bodies) {
        expect(opened(Buffer.from(text)).ok).toBe(false);
        expect(opened(Buffer.from(text), [])).toMatchObject({ reason: 'no_secret' });
      }
      for (const credential of [{}, credentialWith('')]) {
        expect(mode.signature.keys(credential)).toEqual([]);
      }
    });

    test('a megabyte of repetition is answered at once', () => {
      for (const text of ['a=b&', '%41=%42&', '&', '[', '^=']) {
        const worked = ownTime();
        opened(Buffer.from(text.repeat(1_000_000 / text.length)));
        expect(worked()).toBeLessThan(1_000);
      }
    });

    test('splitting anything does not raise', () => {
      fc.assert(
        fc.property(fc.jsonValue(), (value) => {
          mode.split(value, receivedAt);
        }),
      );
    });
  };
  for (const mode of adapter.modes ?? []) {
    describe(`delivered otherwise: ${Object.values(mode.toldBy).join(' ')}`, otherwise(mode));
  }

  describe('reads what it can and refuses the rest', () => {
    test.each(['', '{"a":', 'null', '[]', '42', '"text"', '{}', '[[]]', '{"object":null}'])(
      'signed, but no event: %j',
      (text) => {
        const verified = open(signed(Buffer.from(text)));
        expect(eventsOf(verified)).toEqual([]);
        if (!verified.ok) expect(verified).toMatchObject({ kind: 'malformed' });
      },
    );

    test('an event of a type that it does not know is acknowledged and ignored', () => {
      // Some gateways say a type in two words: what it is about, and what became of it.
      const words = Object.keys(adapter.eventTypes).flatMap((type) => [type, ...type.split('.')]);
      const unknown = replaceTexts(sample, (text) =>
        words.includes(text) ? 'made.up.type' : text,
      );
      const verified = open(signed(body(unknown)));
      expect(verified.ok).toBe(true);
      expect(eventsOf(verified).map(normalize).filter(Boolean)).toEqual([]);
    });

    test.each([
      ['open arrays', '['.repeat(1_000_000)],
      ['closed arrays', '['.repeat(500_000) + ']'.repeat(500_000)],
      ['objects', '{"a":'.repeat(160_000) + '1' + '}'.repeat(160_000)],
      [
        'a sample with a pit in it',
        // Signed before: nobody can write so deep a value anew, and where fields are signed it makes no difference.
        signed(body(isObject(sample) ? { ...sample, pit: 0 } : [{ ...sampleItem, pit: 0 }]))
          .rawBody.toString()
          .replace('"pit":0', `"pit":${'['.repeat(490_000)}${']'.repeat(490_000)}`),
      ],
    ])('a megabyte of %s is answered at once', (_, text) => {
      const patient = { ...adapter, maxBytes: 2_000_000 };
      const rawBody = Buffer.from(text);
      const delivery = row.over === 'fields' ? { ...signed(body({})), rawBody } : signed(rawBody);
      const worked = ownTime();
      const verified = openDelivery(patient, delivery, [secret], undefined, evidence);
      for (const raw of eventsOf(verified)) {
        normalize({ ...raw, payload: maskPayload(raw.payload, adapter.mask) });
      }
      expect(worked()).toBeLessThan(1_000);
    });
  });

  const raw = (type: string, payload: JsonObject): RawEvent => ({
    gateway: adapter.id,
    id: 'evt_1',
    type,
    receivedAt,
    payload,
  });
  const total = (event: RawEvent, fetched: Readonly<Record<string, JsonObject>>) => {
    const normalized = adapter.normalize(event, fetched, { account: 'acct_contract' });
    for (const read of adapter.needs(event, fetched))
      expect(['GET', 'POST']).toContain(read.method);
    if (!normalized) return;
    const parsed = paymentEventSchema.safeParse(normalized);
    if (!parsed.success) throw new Error(parsed.error.message);
    expect(adapter.eventTypes[event.type]).toContain(normalized.type);
  };
  const jsonObject = fc
    .dictionary(fc.string(), fc.jsonValue())
    .map((value) => object(JSON.parse(JSON.stringify(value))));
  /** Anything under whatever name the gateway may give a list. */
  const listing = fc
    .tuple(fc.constantFrom('data', 'events', 'rows', 'slips', 'transactions'), fc.array(jsonObject))
    .map(([name, rows]): JsonObject => ({ [name]: [...rows, sampleItem] }));

  describe('normalizes', () => {
    const types = Object.keys(adapter.eventTypes);

    test('its own sample into a failed payment, from the masked payload alone', () => {
      const [raw] = eventsOf(open(signed(body(sample))));
      if (!raw) throw new Error('The sample holds no event');
      const event = normalize({ ...raw, payload: maskPayload(raw.payload, adapter.mask) });
      expect(paymentEventSchema.parse(event)).toEqual(event);
      expect(event).toMatchObject({
        gateway: adapter.id,
        type: 'payment.failed',
        id: like(new RegExp(`^${adapter.id}:[^:]+:evt_contract`)),
        receivedAt,
      });
      expect(adapter.recognises(sampleItem)).toBe(true);
    });

    test('the same into the same, and changes nothing that it is given', () => {
      const [raw] = eventsOf(open(signed(body(sample))));
      if (!raw) throw new Error('The sample holds no event');
      freeze(raw.payload);
      expect(normalize(raw)).toEqual(normalize(raw));
    });

    test('arbitrary JSON without raising, and into nothing but payment events', () => {
      fc.assert(
        fc.property(fc.constantFrom(...types), jsonObject, jsonObject, (type, payload, answer) => {
          total(raw(type, payload), {});
          total(raw(type, payload), keyed(adapter, raw(type, payload), answer));
          adapter.recognises(payload);
        }),
        { numRuns: 500 },
      );
    });

    test('its own sample with anything in any place of it', () => {
      const [{ payload } = raw('', {})] = eventsOf(open(signed(body(sample))));
      const places = pathsOf(payload);
      fc.assert(
        fc.property(
          fc.constantFrom(...types),
          fc.constantFrom(...places),
          fc.oneof(
            fc.jsonValue(),
            fc.constantFrom(-1, 1e308, 0.5, '', ' ', '4242', {}, [], null, 'NaN', 253402300800),
          ),
          (type, place, value) => {
            total(raw(type, replaceAt(payload, place, value)), {});
          },
        ),
        { numRuns: 1_000 },
      );
    });

    test('whatever an id is made of, also of half a character, and asks at one place for it', () => {
      const [{ payload } = raw('', {})] = eventsOf(open(signed(body(sample))));
      const asks = (type: string, place: Path, id: string) => {
        const event = raw(type, replaceAt(payload, place, id));
        for (const fetched of [{}, keyed(adapter, event, event.payload)])
          for (const { path } of adapter.needs(event, fetched)) expect(path).toMatch(/^\/[^?#]*$/);
      };
      const places = pathsOf(payload);
      for (const type of types) for (const place of places) asks(type, place, '\ud800');
      const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
      fc.assert(
        fc.property(
          fc.constantFrom(...types),
          fc.constantFrom(...places),
          fc.string({ unit, minLength: 1 }),
          asks,
        ),
      );
    });

    test('whatever is signed, splitting does not raise', () => {
      fc.assert(
        fc.property(fc.jsonValue(), (value) => {
          adapter.split(value, receivedAt);
        }),
      );
    });

    test('the account of arbitrary answers', () => {
      fc.assert(
        fc.property(jsonObject, (answer) => {
          const id = adapter.account.id(answer, answer);
          expect(id === undefined || id !== '').toBe(true);
        }),
      );
    });
  });

  describe('complaints of others', () => {
    describeComplaints(adapter);
  });

  test('explains every code in plain words, with its source', () => {
    for (const [code, reason] of adapter.reasons) {
      expect(reason.code).toBe(code);
      expect(CATEGORIES).toContain(reason.category);
      expect(HARDNESS).toContain(reason.hardness);
      expect(ADVICE).toContain(reason.advice);
      expect(reason.meaning.trim()).not.toBe('');
      expect(reason.source.trim()).not.toBe('');
    }
  });

  const { backfill } = adapter;
  describe('looks for what was not delivered', () => {
    if (!backfill) return;
    const look: Look = {
      account: 'acct_contract',
      from: '2026-11-20T19:10:00.000Z',
      to: receivedAt,
      currency: 'USD',
      timeZone: 'Asia/Seoul',
    };
    const changesNothing = ({ method, path }: ApiRequest) => {
      expect(['GET', 'POST']).toContain(method);
      expect(path).toMatch(/^\//);
    };
    const [first] = backfill.reads(look);

    test('with reads alone, which depend on the span', () => {
      [...backfill.reads(look), ...(backfill.undelivered?.reads(look) ?? [])].forEach(
        changesNothing,
      );
      expect(backfill.reads(look)).toEqual(backfill.reads(look));
      expect(backfill.reads({ ...look, from: '2026-11-19T00:00:00.000Z' })).not.toEqual([]);
    });

    test('as far back as the gateway lists, and a little before where it looked last', () => {
      expect(backfill.overlap).toBeGreaterThan(0);
      expect(backfill.keeps).toBeGreaterThan(backfill.overlap);
      expect(backfill.undelivered?.keeps ?? 0).toBeLessThanOrEqual(backfill.keeps);
    });

    test('also for events that no endpoint is asked for, all of them understood', () => {
      for (const type of backfill.listed ?? []) expect(adapter.eventTypes).toHaveProperty([type]);
    });

    test('and finds an end', () => {
      if (!first) throw new Error('There is nothing to read');
      expect(backfill.read({}, first, look)).toEqual({ events: [], more: [] });
    });

    test('reading arbitrary answers without raising, into nothing but raw events', () => {
      if (!first) throw new Error('There is nothing to read');
      const answers = fc.oneof(jsonObject, fc.constant(sampleItem), listing);
      fc.assert(
        fc.property(answers, (answer) => {
          freeze(answer);
          const { events, more } = backfill.read(answer, first, look);
          more.forEach(changesNothing);
          expect(backfill.read(answer, first, look)).toEqual({ events, more });
          for (const raw of events) {
            expect(raw).toMatchObject({ gateway: adapter.id, receivedAt });
            expect(raw.id).not.toBe('');
            total({ ...raw, payload: maskPayload(raw.payload, adapter.mask) }, {});
          }
        }),
        { numRuns: 500 },
      );
    });
  });

  const { registration } = adapter;
  if (!registration) return;
  describe('registers', () => {
    const created = registration.create(url, 'n8n: Dinner');

    test('its endpoint with URL, events and API version', () => {
      const sent = JSON.stringify([created.path, created.query, created.body]);
      expect(sent).toContain(url);
      for (const type of pushedTypes(adapter)) expect(sent).toContain(type);
      for (const type of adapter.backfill?.listed ?? []) expect(sent).not.toContain(type);
      expect(sent).toContain(registration.apiVersion ?? '');
    });

    const { activate } = registration;
    if (activate)
      test('and activates it by its id, where it waits for that', () => {
        const waiting = { id: 'we_contract', url, events: [], enabled: false };
        expect(activate(waiting).path).toContain('we_contract');
      });

    test('not where it cannot be reached, and says what to set', () => {
      for (const host of ['localhost:5678', '127.0.0.1:5678', '[::1]:5678']) {
        expect(registration.refuses(`http://${host}/webhook/1/webhook`)).toMatch(/N8N_WEBHOOK_URL/);
      }
      expect(registration.refuses(url)).toBeUndefined();
    });

    test('under a secret of its credential that lives long', () => {
      expect(adapter.sealingSecret?.(credentialWith('sk_live'))).toBe('sk_live');
      expect(adapter.sealingSecret?.({})).toBeUndefined();
      expect(adapter.sealingSecret?.(credentialWith(''))).toBeUndefined();
    });
  });
}

/** One answer for every read that the event needs. */
const keyed = (adapter: GatewayAdapter, raw: RawEvent, answer: JsonObject) =>
  Object.fromEntries(adapter.needs(raw, {}).map(({ key }) => [key, answer]));

const replaceTexts = (value: unknown, by: (text: string) => string): unknown =>
  JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
    typeof inner === 'string' ? by(inner) : inner,
  );

type Path = readonly string[];

/** The way to every value of a JSON object. */
function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  const own = path.length > 0 ? [path] : [];
  if (typeof value !== 'object' || value === null) return own;
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key])),
  ];
}

/** A copy with `put` in the place of what stands at the end of `path`. */
function replaceAt(value: JsonObject, path: Path, put: unknown): JsonObject {
  const copy = object(JSON.parse(JSON.stringify(value)));
  let holder: unknown = copy;
  for (const key of path.slice(0, -1)) holder = isHolder(holder) ? Reflect.get(holder, key) : {};
  if (isHolder(holder)) Reflect.set(holder, path.at(-1) ?? '', put);
  return object(JSON.parse(JSON.stringify(copy)));
}

const isHolder = (value: unknown): value is object => typeof value === 'object' && value !== null;

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}
