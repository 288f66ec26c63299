import type Stripe from 'stripe';
import { isObject, type JsonObject } from '../core/event/json';
import type { Http, HttpRequest } from '../core/gateway/apiClient';

/** Added by n8n's request helper, or nobody's business: the SDK describes the machine it runs on. */
const NOT_SENT = new Set([
  'content-length',
  'x-stripe-client-user-agent',
  'x-stripe-client-telemetry',
]);

/** n8n's HTTP in the shape that the SDK asks for. */
export const httpClient = (http: Http): Stripe.HttpClient => ({
  getClientName: () => 'n8n',
  async makeRequest(host, port, path, method, headers, body, protocol, timeout) {
    const origin = `${protocol}://${host}${port === '443' ? '' : `:${port}`}`;
    const answer = await http({
      method: methodOf(method),
      url: origin + path,
      headers: Object.fromEntries(
        Object.entries(headers)
          .filter(([name]) => !NOT_SENT.has(name.toLowerCase()))
          .map(([name, value]) => [name, String(value)]),
      ),
      ...(body && { body }),
      timeout,
    });
    return {
      getStatusCode: () => answer.status,
      getHeaders: () => answer.headers,
      getRawResponse: () => ({ ...answer }),
      toStream: () => {
        throw new Error('Answers are not streamed');
      },
      toJSON: async () => await Promise.resolve(parse(answer.body)),
    };
  },
});

/** The SDK writes onto what it is given: anything but an object would raise where nobody catches it. */
function parse(body: string): JsonObject {
  const parsed: unknown = JSON.parse(body);
  if (isObject(parsed)) return parsed;
  throw new Error('The answer is not an object');
}

const METHODS: readonly HttpRequest['method'][] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

function methodOf(method: string): HttpRequest['method'] {
  const known = METHODS.find((one) => one === method.toUpperCase());
  if (!known) throw new Error(`Stripe has no ${method} requests`);
  return known;
}
