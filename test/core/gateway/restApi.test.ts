import {
  ApiError,
  type HttpRequest,
  type HttpResponse,
} from '../../../nodes/core/gateway/apiClient';
import { text } from '../../../nodes/core/event/json';
import { restApi } from '../../../nodes/core/gateway/restApi';

const hwaro = restApi({
  title: 'Hwaro',
  baseUrl: ({ sandbox }) => `https://${sandbox === true ? 'sandbox' : 'api'}.hwaro.example`,
  headers: ({ idempotencyKey }) => (idempotencyKey ? { 'Hwaro-Key': idempotencyKey } : {}),
  explain: ({ error, code }) => ({
    ...(text(error) !== undefined && { said: text(error) ?? '' }),
    ...(text(code) !== undefined && { code: text(code) ?? '' }),
  }),
  mendCredential: 'Copy the key again.',
});

/** A till that answers one after the other, and raises where it is cut off. */
function till(...answers: readonly (Partial<HttpResponse> | Error)[]) {
  const asked: HttpRequest[] = [];
  const client = hwaro(
    async (request) => {
      const answer = answers[asked.push(request) - 1] ?? answers.at(-1);
      if (answer instanceof Error) throw answer;
      return { status: 200, headers: {}, body: '{}', ...answer };
    },
    { sandbox: true },
  );
  return { client, asked };
}
const failure = async (work: Promise<unknown>): Promise<ApiError> => {
  const error: unknown = await work.catch((caught: unknown) => caught);
  if (error instanceof ApiError) return error;
  throw new Error('It did not fail');
};
const read = { method: 'GET', path: '/orders/12' } as const;

test('asks the till with query, body and key as JSON', async () => {
  const { client, asked } = till({ body: '{"table":"12"}' });
  const answer = await client({
    method: 'POST',
    path: '/orders',
    query: { state: ['open', 'paid'], page: '2' },
    body: { table: '12' },
    idempotencyKey: 'mark 12',
  });
  expect(answer).toEqual({ table: '12' });
  expect(asked).toEqual([
    expect.objectContaining({
      method: 'POST',
      url: 'https://sandbox.hwaro.example/orders?state=open&state=paid&page=2',
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/json',
        'Hwaro-Key': 'mark 12',
      },
      body: '{"table":"12"}',
    }),
  ]);
});

test('signs in with the credential that it is given', async () => {
  const asked: HttpRequest[] = [];
  const books = restApi({
    title: 'Books',
    signIn: 'booksOAuth2Api',
    baseUrl: () => 'https://books.example',
    explain: () => ({}),
    mendCredential: '',
  });
  await books(async (request) => {
    asked.push(request);
    return { status: 200, headers: {}, body: '{}' };
  }, {})(read);
  expect(asked).toEqual([expect.objectContaining({ signIn: 'booksOAuth2Api' })]);
});

test.each([
  ['busy', { status: 429, headers: { 'retry-after': '0.01' } }],
  ['broken', { status: 503 }],
  ['cut off', new Error('socket hang up')],
])('a till that is %s is asked again', async (_, trouble) => {
  const { client, asked } = till(trouble, { body: '{"ok":true}' });
  expect(await client(read)).toEqual({ ok: true });
  expect(asked).toHaveLength(2);
  expect(asked[0]?.body).toBeUndefined();
});

test('a refusal is final, with what the till said and no card number in it', async () => {
  const said = 'Card 4242 4242 4242 4242 is not on file';
  const { client, asked } = till({
    status: 422,
    body: JSON.stringify({ error: said, code: 'X1' }),
  });
  const error = await failure(client(read));
  expect(error).toMatchObject({ status: 422, code: 'X1' });
  expect(error.message).toMatch(/^Hwaro refused \/orders\/12\. Card .* is not on file$/);
  expect(error.message).not.toContain('4242 4242 4242');
  expect(asked).toHaveLength(1);
});

test.each([
  [401, 'does not let the credential do this (/orders/12). Copy the key again.'],
  [403, 'does not let the credential do this (/orders/12). Copy the key again.'],
  [404, 'does not find /orders/12'],
  [429, 'gets too many requests'],
  [500, 'has a problem of its own (500)'],
])('a refusal with %i says what to do', async (status, words) => {
  const { client } = till({ status, body: 'not JSON' });
  expect((await failure(client(read, { retries: 0 }))).message).toContain(words);
});

test('a till out of reach is named, within the time that is given', async () => {
  const { client, asked } = till(new Error('getaddrinfo ENOTFOUND'));
  const error = await failure(client(read, { timeout: 100, retries: 5 }));
  expect(error.status).toBe(0);
  expect(error.message).toContain('could not be reached for /orders/12');
  expect(error.message).toContain('connections to sandbox.hwaro.example');
  expect(asked.length).toBeLessThan(3);
});

test('a bare list comes under a name, and what is neither counts as an empty object', async () => {
  expect(await till({ body: '[{"table":"12"}]' }).client(read)).toEqual({
    list: [{ table: '12' }],
  });
  for (const body of ['[]', '7', 'null', 'Kimchi']) {
    expect(await till({ body }).client(read)).toEqual({});
  }
});

test('a byte-order mark before the answer is no part of it', async () => {
  expect(await till({ body: '\uFEFF{"table":"12"}' }).client(read)).toEqual({ table: '12' });
});

test('a till that says no with a 200 is understood, and asked again where that may pass', async () => {
  const politely = restApi({
    title: 'Hwaro',
    baseUrl: () => 'https://api.hwaro.example',
    statusOf: ({ refused }) => (typeof refused === 'number' ? refused : undefined),
    explain: () => ({ said: 'The kitchen is closed.' }),
    mendCredential: 'Copy the key again.',
  });
  const bodies = ['{"refused":503}', '{"refused":404}', 'no JSON'];
  let asked = 0;
  const client = politely(
    async () => ({ status: 200, headers: {}, body: bodies[asked++] ?? '' }),
    {},
  );
  expect(await failure(client(read))).toMatchObject({
    status: 404,
    message: expect.stringContaining('The kitchen is closed.'),
  });
  expect(asked).toBe(2);
  expect(await client(read)).toEqual({});
});
