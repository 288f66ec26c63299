import type { IHttpRequestHelper } from 'n8n-workflow';
import { PayPalPaymentFailureApi } from '../../credentials/PayPalPaymentFailureApi.credentials';
import { text } from '../../nodes/core/event/json';
import type { Http } from '../../nodes/core/gateway/apiClient';
import { certificateStore } from '../../nodes/core/gateway/certificates';
import { paypal } from '../../nodes/PayPal/paypal.adapter';
import { rootAuthority } from '../authority';
import { ask } from './ask';
import { createPayPal, PAYPAL_CERTIFICATES } from './paypal';

/** The sandbox's PayPal, asked by the adapter's own client with the pack's own credential. */

const LOGIN = { clientId: 'AX-ember-rice', clientSecret: 'EK-galbi-for-4' };
const ADDRESS = 'https://n8n.bbq.example/webhook/1/webhook';
const gateway = createPayPal({ ...LOGIN, userId: 'mWq6ember' });

async function clientOf(clientSecret: string) {
  const credential = { ...LOGIN, clientSecret, environment: 'sandbox' };
  const helper: IHttpRequestHelper = {
    helpers: {
      httpRequest: async ({ method = 'GET', url, auth, body }) => {
        const login = Buffer.from(`${auth?.username}:${auth?.password}`).toString('base64');
        const answer = await ask(gateway.services, {
          method,
          url,
          headers: { authorization: `Basic ${login}` },
          text: text(body),
        });
        const parsed: unknown = JSON.parse(answer.body);
        return parsed;
      },
    },
  };
  const { accessToken } = await new PayPalPaymentFailureApi().preAuthentication.call(
    helper,
    credential,
  );
  const http: Http = ({ method, url, body }) =>
    ask(gateway.services, {
      method,
      url,
      headers: { authorization: `Bearer ${text(accessToken)}` },
      text: body,
    });
  return paypal.api(http, credential);
}
const { registration, backfill } = paypal;
if (!registration || !backfill) throw new Error('PayPal has both');

test('an app is known by its account, and a strange or late one is refused', async () => {
  const client = await clientOf(LOGIN.clientSecret);
  expect(paypal.account.id(await client(paypal.account.read))).toBe('mWq6ember');
  await expect((await clientOf('strange'))(paypal.account.read)).rejects.toMatchObject({
    status: 401,
  });
  gateway.expireTokens();
  await expect(client(paypal.account.read)).rejects.toMatchObject({ status: 401 });
});

test('a webhook is made once for an address, listed, changed and deleted', async () => {
  const client = await clientOf(LOGIN.clientSecret);
  const made = registration.readOne(await client(registration.create(ADDRESS, '')));
  expect(registration.readList(await client(registration.list))).toEqual([made]);
  await expect(client(registration.create(ADDRESS, ''))).rejects.toMatchObject({
    code: 'WEBHOOK_URL_ALREADY_EXISTS',
  });
  await expect(client(registration.create('https://n8n.local:5678/', ''))).rejects.toMatchObject({
    status: 400,
  });
  await client(registration.update(made));
  await client(registration.delete(made));
  expect(gateway.webhooks()).toEqual([]);
  await expect(client(registration.delete(made))).rejects.toMatchObject({ status: 404 });
});

test('an app has ten webhooks and no more', async () => {
  const client = await clientOf(LOGIN.clientSecret);
  const create = (n: number) => client(registration.create(`${ADDRESS}/${n}`, ''));
  for (let n = 0; n < 10; n += 1) await create(n);
  await expect(create(10)).rejects.toMatchObject({ code: 'WEBHOOK_NUMBER_LIMIT_EXCEEDED' });
  for (const one of registration.readList(await client(registration.list)))
    await client(registration.delete(one));
});

test('what it signs with is trusted where the sandbox’s authority is', async () => {
  const authority = await rootAuthority('Sandbox of a test');
  await gateway.certify(authority);
  const { signature } = paypal;
  if (signature.over !== 'certificate') throw new Error('PayPal signs with a certificate');
  const url = `https://${PAYPAL_CERTIFICATES}/v1/notifications/certs/CERT-0-360caa42`;
  const http = async () => {
    const { status, body } = await ask(gateway.services, { method: 'GET', url });
    return { status, body: Buffer.from(body) };
  };
  const read = (roots: readonly string[]) =>
    certificateStore(() => roots).read(url, signature.published, http, Date.now());
  expect(await read([authority.pem])).toMatchObject({ ok: true, certificate: { address: url } });
  expect(await read([])).toMatchObject({ reason: 'untrusted_certificate' });
});

test('a look finds what happened, page after page, once', async () => {
  const client = await clientOf(LOGIN.clientSecret);
  for (let n = 0; n < 5; n += 1) await gateway.send('PAYMENT.CAPTURE.DENIED', { id: `CAP${n}` });
  const from = new Date(Date.now() - 60_000).toISOString();
  const look = { account: 'A', from, to: new Date(Date.now() + 1_000).toISOString() };
  const waiting = [...backfill.reads(look)];
  const found: string[] = [];
  for (let asked = waiting.shift(); asked; asked = waiting.shift()) {
    const { events, more } = backfill.read(await client(asked), asked, look);
    found.push(...events.map(({ id }) => id));
    waiting.push(...more);
  }
  expect(new Set(found).size).toBe(5);
});
