import { createHmac } from 'node:crypto';
import type { Delivery } from '../../../nodes/core/gateway/delivery';
import { openDelivery } from '../../../nodes/core/gateway/openDelivery';
import type { SignatureRow } from '../../../nodes/core/gateway/signature';
import { delivery, SECRET } from './deliveries';
import { hwaro, hwaroUntimed } from './hwaro';

/** The till signs the address that it was told to call, as some gateways do. */
const row: SignatureRow = {
  ...hwaroUntimed,
  format: { style: 'plain' },
  message: [{ part: 'url' }, { part: 'body' }],
};
const addressed = { ...hwaro, signature: row };
const BODY = '{"events":[]}';
const OURS = 'https://n8n.bbq.example/webhook/1/webhook';

const sentTo = (signed: string, ours = OURS, key = SECRET, headers: Delivery['headers'] = []) => {
  const sent = delivery(BODY, createHmac('sha256', key).update(signed).update(BODY).digest('hex'));
  return { ...sent, url: ours, headers: [...sent.headers, ...headers] };
};
const open = (sent: Delivery) => openDelivery(addressed, sent, [SECRET]);

test('what was signed for this very address is taken', () => {
  expect(open(sentTo(OURS)).ok).toBe(true);
});

test.each([
  `${OURS}/`,
  'http://n8n.bbq.example/webhook/1/webhook',
  'http://n8n.bbq.example/webhook/1/webhook/',
])('the right secret for %s is told from a wrong one, and stays out', (signed) => {
  expect(open(sentTo(signed))).toEqual({
    ok: false,
    kind: 'forged',
    reason: 'wrong_url',
    detail: `It was signed for ${signed}, and n8n knows this address as ${OURS}. Enter the address at the gateway exactly as n8n knows it, or set N8N_WEBHOOK_URL to the public address of n8n.`,
  });
});

test('n8n that was not told its public address: the one that the gateway called is named', () => {
  const local = 'http://localhost:5678/webhook/1/webhook';
  const called = [['Host', 'n8n.bbq.example']] as const;
  expect(open(sentTo(OURS, local, SECRET, called))).toMatchObject({ reason: 'wrong_url' });
  const behindProxy = [
    ['Host', '10.0.0.7:5678'],
    ['X-Forwarded-Host', 'n8n.bbq.example:443'],
  ] as const;
  expect(open(sentTo(OURS, local, SECRET, behindProxy))).toMatchObject({ reason: 'wrong_url' });
  expect(open(sentTo('http://localhost/webhook/1/webhook', local))).toMatchObject({
    reason: 'wrong_url',
  });
});

test('the query of the address is signed with it', () => {
  const ours = `${OURS}?table=12`;
  expect(open(sentTo(`${OURS}/?table=12`, ours))).toMatchObject({ reason: 'wrong_url' });
  expect(open(sentTo(OURS, ours))).toMatchObject({ reason: 'bad_signature' });
});

test('the owner who entered a query that n8n does not count to the address reads that it is the address', () => {
  const called = (signed: string) => ({ ...sentTo(signed), query: 'location=harbor' });
  for (const signed of [`${OURS}?location=harbor`, `${OURS}/?location=harbor`]) {
    expect(open(called(signed))).toMatchObject({ reason: 'wrong_url' });
    expect(JSON.stringify(open(called(signed)))).toContain(`signed for ${signed}, and`);
  }
  expect(open(called(`${OURS}/`))).toMatchObject({ reason: 'wrong_url' });
  expect(open(called(OURS)).ok).toBe(true);
  expect(open(called(`${OURS}?location=marina`))).toMatchObject({ reason: 'bad_signature' });
});

test('an address that nobody can guess, behind a proxy that cuts its path: it may be the address, the owner reads', () => {
  const entered = 'https://n8n.bbq.example/n8n/webhook/1/webhook';
  expect(open(sentTo(entered))).toEqual({
    ok: false,
    kind: 'forged',
    reason: 'bad_signature',
    detail:
      'Or it was signed for another address: the webhook URL at the gateway has to be the trigger’s, letter for letter.',
  });
});

test('a stranger who names a hundred hosts has one of them tried', () => {
  const local = 'http://localhost:5678/webhook/1/webhook';
  const named = (...hosts: readonly string[]) =>
    open(
      sentTo(
        OURS,
        local,
        SECRET,
        hosts.map((host) => ['X-Forwarded-Host', host] as const),
      ),
    );
  expect(named('n8n.bbq.example', 'a.example')).toMatchObject({ reason: 'wrong_url' });
  expect(named('a.example', 'n8n.bbq.example')).toMatchObject({ reason: 'bad_signature' });
});

test('a wrong secret is a wrong secret, whatever the address', () => {
  expect(open(sentTo(`${OURS}/`, OURS, 'whsec_forger'))).toMatchObject({ reason: 'bad_signature' });
  expect(open(sentTo('https://other.example/', OURS))).toMatchObject({ reason: 'bad_signature' });
  expect(open(sentTo(`${OURS}/`, ''))).toMatchObject({ reason: 'bad_signature' });
});

test('where the clock is signed too, a late delivery for another form is named as well', () => {
  const timed = { ...addressed, signature: { ...row, tolerance: 300 } };
  expect(openDelivery(timed, sentTo(`${OURS}/`), [SECRET])).toMatchObject({ reason: 'wrong_url' });
});

test('where no address is signed, none is to blame', () => {
  expect(openDelivery(hwaro, delivery(BODY, `t=1,v1=${'0'.repeat(64)}`), [SECRET])).toEqual({
    ok: false,
    kind: 'forged',
    reason: 'bad_signature',
  });
});
