import { sign } from 'node:crypto';
import type { Claim } from '../../../nodes/core/gateway/callSignature';
import {
  certificatesIn,
  commonName,
  rootsFrom,
} from '../../../nodes/core/gateway/certificateChain';
import { certificateStore, sharedCertificates } from '../../../nodes/core/gateway/certificates';
import { openDelivery } from '../../../nodes/core/gateway/openDelivery';
import {
  evidenceFor,
  type Call,
  type CallAnswer,
  type VerificationIo,
} from '../../../nodes/core/gateway/evidence';
import type { GatewayAdapter } from '../../../nodes/core/gateway/adapter';
import type { Http } from '../../../nodes/core/gateway/apiClient';
import type { Credential } from '../../../nodes/core/gateway/credential';
import type { Delivery, VerifiedDelivery } from '../../../nodes/core/gateway/delivery';
import { messageOf } from '../../../nodes/core/gateway/verifyCertificate';
import { rootAuthority, type Authority, type Issued } from '../../authority';
import { events, NOW, URL } from './deliveries';
import { hwaro, hwaroCertified } from './hwaro';
import { headersOf } from './prover';

/** Deliveries that a certificate vouches for, with a chain of certificates made for the occasion. */

const till: GatewayAdapter = { ...hwaro, signature: hwaroCertified };
const BODY = events({ id: 'e1', type: 'card.declined' });
const ADDRESS = 'https://hwaro.example/certs/CERT-1';
const NAME = 'deliveries.hwaro.example';
const HOUR = 3_600_000;
const now = Date.parse(NOW);
const LONG = { from: new Date(now - HOUR), to: new Date(now + 24 * HOUR) };

let root: Authority;
let middle: Authority;
let own: Issued;
beforeAll(async () => {
  root = await rootAuthority('Root of Mapo');
  middle = await root.intermediate('Middle of Mapo', LONG);
  own = await middle.issue({ name: NAME, ...LONG });
});

/** A till, and an internet in which some addresses answer. */
function world(pages: Readonly<Record<string, string | CallAnswer | Error>> = {}) {
  const calls: Call[] = [];
  const questions: string[] = [];
  let word: string | Error = 'yes';
  const http: VerificationIo['http'] = async (call) => {
    calls.push(call);
    const page = pages[call.url] ?? (call.url === ADDRESS ? own.pem + middle.pem : undefined);
    if (page instanceof Error) throw page;
    if (typeof page === 'string') return { status: 200, body: Buffer.from(page) };
    return page ?? { status: 404, body: Buffer.from('') };
  };
  const api: Http = async ({ body }) => {
    questions.push(body ?? '');
    if (word instanceof Error) throw word;
    return { status: word === 'broken' ? 500 : 200, headers: {}, body: JSON.stringify({ word }) };
  };
  const io: VerificationIo = { http, api, certificates: certificateStore(() => [root.pem]) };
  const open = async (
    delivery: Delivery,
    { keys = ['old-house', 'house'], credential = {} }: Asked = {},
  ): Promise<VerifiedDelivery> => {
    const evidence = await evidenceFor(till, delivery, keys, credential, io);
    return openDelivery(till, delivery, keys, undefined, evidence);
  };
  const answerTo = async (delivery: Delivery, asked?: Asked): Promise<string> => {
    const opened = await open(delivery, asked);
    return opened.ok ? 'accepted' : opened.reason;
  };
  return { open, answerTo, calls, questions, say: (said: string | Error) => (word = said), io };
}
interface Asked {
  readonly keys?: readonly string[];
  readonly credential?: Credential;
}

function signed(
  more: Partial<Claim> = {},
  { key = own.key, house = 'house', body = BODY, at = NOW } = {},
): Delivery {
  const claim = {
    id: 'd-1',
    time: at,
    signature: '',
    algorithm: 'rsa256',
    certificate: ADDRESS,
    ...more,
  };
  const rawBody = Buffer.from(body);
  const text = messageOf(hwaroCertified, claim, house, rawBody);
  const signature = more.signature ?? sign('RSA-SHA256', text, key).toString('base64');
  return {
    method: 'POST',
    url: URL,
    headers: headersOf(hwaroCertified, { ...claim, signature }),
    rawBody,
    receivedAt: NOW,
  };
}

test('what the gateway signed is accepted, and its certificate is fetched once', async () => {
  const { open, calls } = world();
  expect(await open(signed())).toMatchObject({ ok: true, events: [{ id: 'e1' }] });
  expect(await open(signed({ id: 'd-2' }))).toMatchObject({ ok: true });
  expect(calls).toEqual([{ method: 'GET', url: ADDRESS, maxBytes: 20_000, timeout: 5_000 }]);
});

test('ten deliveries at once fetch it once', async () => {
  const { answerTo, calls } = world();
  const answers = await Promise.all(Array.from({ length: 10 }, () => answerTo(signed())));
  expect(new Set(answers)).toEqual(new Set(['accepted']));
  expect(calls).toHaveLength(1);
});

test.each([
  ['another host', 'https://evil.example/certs/CERT-1'],
  ['a host that looks alike', 'https://hwaro.example.evil.example/certs/CERT-1'],
  ['a host of the other environment', 'https://test.hwaro.example/certs/CERT-1'],
  ['plain http', 'http://hwaro.example/certs/CERT-1'],
  ['a user before the host', 'https://hwaro.example@evil.example/certs/CERT-1'],
  ['a password of the host', 'https://a:b@hwaro.example/certs/CERT-1'],
  ['another port', 'https://hwaro.example:8443/certs/CERT-1'],
  ['another path', 'https://hwaro.example/uploads/CERT-1'],
  ['a way out of the path', 'https://hwaro.example/certs/../uploads/1'],
  ['the same, disguised', 'https://hwaro.example/certs/%2e%2e/uploads'],
  ['a backslash', 'https://hwaro.example\\@evil.example/certs/CERT-1'],
  ['a query', 'https://hwaro.example/certs/CERT-1?x=1'],
  ['no name at all', 'https://hwaro.example/certs/'],
  ['no address', 'CERT-1'],
])('a certificate from %s is not fetched', async (_, certificate) => {
  const { answerTo, calls } = world({ [certificate]: own.pem + middle.pem });
  expect(await answerTo(signed({ certificate }))).toBe('untrusted_certificate');
  expect(calls).toEqual([]);
});

test('the environment of the credential says which host it is', async () => {
  const certificate = 'https://test.hwaro.example/certs/CERT-1';
  const { answerTo } = world({ [certificate]: own.pem + middle.pem });
  expect(await answerTo(signed({ certificate }), { credential: { branch: 'test' } })).toBe(
    'accepted',
  );
});

describe('certificates that do not count', () => {
  const refusedWith = async (
    issued: Issued,
    served: string,
    pages: Parameters<typeof world>[0] = {},
  ) => {
    const { answerTo, open } = world({ ...pages, [ADDRESS]: served });
    await open(signed({}, { key: issued.key }));
    return await answerTo(signed({}, { key: issued.key }));
  };

  test('one that somebody signed for themselves', async () => {
    const forger = await rootAuthority(NAME);
    const issued = await forger.issue({ name: NAME, ...LONG });
    expect(await refusedWith(issued, issued.pem + forger.pem)).toBe('untrusted_certificate');
  });

  test('one of another authority of the same name', async () => {
    const forger = await rootAuthority('Root of Mapo');
    const issued = await forger.issue({ name: NAME, ...LONG });
    expect(await refusedWith(issued, issued.pem + forger.pem)).toBe('untrusted_certificate');
  });

  test('one that expired, is not valid yet, or whose issuer is not', async () => {
    const past = { from: new Date(now - 2 * HOUR), to: new Date(now - HOUR) };
    const coming = { from: new Date(now + HOUR), to: new Date(now + 2 * HOUR) };
    for (const span of [past, coming]) {
      const issued = await middle.issue({ name: NAME, ...span });
      expect(await refusedWith(issued, issued.pem + middle.pem)).toBe('untrusted_certificate');
      const above = await root.intermediate('Old', span);
      const below = await above.issue({ name: NAME, ...LONG });
      expect(await refusedWith(below, below.pem + above.pem)).toBe('untrusted_certificate');
    }
  });

  test('one in another name, however trusted', async () => {
    const issued = await middle.issue({ name: 'mail.hwaro.example', ...LONG });
    expect(await refusedWith(issued, issued.pem + middle.pem)).toBe('untrusted_certificate');
  });

  test('one that a certificate of no authority issued', async () => {
    const issued = await middle.issue({ name: 'guest.example', ...LONG });
    const below = await rootAuthority('guest.example');
    const forged = await below.issue({ name: NAME, ...LONG });
    expect(await refusedWith(forged, forged.pem + issued.pem + middle.pem)).toBe(
      'untrusted_certificate',
    );
  });

  test('one with a weak key', async () => {
    const issued = await middle.issue({ name: NAME, ...LONG, bits: 1024 });
    expect(await refusedWith(issued, issued.pem + middle.pem)).toBe('untrusted_certificate');
  });

  test('one at the end of a chain that is too long', async () => {
    let above = root;
    let served = '';
    for (let n = 0; n < 6; n += 1) {
      above = await above.intermediate(`Step ${n}`, LONG);
      served += above.pem;
    }
    const issued = await above.issue({ name: NAME, ...LONG });
    expect(await refusedWith(issued, issued.pem + served)).toBe('untrusted_certificate');
  });

  test('one whose issuer is missing, at an address of nobody or of this network', async () => {
    expect(await refusedWith(own, own.pem)).toBe('untrusted_certificate');
    for (const issuerAddress of ['http://127.0.0.1/middle.crt', 'http://ca.local/middle.crt']) {
      const issued = await middle.issue({ name: NAME, ...LONG, issuerAddress });
      expect(await refusedWith(issued, issued.pem)).toBe('untrusted_certificate');
    }
  });
});

test('an issuer that was not sent along is fetched from where the certificate says', async () => {
  const address = 'http://ca.example/middle.crt';
  const issued = await middle.issue({ name: NAME, ...LONG, issuerAddress: address });
  const { answerTo, calls } = world({ [ADDRESS]: issued.pem, [address]: middle.pem });
  expect(await answerTo(signed({}, { key: issued.key }))).toBe('accepted');
  expect(calls.map(({ url }) => url)).toEqual([ADDRESS, address]);
  const away = world({ [ADDRESS]: issued.pem });
  expect(await away.answerTo(signed({}, { key: issued.key }))).toBe('certificate_unavailable');
  // Whoever answers with something else is asked so often, and then no more.
  const circling = world({ [ADDRESS]: issued.pem, [address]: issued.pem });
  expect(await circling.answerTo(signed({}, { key: issued.key }))).toBe('untrusted_certificate');
  expect(circling.calls).toHaveLength(4);
});

test('of two issuers of one name the one counts that leads to a root', async () => {
  const astray = await (await rootAuthority('Elsewhere')).intermediate('Middle of Mapo', LONG);
  const { answerTo } = world({ [ADDRESS]: own.pem + astray.pem + middle.pem });
  expect(await answerTo(signed())).toBe('accepted');
});

test('what is no certificate is no root either', () => {
  expect(rootsFrom(['rubbish', root.pem, root.pem]).get('CN=Root of Mapo')).toHaveLength(2);
});

test('a certificate in nobody’s name is nobody’s', () => {
  const [certificate] = certificatesIn(Buffer.from(root.pem));
  if (!certificate) throw new Error('There is no certificate');
  expect(commonName(certificate)).toBe('Root of Mapo');
  Object.defineProperty(certificate, 'subject', { value: 'O=Hwaro' });
  expect(commonName(certificate)).toBe('nobody');
});

test('a root that has expired is none', async () => {
  const old = await rootAuthority('Root of old', { to: new Date(now - HOUR) });
  const issued = await old.issue({ name: NAME, ...LONG });
  const http = async () => ({ status: 200, body: Buffer.from(issued.pem) });
  const { read } = certificateStore(() => [old.pem, root.pem]);
  expect(await read(ADDRESS, hwaroCertified.published, http, now)).toMatchObject({
    reason: 'untrusted_certificate',
  });
});

test('what cannot be fetched is asked for again by the gateway, and by us after a while', async () => {
  for (const page of [
    new Error('socket hang up'),
    { status: 503, body: Buffer.from('') },
    { status: 200, body: Buffer.from('Bad gateway') },
    '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
  ]) {
    const { open, calls } = world({ [ADDRESS]: page });
    expect(await open(signed())).toMatchObject({
      kind: 'unavailable',
      reason: 'certificate_unavailable',
      detail: expect.stringContaining(ADDRESS),
    });
    await open(signed());
    expect(calls).toHaveLength(1);
  }
  const pages: Record<string, Error | string> = { [ADDRESS]: new Error('away') };
  const { answerTo } = world(pages);
  expect(await answerTo(signed())).toBe('certificate_unavailable');
  pages[ADDRESS] = own.pem + middle.pem;
  expect(await answerTo(signed())).toBe('certificate_unavailable');
  const later = new Date(now + 11_000).toISOString();
  expect(await answerTo({ ...signed({}, { at: later }), receivedAt: later })).toBe('accepted');
});

test('a certificate is fetched anew once it has expired', async () => {
  const pages: Record<string, string> = {};
  const { answerTo, calls } = world(pages);
  expect(await answerTo(signed())).toBe('accepted');
  const later = new Date(now + 25 * HOUR).toISOString();
  const next = await root.issue({ name: NAME, from: LONG.from, to: new Date(now + 50 * HOUR) });
  pages[ADDRESS] = next.pem;
  const delivery = { ...signed({}, { key: next.key, at: later }), receivedAt: later };
  expect(await answerTo(delivery)).toBe('accepted');
  expect(calls).toHaveLength(2);
});

test('whoever makes up addresses gets few requests made at once, and fills no memory', async () => {
  const { answerTo, calls } = world();
  const made = (n: number) => signed({ certificate: `https://hwaro.example/certs/${n}` });
  await Promise.all(Array.from({ length: 100 }, (_, n) => answerTo(made(n))));
  expect(calls).toHaveLength(8);
  for (let n = 0; n < 70; n += 1) await answerTo(made(n));
  expect(await answerTo(signed())).toBe('accepted');
});

describe('claims', () => {
  test.each([
    ['another algorithm', { algorithm: 'none' }],
    ['one that every object has', { algorithm: 'toString' }],
    ['a time without a zone', { time: '2026-11-20T19:30:00' }],
    ['a signature that is no Base64', { signature: '%%%' }],
    ['an id that could be cut elsewhere', { id: 'd-1|x' }],
  ])('with %s are not readable, and nothing is fetched', async (_, more) => {
    const { answerTo, calls } = world();
    expect(await answerTo(signed(more))).toBe('unreadable_signature');
    expect(calls).toEqual([]);
  });

  test('of another endpoint, another body or another key do not match', async () => {
    const { answerTo } = world();
    expect(await answerTo(signed({}, { house: 'noodle-bar' }))).toBe('bad_signature');
    const altered = { ...signed(), rawBody: Buffer.from(BODY.replace('e1', 'e2')) };
    expect(await answerTo(altered)).toBe('bad_signature');
    const other = await middle.issue({ name: NAME, ...LONG });
    expect(await answerTo(signed({}, { key: other.key }))).toBe('bad_signature');
  });

  test('hold for as long as the gateway tries again', async () => {
    const { answerTo } = world();
    const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
    expect(await answerTo(signed({}, { at: at(-3 * 24 * 3600) }))).toBe('accepted');
    expect(await answerTo(signed({}, { at: at(-3 * 24 * 3600 - 1) }))).toBe('stale_clock');
    expect(await answerTo(signed({}, { at: at(301) }))).toBe('future_clock');
  });

  test('without a key of ours, or too large, are not worth a call', async () => {
    const { answerTo, calls } = world();
    expect(await answerTo(signed(), { keys: [''] })).toBe('no_secret');
    expect(await answerTo(signed({}, { body: `"${'x'.repeat(20_000)}"` }))).toBe('too_large');
    expect(calls).toEqual([]);
  });

  test('with evidence of another certificate, or none, prove nothing', async () => {
    const { io } = world();
    const delivery = signed();
    const evidence = await evidenceFor(till, delivery, ['house'], {}, io);
    const other = signed({ certificate: `${ADDRESS}0` });
    expect(openDelivery(till, other, ['house'], undefined, evidence)).toMatchObject({
      reason: 'untrusted_certificate',
    });
    expect(openDelivery(till, delivery, ['house'])).toMatchObject({
      reason: 'certificate_unavailable',
    });
  });
});

describe('the gateway’s own word', () => {
  const asked = { credential: { askTheTill: true } };
  const away = { [ADDRESS]: new Error('away') };

  test('is asked for only where the owner wants it, and the certificate cannot be had', async () => {
    const { answerTo, questions } = world(away);
    expect(await answerTo(signed())).toBe('certificate_unavailable');
    expect(questions).toEqual([]);
    const there = world();
    expect(await there.answerTo(signed(), asked)).toBe('accepted');
    expect(there.questions).toEqual([]);
  });

  test.each([
    ['yes', 'accepted'],
    ['no', 'bad_signature'],
    ['perhaps', 'certificate_unavailable'],
    ['broken', 'certificate_unavailable'],
    [new Error('away'), 'certificate_unavailable'],
  ])('%s: %s', async (word, reason) => {
    const { answerTo, say, questions } = world(away);
    say(word);
    expect(await answerTo(signed(), { ...asked, keys: ['house'] })).toBe(reason);
    expect(questions).toEqual([`{"id":"d-1","key":"house","body":${BODY}}`]);
  });

  test('is not asked about what would change the question', async () => {
    const { answerTo, questions } = world(away);
    const body = '{},"body":{}';
    expect(await answerTo(signed({}, { body }), asked)).toBe('malformed');
    expect(questions).toEqual([]);
  });

  test('and without a way to ask it stays open', async () => {
    const { io } = world(away);
    const { http, certificates } = io;
    expect(
      await evidenceFor(till, signed(), ['house'], asked.credential, { http, certificates }),
    ).toMatchObject({ reason: 'certificate_unavailable' });
  });
});

test('proofs that take no calls have none made', async () => {
  const { io, calls } = world();
  expect(await evidenceFor(hwaro, signed(), ['house'], {}, io)).toBeUndefined();
  expect(calls).toEqual([]);
});

test('this machine’s own roots are trusted, and nobody else', async () => {
  const http = async () => ({ status: 200, body: Buffer.from(own.pem + middle.pem) });
  expect(await sharedCertificates.read(ADDRESS, hwaroCertified.published, http, now)).toMatchObject(
    { reason: 'untrusted_certificate' },
  );
});
