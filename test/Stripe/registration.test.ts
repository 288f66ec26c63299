import { EVENTS } from '../../nodes/Stripe/events';
import { registration } from '../../nodes/Stripe/registration';
import { stripe } from '../../nodes/Stripe/stripe.adapter';

const listed = {
  id: 'we_1',
  object: 'webhook_endpoint',
  url: 'https://n8n.bbq.example/webhook/1/webhook',
  enabled_events: ['charge.failed'],
  api_version: '2026-10-28.endive',
  status: 'enabled',
};

test('an endpoint is read, with its secret where it is shown', () => {
  const endpoint = {
    id: 'we_1',
    url: 'https://n8n.bbq.example/webhook/1/webhook',
    events: ['charge.failed'],
    apiVersion: '2026-10-28.endive',
    enabled: true,
    secret: undefined,
  };
  expect(registration.readList({ object: 'list', data: [listed, 7] })).toEqual([endpoint]);
  expect(registration.readOne({ ...listed, secret: 'whsec_1', status: 'disabled' })).toEqual({
    ...endpoint,
    secret: 'whsec_1',
    enabled: false,
  });
  expect(registration.readOne({})).toMatchObject({ id: '', url: '', events: [], enabled: false });
});

test('pages are followed to the end', () => {
  expect(registration.nextPage({ data: [listed], has_more: true })).toMatchObject({
    query: { limit: '100', starting_after: 'we_1' },
  });
  expect(registration.nextPage({ data: [listed], has_more: false })).toBeUndefined();
});

test('every event that is understood is asked for, and no other', () => {
  expect(registration.create('https://n8n.bbq.example/', 'x').body).toMatchObject({
    enabled_events: Object.keys(EVENTS),
    api_version: registration.apiVersion,
  });
  expect(Object.keys(EVENTS)).toHaveLength(19);
});

test.each([
  ['http://localhost:5678/webhook/1', /cannot reach http:\/\/localhost:5678/],
  ['https://localhost/', /cannot reach/],
  ['http://127.0.0.1:5678/', /cannot reach/],
  ['https://10.0.0.7/', /cannot reach/],
  ['https://172.20.1.1/', /cannot reach/],
  ['https://192.168.0.10/', /cannot reach/],
  ['https://169.254.169.254/', /cannot reach/],
  ['https://100.64.0.1/', /cannot reach/],
  ['https://[::1]/', /cannot reach/],
  ['https://[fd12::1]/', /cannot reach/],
  ['https://[::ffff:10.0.0.1]/', /cannot reach/],
  ['https://n8n/', /cannot reach/],
  ['https://n8n.local/', /cannot reach/],
  ['https://n8n.internal/', /cannot reach/],
  ['http://n8n.bbq.com/', /only over https/],
  ['n8n', /not a web address/],
])('%s is refused in words', (url, words) => {
  expect(registration.refuses(url)).toMatch(words);
  expect(registration.refuses(url)).toContain('N8N_WEBHOOK_URL');
});

test.each([
  'https://n8n.bbq.com/webhook/1',
  'https://203.0.113.9/',
  'https://172.32.0.1/',
  'https://100.128.0.1/',
  'https://[2001:db8::1]/',
  'https://localhost.bbq.com/',
])('%s is fine', (url) => {
  expect(registration.refuses(url)).toBeUndefined();
});

test('signing secrets: none, one, or several while one is rolled', () => {
  const keys = (signatureSecret: unknown) => stripe.signature.keys({ signatureSecret });
  expect(keys(undefined)).toEqual([]);
  expect(keys(' ')).toEqual([]);
  expect(keys('whsec_1')).toEqual(['whsec_1']);
  expect(keys('whsec_1, whsec_2\nwhsec_3')).toEqual(['whsec_1', 'whsec_2', 'whsec_3']);
  expect(stripe.sealingSecret?.({ secretKey: 'sk_live_1' })).toBe('sk_live_1');
  expect(stripe.account.id({ id: 'acct_1' })).toBe('acct_1');
});
