import type { IAllExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { isObject, object, text, type JsonObject } from '../event/json';
import type { Http, HttpResponse } from '../gateway/apiClient';
import { withExpressions } from './expressions';

/**
 * n8n's authenticated request helper as the adapters' `Http`: proxies, credentials and network policy hold.
 * Answers every HTTP status; raises only where no answer came.
 */
export const httpFor =
  (context: IAllExecuteFunctions, credentialType: string): Http =>
  async ({ method, url, headers, body, timeout, signIn }) => {
    const options: IHttpRequestOptions = {
      method,
      url,
      headers: { ...headers },
      ...(body === undefined ? {} : { body }),
      timeout,
      returnFullResponse: true,
      // n8n renews an access token that has expired only where this status is raised.
      ignoreHttpStatusErrors: { ignore: true, except: [401] },
      encoding: 'text',
    };
    try {
      const answer = await withExpressions<unknown>(context, () =>
        context.helpers.httpRequestWithAuthentication.call(
          context,
          signIn ?? credentialType,
          options,
        ),
      );
      return readAnswer(answer);
    } catch (error) {
      if (!isObject(error) || error.httpCode !== '401') throw error;
      return { status: 401, headers: {}, body: written(refusalIn(error)) };
    }
  };

/** What the gateway said, inside of n8n's own error. */
const refusalIn = ({ cause }: JsonObject): unknown => object(object(cause).response).data;

function readAnswer(answer: unknown): HttpResponse {
  const { statusCode, headers, body } = isObject(answer) ? answer : {};
  if (typeof statusCode !== 'number') throw new Error('The request helper gave no status code');
  return {
    status: statusCode,
    headers: flat(headers),
    body: written(body),
  };
}

/** The helper parses JSON of its own accord where the answer declares it. */
const written = (body: unknown): string =>
  typeof body === 'string' ? body : JSON.stringify(body ?? '');

function flat(headers: unknown): Record<string, string> {
  if (!isObject(headers)) return {};
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const line = Array.isArray(value) ? value.join(', ') : text(value);
      return line === undefined ? [] : [[name.toLowerCase(), line]];
    }),
  );
}
