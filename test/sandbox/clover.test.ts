import { clover } from '../../nodes/Clover/clover.adapter';
import { integer } from '../../nodes/core/event/json';
import type { Http } from '../../nodes/core/gateway/apiClient';
import { completeEvent } from '../../nodes/core/gateway/completeEvent';
import { customer, MERCHANT, ORDER, order, PAYMENT, payment, updated } from '../fixtures/clover';
import { ask } from './ask';
import { createClover } from './clover';

/** The sandbox's Clover, asked by the adapter's own client: it refuses what Clover would refuse. */

const gateway = createClover({
  merchant: MERCHANT,
  token: 'till',
  ecommerceKey: 'web',
  authCode: 'code',
  signingSecret: 'secret',
});
gateway.put('merchant', { id: MERCHANT, name: 'Harbor' });
gateway.put('orders', order());
gateway.put('customers', customer);
gateway.put('payments', payment());

function clientOf(token = 'till') {
  const http: Http = ({ method, url, headers, body }) => {
    const login = new URL(url).host.startsWith('scl') ? 'web' : token;
    return ask(gateway.services, {
      method,
      url,
      headers: { ...headers, authorization: `Bearer ${login}` },
      text: body,
    });
  };
  return clover.api(http, { merchantId: MERCHANT, apiToken: token, ecommercePrivateKey: 'web' });
}
const client = clientOf();
const shop = '/v3/merchants/{mId}';

test('a declined card is completed from the payment to the guest', async () => {
  const context = { account: MERCHANT, currency: 'USD' };
  const { event } = await completeEvent(clover, updated(), context, client);
  expect(event).toMatchObject({
    type: 'payment.failed',
    amount: { decimal: '186.40' },
    instrument: { last4: '1111' },
    order: { table: '12', location: 'Harbor' },
    customer: { name: 'Minji Kim', phone: '+15550102101' },
    incomplete: undefined,
  });
});

test('a strange token is refused, and that of another restaurant', async () => {
  await expect(clientOf('strange')(clover.account.read)).rejects.toThrow('401 Unauthorized');
  await expect(client({ ...clover.account.read, account: 'OTHER' })).rejects.toThrow('401');
});

test('no more than three fields are expanded, and no filter is made up', async () => {
  const read = (query: Record<string, string>) =>
    client({ method: 'GET', path: `${shop}/payments/${PAYMENT}`, query });
  await expect(read({ expand: 'cardTransaction,tender,order,refunds' })).rejects.toThrow('expand');
  await expect(
    client({ method: 'GET', path: `${shop}/payments`, query: { filter: 'result=FAIL' } }),
  ).rejects.toThrow('Invalid filter');
});

test('what was changed since is listed, and nothing older', async () => {
  const at = integer(payment().modifiedTime) ?? 0;
  const found = async (from: number, to: number) => {
    const look = {
      account: MERCHANT,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
    };
    const [asked] = clover.backfill?.reads(look) ?? [];
    if (!asked) throw new Error('nothing to read');
    return clover.backfill?.read(await client(asked), asked, look).events.map(({ id }) => id);
  };
  expect(await found(at - 1, at + 1)).toEqual([`${PAYMENT}:payment.failed`]);
  expect(await found(at + 1, at + 2)).toEqual([]);
});

test('an order’s note is written, and nothing that cannot be', async () => {
  const path = `${shop}/orders/${ORDER}`;
  await client({ method: 'POST', path, body: { note: 'Birthday' } });
  await expect(client({ method: 'POST', path, body: { metadata: {} } })).rejects.toThrow(
    'metadata',
  );
});
