import { n8nHost } from './n8nHost';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { INodeType, IWebhookFunctions } from 'n8n-workflow';
import { mock } from 'jest-mock-extended';
import type { Call, CallAnswer } from '../../../nodes/core/gateway/evidence';
import { callsOf } from '../../../nodes/core/n8n/calls';
import { hwaro } from '../gateway/hwaro';

/** The calls of a proof, through n8n's own helper to a server that tells what it got. */

let server: Server;
let origin: string;
let got: { readonly request: IncomingMessage; readonly body: Buffer }[];

beforeEach(async () => {
  got = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      got.push({ request, body: Buffer.concat(chunks) });
      if (request.url === '/moved') response.writeHead(302, { location: '/elsewhere' });
      if (request.url === '/broken') response.writeHead(503);
      response.end(request.url === '/long' ? Buffer.alloc(5_000, 'x') : Buffer.from([0, 255, 128]));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no port');
  origin = `http://127.0.0.1:${address.port}`;
});
afterEach(() => new Promise((closed) => server.close(closed)));

const trigger: INodeType = {
  description: {
    displayName: 'Hwaro Trigger',
    name: 'hwaroTrigger',
    group: ['trigger'],
    version: [2],
    description: '',
    defaults: { name: 'Hwaro Trigger' },
    inputs: [],
    outputs: ['main'],
    properties: [],
  },
};

async function call(path: string, more: Partial<Call> = {}): Promise<CallAnswer> {
  let answer: Promise<CallAnswer> | undefined;
  const make = async (context: IWebhookFunctions): Promise<void> => {
    const sent: Call = {
      method: 'GET',
      url: origin + path,
      maxBytes: 1_000,
      timeout: 2_000,
      ...more,
    };
    answer = callsOf(context, hwaro).http(sent);
    await answer.catch(() => undefined);
  };
  await n8nHost(trigger, {}, { hwaroApi: { apiKey: 'sk_bbq' } }).deliver(
    async (context) => {
      await make(context);
      context.getResponseObject().end();
    },
    { body: '', headers: {} },
  );
  if (!answer) throw new Error('No call was made');
  return await answer;
}

test('bytes come as they are, whatever the status', async () => {
  expect(await call('/bytes')).toEqual({ status: 200, body: Buffer.from([0, 255, 128]) });
  expect(await call('/broken')).toMatchObject({ status: 503 });
});

test('a form is sent byte for byte, as a form, and without the credential', async () => {
  const body = Buffer.from('cmd=_ask&a=%e9+b&empty&b=1;2&a=%E9');
  await call('/form', { method: 'POST', body });
  expect(got.map((one) => one.body)).toEqual([body]);
  expect(got[0]?.request.headers).toMatchObject({
    'content-type': 'application/x-www-form-urlencoded',
  });
  expect(JSON.stringify(got[0]?.request.rawHeaders)).not.toMatch(/authorization|sk_bbq/i);
});

test('nobody is followed elsewhere', async () => {
  expect(await call('/moved')).toMatchObject({ status: 302 });
  expect(got).toHaveLength(1);
});

test('an answer that is too long is none', async () => {
  await expect(call('/long')).rejects.toThrow('longer than 1000 bytes');
});

test('where nobody answers, it raises', async () => {
  await expect(call('', { url: 'http://127.0.0.1:1/' })).rejects.toThrow('ECONNREFUSED');
});

test.each([
  ['?', 'no status code'],
  [{ statusCode: 200, body: 'text' }, 'no body'],
])('a helper that answers %j gave no answer', async (answer, why) => {
  const context = mock<IWebhookFunctions>();
  Reflect.set(context, 'helpers', { httpRequest: async () => answer });
  const sent: Call = { method: 'GET', url: origin, maxBytes: 1, timeout: 1 };
  await expect(callsOf(context, hwaro).http(sent)).rejects.toThrow(why);
});
