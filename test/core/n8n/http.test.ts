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
      ignoreHttpStatusErrors: true,
      body: 'a=1',
      timeout: 1000,
    });
  });

  test('a body that the helper parsed is text again', async () => {
    const { http } = answering({ statusCode: 200, body: { id: 'acct_1' } });
    expect(await http(request)).toEqual({ status: 200, headers: {}, body: '{"id":"acct_1"}' });
  });

  test('an answer without a status is no answer', async () => {
    await expect(answering('?').http(request)).rejects.toThrow('no status code');
  });
});
