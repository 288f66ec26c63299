import type { GatewayAdapter } from '../../../nodes/core/gateway/adapter';
import { certificateStore } from '../../../nodes/core/gateway/certificates';
import type { Delivery } from '../../../nodes/core/gateway/delivery';
import { evidenceFor, type Call, type CallAnswer } from '../../../nodes/core/gateway/evidence';
import { inMode } from '../../../nodes/core/gateway/mode';
import { openDelivery } from '../../../nodes/core/gateway/openDelivery';
import { readBody } from '../../../nodes/core/gateway/readBody';
import { asSampled, signedDelivery } from '../../../nodes/core/gateway/signDelivery';
import { delivery } from './deliveries';
import { hwaro, hwaroCertified, hwaroPostBack, hwaroSlips } from './hwaro';

/** Slips of the old till, about which it is asked whether they are its own. */

const till: GatewayAdapter = { ...hwaro, modes: [hwaroSlips] };
const FORM = [['Content-Type', 'application/x-www-form-urlencoded']] as const;
const slip = (body: string): Delivery => ({ ...delivery(body, ''), headers: FORM });
const answer = (body: string, status = 200): CallAnswer => ({ status, body: Buffer.from(body) });

async function open(body: string, word: CallAnswer | Error, keys = ['House@BBQ.example', '']) {
  const calls: Call[] = [];
  const one = slip(body);
  const adapter = inMode(till, one);
  const io = {
    http: async (call: Call) => {
      calls.push(call);
      if (word instanceof Error) throw word;
      return word;
    },
    certificates: certificateStore(() => []),
  };
  const evidence = await evidenceFor(adapter, one, keys, {}, io);
  const opened = openDelivery(adapter, one, keys, undefined, evidence);
  return { opened, reason: opened.ok ? 'accepted' : opened.reason, calls };
}
const OURS = 'no=7&house=house%40bbq.example&guest=Ren%E9';

test('a slip that the till calls its own is accepted, and sent back byte for byte', async () => {
  const { opened, calls } = await open(OURS, answer('YES\n'));
  expect(opened).toMatchObject({ ok: true, events: [{ id: '7', payload: { guest: 'René' } }] });
  expect(calls).toEqual([
    {
      method: 'POST',
      url: 'https://hwaro.example/was-it-you',
      body: Buffer.from(`ask=1&${OURS}`),
      maxBytes: 1_024,
      timeout: 10_000,
    },
  ]);
});

test.each([
  [answer('NO'), 'not_vouched'],
  [answer('Sorry'), 'post_back_unavailable'],
  [answer('YES', 503), 'post_back_unavailable'],
  [new Error('away'), 'post_back_unavailable'],
])('whatever else the till says, it is refused', async (word, reason) => {
  expect((await open(OURS, word)).reason).toBe(reason);
});

test('what is not for us is not worth asking about', async () => {
  for (const [body, keys, reason] of [
    ['no=7&house=noodle-bar', undefined, 'wrong_receiver'],
    ['no=7', undefined, 'wrong_receiver'],
    ['no=7&no=8', undefined, 'malformed'],
    [OURS, [''], 'no_secret'],
    [OURS, [], 'no_secret'],
  ] as const) {
    const said = await open(body, answer('YES'), keys && [...keys]);
    expect([said.reason, said.calls]).toEqual([reason, []]);
  }
});

test('any of the names of the receiver will do', async () => {
  expect((await open('no=7&house=x&house_id=B7', answer('YES'), ['b7'])).reason).toBe('accepted');
});

test('without an answer it is sent again', () => {
  const one = slip(OURS);
  expect(openDelivery(inMode(till, one), one, ['house@bbq.example'])).toMatchObject({
    kind: 'unavailable',
    reason: 'post_back_unavailable',
  });
});

test.each([
  ['charset=windows-1252&a=%80%E9', '€é'],
  ['a=%80%E9&charset=windows-1252', '€é'],
  ['charset=Shift_JIS&a=%83J%83%8B%83r', 'カルビ'],
  ['charset=EUC-KR&a=%B0%A5%BA%F1', '갈비'],
  ['charset=UTF-8&a=%EA%B0%88%EB%B9%84', '갈비'],
  ['charset=made-up&a=%E9', 'é'],
  ['a=%EA%B0%88', '갈'],
  ['a=%E9', 'é'],
])('a form says itself how it is written: %s', (form, a) => {
  expect(readBody(Buffer.from(form), { charsetIn: 'charset' })).toMatchObject({ a });
});

test('two fields that are one in the form’s own charset are two', () => {
  const form = Buffer.from('charset=utf-8&%FF=1&%FE=2');
  expect(readBody(form, { charsetIn: 'charset' })).toBeUndefined();
});

test('a sample is signed by this n8n where only the gateway can sign', () => {
  const rawBody = Buffer.from('{}');
  const unsigned = { url: '', rawBody, seconds: 0 };
  const sampled = asSampled({ ...hwaro, signature: hwaroPostBack });
  const { headers } = signedDelivery(sampled.signature, unsigned, 'secret');
  const sent = { ...delivery('{"events":[]}'), headers, rawBody };
  expect(openDelivery(sampled, sent, ['secret'])).toMatchObject({ reason: 'malformed' });
  expect(openDelivery(sampled, sent, ['other'])).toMatchObject({ reason: 'bad_signature' });
  expect(sampled.signature.keys({ secret: 'x' })).toEqual([]);
  expect(asSampled(hwaro)).toBe(hwaro);
  for (const row of [hwaroPostBack, hwaroCertified])
    expect(() => signedDelivery(row, unsigned, 'secret')).toThrow('gateway itself');
});
