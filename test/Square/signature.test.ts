import fc from 'fast-check';
import { WebhooksHelper } from 'square';
import { REJECTION_REASONS } from '../../nodes/core/event/rejection';
import { openDelivery } from '../../nodes/core/gateway/openDelivery';
import { signedDelivery } from '../../nodes/core/gateway/signDelivery';
import { square } from '../../nodes/Square/square.adapter';
import { payment, squareEvent } from '../fixtures/square';

/** Square's own SDK checks what we sign; and what it takes, we take. */

const URL = 'https://n8n.bbq.example/webhook/1/webhook';
const KEY = 'bbq-signature-key';

const signed = (body: string, url = URL, key = KEY) =>
  signedDelivery(square.signature, { url, rawBody: Buffer.from(body), seconds: 0 }, key);
const open = (body: string, url = URL, key = KEY, ours = URL) =>
  openDelivery(
    square,
    {
      method: 'POST',
      url: ours,
      receivedAt: '2026-11-22T10:00:02.000Z',
      ...signed(body, url, key),
    },
    [KEY],
  );
const sdkTakes = async (body: string, url = URL, key = KEY): Promise<boolean> => {
  const [[, signatureHeader] = ['', '']] = signed(body, url, key).headers;
  return await WebhooksHelper.verifySignature({
    requestBody: body,
    signatureHeader,
    signatureKey: KEY,
    notificationUrl: URL,
  });
};

test('what is signed here, Square’s SDK takes, whatever is in it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), async (body) => {
      expect(await sdkTakes(body)).toBe(true);
      expect(open(body)).not.toMatchObject({ kind: 'forged' });
    }),
    { numRuns: 50 },
  );
});

test('what Square’s SDK refuses is refused', async () => {
  const body = JSON.stringify(squareEvent('payment.updated', payment()));
  expect(await sdkTakes(body, URL, 'forger')).toBe(false);
  expect(open(body, URL, 'forger')).toMatchObject({ ok: false, reason: 'bad_signature' });
  expect(await sdkTakes(body, `${URL}/`)).toBe(false);
});

test.each([`${URL}/`, URL.replace('https', 'http')])(
  'complaint 14: the owner who entered %s at Square reads that it is the address, not the key',
  (entered) => {
    const body = JSON.stringify(squareEvent('payment.updated', payment()));
    expect(open(body, entered)).toMatchObject({ ok: false, kind: 'forged', reason: 'wrong_url' });
    expect(JSON.stringify(open(body, entered))).toContain(entered);
  },
);

test('complaint 14: the owner who entered a query at Square reads that it is the address', () => {
  const body = JSON.stringify(squareEvent('payment.updated', payment()));
  const query = 'location=harbor';
  const opened = openDelivery(
    square,
    {
      method: 'POST',
      url: URL,
      query,
      receivedAt: '2026-11-22T10:00:02.000Z',
      ...signed(body, `${URL}?${query}`),
    },
    [KEY],
  );
  expect(opened).toMatchObject({ reason: 'wrong_url' });
});

test('complaint 14: the owner who has another key reads that it is the key, not the address', () => {
  const body = JSON.stringify(squareEvent('payment.updated', payment()));
  expect(open(body, URL, 'another-subscription')).toMatchObject({ reason: 'bad_signature' });
  expect(REJECTION_REASONS.wrong_secret).toMatch(/another secret.*probably the wrong one/);
  // With the wrong key there is no telling what the address was.
  expect(open(body, `${URL}/`, 'another-subscription')).toMatchObject({ reason: 'bad_signature' });
});

test('signature keys: none, one, or several while one is rolled', () => {
  const keys = (signingSecrets: unknown) => square.signature.keys({ signingSecrets });
  expect(keys(undefined)).toEqual([]);
  expect(keys(' ')).toEqual([]);
  expect(keys('old, new')).toEqual(['old', 'new']);
});

test('the credential says whether it is real money', () => {
  expect(square.supplies?.({ environment: 'sandbox' })).toEqual({ live: false });
  expect(square.supplies?.({ environment: 'live' })).toEqual({ live: true });
  expect(square.account.id({ merchant: { id: 'MLBBQHOUSE01' } })).toBe('MLBBQHOUSE01');
});
