import { setTimeout as pause } from 'node:timers/promises';
import { parseExactly } from '../event/exactJson';
import { isObject, list, type JsonObject } from '../event/json';
import { maskText } from '../event/mask';
import {
  ApiError,
  type ApiClient,
  type ApiRequest,
  type Http,
  type HttpResponse,
} from './apiClient';
import type { Credential } from './credential';

/** A gateway's JSON API, where no SDK brings more than this. */
export interface RestApi {
  readonly title: string;
  /** The type of the n8n credential that calls sign in with, where that is not the gateway's own. */
  readonly signIn?: string;
  /** Without a slash at its end. */
  readonly baseUrl: (credential: Credential) => string;
  /** Besides what n8n's credential adds: versions, idempotency keys. */
  readonly headers?: (request: ApiRequest) => Readonly<Record<string, string>>;
  /** The status that an answer stands for, where the gateway says no with a 200. */
  readonly statusOf?: (answer: JsonObject) => number | undefined;
  /** What the gateway says was wrong, from the body of a refusal. */
  readonly explain: (answer: JsonObject) => { readonly said?: string; readonly code?: string };
  /** What to do about a credential that it does not accept, or that may not do this. */
  readonly mendCredential: string;
}

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 2_000;

/** A client over n8n's HTTP: JSON both ways, tries again what may pass, and says in plain words what does not. */
export const restApi =
  (api: RestApi) =>
  (http: Http, credential: Credential): ApiClient =>
  async (request, { timeout = 10_000, retries = 1 } = {}) => {
    const end = Date.now() + timeout;
    for (let left = retries; ; left -= 1) {
      // One slow try must leave time for the next.
      const patience = Math.max(1, Math.floor((end - Date.now()) / (left + 1)));
      const answer = await attempt(api, http, credential, request, patience);
      if (answer.status >= 200 && answer.status < 300) return read(answer.body) ?? {};
      const wait = pauseBefore(answer, retries - left);
      if (left === 0 || !mayPass(answer.status) || Date.now() + wait >= end) {
        throw refusal(api, credential, request, answer);
      }
      await pause(wait);
    }
  };

/** Status 0: no answer came. */
async function attempt(
  { baseUrl, headers, statusOf, signIn }: RestApi,
  http: Http,
  credential: Credential,
  request: ApiRequest,
  timeout: number,
): Promise<HttpResponse> {
  const { method, path, query = {}, patch } = request;
  const body = request.body ?? patch;
  const url = new URL(baseUrl(credential) + path);
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) url.searchParams.append(name, one);
  }
  try {
    const answer = await http({
      method,
      url: url.href,
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers?.(request),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeout,
      ...(signIn === undefined ? {} : { signIn }),
    });
    return { ...answer, status: statusOf?.(read(answer.body) ?? {}) ?? answer.status };
  } catch (error) {
    return { status: 0, headers: {}, body: String(error) };
  }
}

const mayPass = (status: number): boolean => status === 0 || status === 429 || status >= 500;

/** As long as the gateway asks for, within reason. */
function pauseBefore({ headers }: HttpResponse, tries: number): number {
  const asked = Number(headers['retry-after']) * 1000;
  return Math.min(asked > 0 ? asked : FIRST_PAUSE * 2 ** tries, LONGEST_PAUSE);
}

/** A bare list comes under the name `list`. Some gateways begin with a byte-order mark, which JSON.parse does not know. */
function read(body: string): JsonObject | undefined {
  try {
    const parsed = parseExactly(body.replace(/^\uFEFF/, ''));
    if (isObject(parsed)) return parsed;
    const items = list(parsed);
    return items.length > 0 ? { list: items } : undefined;
  } catch {
    return undefined;
  }
}

function refusal(
  { title, baseUrl, explain, mendCredential }: RestApi,
  credential: Credential,
  { path }: ApiRequest,
  { status, body }: HttpResponse,
): ApiError {
  const { said, code } = explain(read(body) ?? {});
  return new ApiError(sentence(), status, code);

  function sentence(): string {
    const detail = said === undefined ? '' : ` ${maskText(said)}`;
    switch (status) {
      case 0:
        return `${title} could not be reached for ${path}. ${maskText(body)}. Check that this n8n may open connections to ${new URL(baseUrl(credential)).host}.`;
      case 401:
      case 403:
        return `${title} does not let the credential do this (${path}).${detail} ${mendCredential}`;
      case 404:
        return `${title} does not find ${path}. Is the credential of the same account and environment?${detail}`;
      case 429:
        return `${title} gets too many requests from this account right now. Try again in a minute.`;
      default:
        return status >= 500
          ? `${title} has a problem of its own (${status}) with ${path}. Try again later.${detail}`
          : `${title} refused ${path}.${detail}`;
    }
  }
}
