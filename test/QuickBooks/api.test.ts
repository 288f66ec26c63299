import { ApiError, type ApiRead, type HttpRequest } from '../../nodes/core/gateway/apiClient';
import { quickbooks } from '../../nodes/QuickBooks/quickbooks.adapter';
import { transactionPath } from '../../nodes/QuickBooks/requests';
import { charge, COMPANY, echeck } from '../fixtures/quickbooks';

const books = (environment = 'production') => ({
  quickBooksOAuth2Api: {
    environment,
    oauthTokenData: { callbackQueryString: { realmId: COMPANY } },
  },
});
const payments = { quickBooksPaymentsOAuth2Api: { environment: 'sandbox' } };

/** Intuit's servers, answering by the end of the path. */
function intuit(answers: Readonly<Record<string, object>>, credential: object = books()) {
  const asked: HttpRequest[] = [];
  const client = quickbooks.api(
    async (request) => {
      asked.push(request);
      const [, answer] =
        Object.entries(answers).find(([path]) => new URL(request.url).pathname.endsWith(path)) ??
        [];
      return { headers: {}, status: answer ? 200 : 404, body: JSON.stringify(answer ?? {}) };
    },
    { ...credential },
  );
  return { client, asked };
}
const read = (path: string, account?: string): ApiRead => ({
  method: 'GET',
  key: 'x',
  path,
  account,
});
const failure = async (work: Promise<unknown>): Promise<ApiError> => {
  const error: unknown = await work.catch((caught: unknown) => caught);
  if (error instanceof ApiError) return error;
  throw new Error('It did not fail');
};

test('the books are asked with n8n’s own credential, at the company that was connected', async () => {
  const { client, asked } = intuit({ '/payment/77': { Payment: { Id: '77' } } });
  expect(await client(read('/payment/77', COMPANY))).toEqual({ Payment: { Id: '77' } });
  expect(asked).toMatchObject([
    {
      signIn: 'quickBooksOAuth2Api',
      url: `https://quickbooks.api.intuit.com/v3/company/${COMPANY}/payment/77`,
    },
  ]);
  const sandbox = intuit({ '/payment/77': {} }, books('sandbox'));
  await sandbox.client(read('/payment/77'));
  expect(sandbox.asked[0]?.url).toContain('https://sandbox-quickbooks.api.intuit.com/');
});

test('another company is not asked for, since the credential could not read it', async () => {
  const { client, asked } = intuit({});
  expect((await failure(client(read('/payment/77', '42')))).message).toContain('of the company 42');
  expect(asked).toEqual([]);
});

test('without the credential for the books, the owner reads what to choose', async () => {
  const { client } = intuit({}, {});
  const { message, status } = await failure(client(read('/payment/77')));
  expect([status, message]).toEqual([401, expect.stringContaining('choose its OAuth2 credential')]);
});

describe('QuickBooks Payments', () => {
  const both = { ...books(), ...payments };
  const at = transactionPath('EMU1');

  test('is asked with the other credential', async () => {
    const { client, asked } = intuit({ '/charges/EMU1': charge('CAPTURED') }, both);
    expect(await client(read(at))).toMatchObject({ charge: { status: 'CAPTURED' } });
    expect(asked).toMatchObject([
      {
        signIn: 'quickBooksPaymentsOAuth2Api',
        url: 'https://sandbox.api.intuit.com/quickbooks/v4/payments/charges/EMU1',
      },
    ]);
  });

  test('has e-checks elsewhere than charges', async () => {
    const { client, asked } = intuit({ '/echecks/EMU1': echeck('PENDING') }, both);
    expect(await client(read(at))).toMatchObject({ echeck: { status: 'PENDING' } });
    expect(asked).toHaveLength(2);
    expect(await intuit({}, both).client(read(at))).toEqual({});
  });

  test('is not asked where nobody signed in there', async () => {
    const { client, asked } = intuit({});
    expect([await client(read(at)), asked]).toEqual([{}, []]);
  });

  test('that refuses the credential says what to do', async () => {
    const client = quickbooks.api(
      async () => ({
        status: 401,
        headers: {},
        body: JSON.stringify({ errors: [{ code: 'PMT-3000', message: 'Not yours' }] }),
      }),
      both,
    );
    const { code, message } = await failure(client(read(at)));
    expect([code, message]).toEqual(['PMT-3000', expect.stringContaining('connect it again')]);
  });
});

test.each([
  ['610', 400, 404, { Fault: { Error: [{ code: '610', Detail: 'Something is gone' }] } }],
  ['5010', 400, 400, { Fault: { Error: [{ code: '5010', Message: 'Stale Object Error' }] } }],
  ['3200', 401, 401, { fault: { error: [{ code: '3200', message: 'Token expired' }] } }],
  [undefined, 503, 503, {}],
])('a refusal with code %s is told in QuickBooks’ words', async (code, given, status, body) => {
  const client = quickbooks.api(
    async () => ({ status: given, headers: {}, body: JSON.stringify(body) }),
    books(),
  );
  const error = await failure(client(read('/invoice/1'), { retries: 0 }));
  expect([error.code, error.status]).toEqual([code, status]);
});

test('the account is the company of the credential, once that has proved to work', () => {
  const { read: asked, id } = quickbooks.account;
  expect(asked).toMatchObject({ path: '/query', query: { query: 'select * from CompanyInfo' } });
  expect(id({}, books())).toBe(COMPANY);
  expect(id({})).toBeUndefined();
  expect(quickbooks.supplies?.({ ...books('sandbox'), currency: 'CAD', timeZone: '' })).toEqual({
    live: false,
    currency: 'CAD',
    timeZone: undefined,
    signedInWith: [],
  });
  expect(quickbooks.supplies?.({ ...books(), ...payments })).toMatchObject({
    live: true,
    signedInWith: ['quickBooksPaymentsOAuth2Api'],
  });
});
