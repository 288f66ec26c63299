import { ApiError, type ApiClient, type ApiRequest } from '../../../nodes/core/gateway/apiClient';
import { performMark, type Marking } from '../../../nodes/core/gateway/performMark';

const put = (version: unknown): ApiRequest => ({
  method: 'PUT',
  path: '/orders/12',
  body: { version: Number(version), status: 'open' },
});
const revision: Marking = {
  read: { method: 'GET', path: '/orders/12' },
  write: ({ version }) => (version === undefined ? [] : [put(version)]),
};

/** A till with one order, which somebody else may be editing. */
function till(edits: number, refuse: Error = new ApiError('The order was changed meanwhile', 409)) {
  const calls: string[] = [];
  let version: number | undefined = 1;
  const client: ApiClient = async ({ method, path, body }, options) => {
    calls.push(`${method} ${path} ${options?.timeout}`);
    if (method === 'GET') {
      const answer = version === undefined ? {} : { version };
      if (edits > 0) {
        edits -= 1;
        version = (version ?? 0) + 1;
      }
      return answer;
    }
    if (method === 'PUT' && body?.['version'] !== version) throw refuse;
    return {};
  };
  return { client, calls, madeInThePos: () => (version = undefined) };
}
const read = 'GET /orders/12 5000';
const write = 'PUT /orders/12 5000';

test('a mark that needs nothing is written as it is', async () => {
  const { client, calls } = till(0);
  await performMark(client, [{ method: 'POST', path: '/notes' }], { timeout: 5000 });
  expect(calls).toEqual(['POST /notes 5000']);
});

test('a mark that needs the order’s version reads it first', async () => {
  const { client, calls } = till(0);
  await performMark(client, [revision], { timeout: 5000 });
  expect(calls).toEqual([read, write]);
});

test('an order that cannot be marked is left alone', async () => {
  const { client, calls, madeInThePos } = till(0);
  madeInThePos();
  await performMark(client, [revision], { timeout: 5000 });
  expect(calls).toEqual([read]);
});

test('a server edits the order at the same moment: it is read and written once more', async () => {
  const { client, calls } = till(1);
  await performMark(client, [revision], { timeout: 5000 });
  expect(calls).toEqual([read, write, read, write]);
});

test('an order that is always being edited is given up', async () => {
  const { client } = till(9);
  await expect(performMark(client, [revision], { timeout: 5000 })).rejects.toThrow(/changed/);
});

test.each([new ApiError('The till is down', 503), new Error('nobody foresaw this')])(
  'what the client has tried already is not tried again: %s',
  async (error) => {
    const { client, calls } = till(1, error);
    await expect(performMark(client, [revision], { timeout: 5000 })).rejects.toBe(error);
    expect(calls).toEqual([read, write]);
  },
);
