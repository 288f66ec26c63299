import type { IAllExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { mock } from 'jest-mock-extended';
import { httpFor } from '../../../nodes/core/n8n/http';

const request = {
  method: 'POST',
  url: 'https://api.gateway.example/v1/things',
  headers: { 'X-Version': '1' },
  body: 'a=1',
  timeout: 1000,
} as const;

function answering(answer: unknown) {
  const asked: { type?: string; options?: IHttpRequestOptions } = {};
  const context = mock<IAllExecuteFunctions>();
  Reflect.set(context, 'helpers', {
    httpRequestWithAuthentication: (type: string, options: IHttpRequestOptions) => {
      Object.assign(asked, { type, options });
      return Promise.resolve(answer);
    },
  });
  return { http: httpFor(context, 'stripeApi'), asked };
}

describe('the gateways’ HTTP goes through n8n', () => {
  test('with the credential, and every status comes back', async () => {
    const { http, asked } = answering({
      statusCode: 402,
      headers: { 'Request-Id': 'req_1', 'Set-Cookie': ['a', 'b'], odd: 3 },
      body: '{"error":{}}',
    });
    expect(await http(request)).toEqual({
      status: 402,
      headers: { 'request-id': 'req_1', 'set-cookie': 'a, b' },
      body: '{"error":{}}',
    });
    expect(asked.type).toBe('stripeApi');
    expect(asked.options).toMatchObject({
      ignoreHttpStatusErrors: { ignore: true, except: [401] },
      body: 'a=1',
      timeout: 1000,
    });
  });

  test('a body that the helper parsed is text again', async () => {
    const { http } = answering({ statusCode: 200, body: { id: 'acct_1' } });
    expect(await http(request)).toEqual({ status: 200, headers: {}, body: '{"id":"acct_1"}' });
  });

  test('with another credential of the gateway, where the call is signed in to with that', async () => {
    const { http, asked } = answering({ statusCode: 200, body: '{}' });
    await http({ ...request, signIn: 'booksOAuth2Api' });
    expect(asked.type).toBe('booksOAuth2Api');
  });

  test('an answer without a status is no answer', async () => {
    await expect(answering('?').http(request)).rejects.toThrow('no status code');
  });

  test('a sign-in that n8n could not renew is an answer like any other', async () => {
    const refused = Object.assign(new Error('Authorization failed'), {
      httpCode: '401',
      cause: { response: { status: 401, data: '{"error":"invalid_token"}' } },
    });
    const { http } = answering(Promise.reject(refused));
    expect(await http(request)).toEqual({
      status: 401,
      headers: {},
      body: '{"error":"invalid_token"}',
    });
  });

  describe('while n8n takes its expression engine away, as it does in the middle of publishing', () => {
    /** An engine that is taken away so many times before a request. */
    function taken(times: number) {
      let isThere = false;
      let left = times;
      const context = mock<IAllExecuteFunctions>();
      Reflect.set(context, 'workflow', {
        expression: {
          acquireIsolate: async () => {
            left -= 1;
            isThere = left <= 0;
          },
        },
      });
      Reflect.set(context, 'helpers', {
        httpRequestWithAuthentication: async () => {
          if (isThere) return { statusCode: 200, headers: {}, body: '{}' };
          throw new Error('No bridge acquired for this context. Call acquire() first.');
        },
      });
      return httpFor(context, 'stripeApi');
    }

    test.each([1, 3])('it is asked for again, %i times', async (times) => {
      expect((await taken(times)(request)).status).toBe(200);
    });

    test('but not for ever', async () => {
      await expect(taken(9)(request)).rejects.toThrow('No bridge acquired');
    });

    test('and another failure is what it is', async () => {
      const context = mock<IAllExecuteFunctions>();
      Reflect.set(context, 'helpers', {
        httpRequestWithAuthentication: () => Promise.reject(new Error('socket hang up')),
      });
      await expect(httpFor(context, 'stripeApi')(request)).rejects.toThrow('socket hang up');
    });
  });
});
