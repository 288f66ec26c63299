import { object, text, type JsonObject } from '../core/event/json';
import { ApiError, type ApiClient, type ApiRequest, type Http } from '../core/gateway/apiClient';
import type { Credential } from '../core/gateway/credential';
import { apiError } from './apiError';
import { httpClient } from './httpClient';
import { API_VERSION } from './registration';

/** Stripe's own SDK over n8n's HTTP. Requests stay data; the SDK brings encoding, idempotency keys and retries. */
export function api(http: Http, credential: Credential): ApiClient {
  let client: Promise<Sdk> | undefined;
  return async (request, { timeout = 10_000, retries = 1 } = {}) => {
    client ??= connect(http, credential);
    const answer = perform(await client, request, {
      maxNetworkRetries: retries,
      // One slow try must leave time for the next.
      timeout: Math.max(1, Math.floor(timeout / (retries + 1))),
    });
    return await within(timeout, request, answer);
  };
}

type Sdk = Awaited<ReturnType<typeof connect>>;

async function connect(http: Http, credential: Credential) {
  const key = text(credential.secretKey);
  if (key === undefined) {
    throw new ApiError('The Stripe credential has no Secret Key. Put it in, then try again.', 401);
  }
  // Loaded at the first call: n8n starts without it.
  const { default: Stripe } = await import('stripe');
  return new Stripe(key, {
    apiVersion: API_VERSION,
    httpClient: httpClient(http),
    telemetry: false,
    appInfo: { name: 'n8n-nodes-payment-failure' },
  });
}

async function perform(
  client: Sdk,
  request: ApiRequest,
  limits: { readonly timeout: number; readonly maxNetworkRetries: number },
): Promise<JsonObject> {
  try {
    const answer: unknown = await client.rawRequest(
      request.method,
      withQuery(request),
      request.body === undefined ? undefined : { ...request.body },
      {
        ...limits,
        ...(request.account !== undefined && { stripeAccount: request.account }),
        ...(request.idempotencyKey !== undefined && { idempotencyKey: request.idempotencyKey }),
      },
    );
    return object(answer);
  } catch (error) {
    throw apiError(error, request);
  }
}

function withQuery({ path, query = {} }: ApiRequest): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) search.append(name, one);
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

/** The SDK limits each try; what is promised is the whole, pauses between tries included. */
async function within<T>(timeout: number, { path }: ApiRequest, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new ApiError(`Stripe did not answer ${path} within ${timeout / 1000} s`, 0));
    }, timeout);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
