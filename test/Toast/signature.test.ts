import { openDelivery } from '../../nodes/core/gateway/openDelivery';
import { signedDelivery } from '../../nodes/core/gateway/signDelivery';
import { toast } from '../../nodes/Toast/toast.adapter';
import { AT, check, message, order, payment, SECRET, toastSignature } from '../fixtures/toast';

const URL = 'https://n8n.bbq.example/webhook/1/webhook';
const BODY = JSON.stringify(message(order([check([payment('pay-1')])])));

const open = (body: string, signature: string, receivedAt = AT) => {
  const opened = openDelivery(
    toast,
    {
      method: 'POST',
      url: URL,
      headers: [
        ['Toast-Attempt-Number', '1'],
        ['Toast-Signature', signature],
      ],
      rawBody: Buffer.from(body),
      receivedAt,
    },
    [SECRET],
  );
  return opened.ok ? 'taken' : opened.reason;
};
const minutesLater = (minutes: number): string =>
  new Date(Date.parse(AT) + minutes * 60_000).toISOString();

test('what Toast signs is taken: the body, and after it the time that stands in it', () => {
  expect(open(BODY, toastSignature(BODY))).toBe('taken');
});

test('what is signed here is what Toast would sign', () => {
  const { headers, rawBody } = signedDelivery(
    toast.signature,
    { url: URL, rawBody: Buffer.from(BODY), seconds: Date.parse(AT) / 1000 },
    SECRET,
  );
  expect(rawBody.toString()).toBe(BODY);
  expect(headers).toEqual([['toast-signature', toastSignature(BODY)]]);
});

test('the time of an order’s own does not count, and spaces and digits stay as they were sent', () => {
  const spaced = `{ "details": {"timestamp": "2020-01-01T00:00:00.000Z"},
    "eventType": "stock",  "timestamp" : "2026-11-20T19:30:00.000+0000" }`;
  expect(open(spaced, toastSignature(spaced, '2026-11-20T19:30:00.000+0000'))).toBe('taken');
  expect(open(spaced, toastSignature(spaced, '2020-01-01T00:00:00.000Z'))).toBe('bad_signature');
});

test.each([
  ['another secret', BODY, toastSignature(BODY, AT, 'forger')],
  ['another body', BODY.replace('186.4', '1.4'), toastSignature(BODY)],
  ['the body alone', BODY, toastSignature(BODY, '')],
  ['another time', BODY.replace(AT, minutesLater(1)), toastSignature(BODY)],
])('what was signed with %s is refused', (_, body, signature) => {
  expect(open(body, signature)).toBe('bad_signature');
});

test('both retries are in time, after 5 and after 10 more minutes, and yesterday’s evening is not', () => {
  const signature = toastSignature(BODY);
  for (const minutes of [0, 5, 15, 59]) {
    expect(open(BODY, signature, minutesLater(minutes))).toBe('taken');
  }
  expect(open(BODY, signature, minutesLater(61))).toBe('stale_clock');
  expect(open(BODY, signature, minutesLater(-61))).toBe('future_clock');
});

test('an order of well over 600 kB is taken', () => {
  const selections = Array.from({ length: 6_000 }, (_, at) => ({
    guid: `selection-${at}`,
    displayName: 'Banchan',
    price: 0.5,
    modifiers: [{ displayName: 'Extra kimchi', price: 1.25, quantity: 1 }],
  }));
  const large = JSON.stringify(message(order([check([payment('pay-1')], { selections })])));
  expect(large.length).toBeGreaterThan(600_000);
  expect(open(large, toastSignature(large))).toBe('taken');
});

test('secrets: none, one, or several while one is replaced', () => {
  const keys = (signingSecrets: unknown) => toast.signature.keys({ signingSecrets });
  expect(keys(undefined)).toEqual([]);
  expect(keys(' ')).toEqual([]);
  expect(keys('old, new')).toEqual(['old', 'new']);
});
