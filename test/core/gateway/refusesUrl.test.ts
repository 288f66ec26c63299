import { isPrivateUrl, refusesUrl } from '../../../nodes/core/gateway/refusesUrl';

test.each([
  'http://localhost:5678/',
  'https://localhost./',
  'https://n8n.localhost/',
  'http://127.0.0.1:5678/',
  'https://127.8.8.8/',
  'https://0.0.0.0/',
  'https://10.0.0.7/',
  'https://172.16.0.1/',
  'https://172.31.255.1/',
  'https://192.168.0.10/',
  'https://169.254.169.254/',
  'https://100.64.0.1/',
  'https://[::1]/',
  'https://[fc00::1]/',
  'https://[fd12::1]/',
  'https://[fe80::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://n8n/',
  'https://n8n.local/',
  'https://n8n.internal/',
])('%s is of one’s own network', (url) => {
  expect(isPrivateUrl(url)).toBe(true);
  expect(refusesUrl('Hwaro')(url)).toMatch(/^Hwaro cannot reach .*N8N_WEBHOOK_URL/);
});

test.each([
  'https://n8n.bbq.com/',
  'https://172.32.0.1/',
  'https://100.128.0.1/',
  'https://[2001:db8::1]/',
  'https://localhost.bbq.com/',
])('%s is not', (url) => {
  expect(isPrivateUrl(url)).toBe(false);
  expect(refusesUrl('Hwaro')(url)).toBeUndefined();
});

test('no web address, or none that keeps a secret', () => {
  expect(isPrivateUrl('n8n')).toBe(false);
  expect(refusesUrl('Hwaro')('n8n')).toMatch(/not a web address/);
  expect(refusesUrl('Hwaro')('http://n8n.bbq.com/')).toMatch(/^Hwaro delivers .* only over https/);
});
