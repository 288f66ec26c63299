import { type JsonObject, object, text } from '../../nodes/core/event/json';
import { createQuickBooks, BOOKS } from './quickbooks';
import { LOGIN } from './quickbooks/login';
import type { Answer, SeenRequest } from './request';

/** What Intuit would refuse is refused in the sandbox, too. */

const COMPANY = '9341453907512044';
const client = { id: 'emberRice', secret: 'emberRice-client' };

function company() {
  const gateway = createQuickBooks({ company: COMPANY, client, verifier: 'token' });
  const ask = async (
    host: string,
    path: string,
    { body = {}, query = {}, authorization = '' }: Asked = {},
  ): Promise<Answer> => {
    const service = gateway.services.find((one) => one.host === host);
    const request: SeenRequest = {
      number: 1,
      at: '2026-11-24T03:00:00.000Z',
      method: Object.keys(body).length > 0 ? 'POST' : 'GET',
      url: `https://${host}${path}`,
      host,
      path,
      query,
      headers: { authorization },
      body,
      text: '',
    };
    if (!service) throw new Error('There is no such service');
    return await service.answer(request);
  };
  const tokens = async (body: JsonObject): Promise<Answer> =>
    await ask(LOGIN, '/oauth2/v1/tokens/bearer', {
      body,
      authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`,
    });
  const enter = async (): Promise<string> => {
    const { body } = await tokens({ grant_type: 'authorization_code', code: gateway.code() });
    return `Bearer ${text(object(body).access_token) ?? ''}`;
  };
  const books = async (path: string, asked: Asked = {}): Promise<Answer> =>
    await ask(BOOKS, `/v3/company/${COMPANY}${path}`, asked);
  return { gateway, ask, tokens, enter, books };
}
interface Asked {
  readonly body?: JsonObject;
  readonly query?: JsonObject;
  readonly authorization?: string;
}
const codeOf = ({ body }: Answer): unknown => {
  const [first] = Object.values(object(body.Fault)).filter(Array.isArray).flat();
  return object(first).code;
};

test('nobody reads the books without a token, with one that has run out, or of another company', async () => {
  const { gateway, ask, enter, books } = company();
  gateway.put('Payment', { Id: '77' });
  expect((await books('/payment/77')).status).toBe(401);
  const authorization = await enter();
  expect((await books('/payment/77', { authorization })).status).toBe(200);
  expect((await ask(BOOKS, '/v3/company/42/payment/77', { authorization })).status).toBe(403);
  gateway.expire();
  expect((await books('/payment/77', { authorization })).status).toBe(401);
});

test('a code and a refresh token are good once', async () => {
  const { gateway, tokens } = company();
  const code = gateway.code();
  const first = await tokens({ grant_type: 'authorization_code', code });
  const renewal = { grant_type: 'refresh_token', refresh_token: first.body.refresh_token };
  expect([first.status, (await tokens(renewal)).status, gateway.renewed()]).toEqual([200, 200, 1]);
  expect((await tokens(renewal)).body).toEqual({ error: 'invalid_grant' });
  expect((await tokens({ grant_type: 'authorization_code', code })).status).toBe(400);
});

test('whoever knows an older version of an invoice may not write on it', async () => {
  const { gateway, enter, books } = company();
  gateway.put('Invoice', { Id: '130', PrivateNote: 'A' });
  const authorization = await enter();
  const write = (body: JsonObject) => books('/invoice', { authorization, body });
  expect(codeOf(await write({ Id: '130', SyncToken: '9', sparse: true }))).toBe('5010');
  expect(codeOf(await write({ Id: '131', SyncToken: '0', sparse: true }))).toBe('610');
  expect(codeOf(await write({ Id: '130', SyncToken: '0' }))).toBe('2020');
  await write({ Id: '130', SyncToken: '0', sparse: true, PrivateNote: 'B' });
  expect(gateway.get('Invoice', '130')).toMatchObject({ PrivateNote: 'B', SyncToken: '1' });
});

test('a query that QuickBooks would not parse is refused', async () => {
  const { gateway, enter, books } = company();
  gateway.put('Invoice', { Id: '130', Balance: 9, DueDate: '2026-11-20' });
  const authorization = await enter();
  const ask = (query: string) => books('/query', { authorization, query: { query } });
  for (const query of ['select Id from Invoice', "select * from Invoice where Balance = '0'"]) {
    expect(codeOf(await ask(query))).toBe('4000');
  }
  const found = await ask(
    "select * from Invoice where Balance > '0' and DueDate < '2026-11-21' startposition 1 maxresults 1000",
  );
  expect(found.body).toMatchObject({ QueryResponse: { Invoice: [{ Id: '130' }] } });
});
