import type { Json, JsonObject } from '../event/json';

/** Calls to a gateway's API, as data, and the client that performs them. */

/** One call to the gateway's API, as data: performed by a node with the gateway's credential. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: JsonObject;
  /** In place of a body: changes, one by one. https://www.rfc-editor.org/rfc/rfc6902 */
  readonly patch?: readonly Json[];
  /** The connected account the call is made for, where that is not the credential's own. */
  readonly account?: string | undefined;
  readonly idempotencyKey?: string;
}

/**
 * A read that completes a thin event; the answer is handed to `normalize` under `key`. Some gateways have their reads
 * asked for in the body of a POST.
 */
export interface ApiRead extends ApiRequest {
  readonly method: 'GET' | 'POST';
  readonly key: string;
}
export type Fetched = Readonly<Record<string, JsonObject>>;

/** n8n's authenticated HTTP, cut down to what an adapter's API client is built on. */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;
export interface HttpRequest {
  readonly method: ApiRequest['method'];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds. */
  readonly timeout: number;
  /** The type of the n8n credential to sign in with, where that is not the gateway's own. */
  readonly signIn?: string | undefined;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Performs one API request; raises `ApiError` when the gateway refuses or cannot be reached. */
export type ApiClient = (request: ApiRequest, options?: ApiOptions) => Promise<JsonObject>;
export interface ApiOptions {
  /** Milliseconds for the whole call, retries included. */
  readonly timeout?: number;
  /** How often to try again after a failure that may pass. */
  readonly retries?: number;
}

/** What the owner of the workflow is told when a gateway's API says no. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    message: string,
    /** The HTTP status, or 0 where no answer came. */
    readonly status: number,
    /** The gateway's own code for it. */
    readonly code?: string,
  ) {
    super(message);
  }
}

/** Whether the gateway may well answer later: out of reach, overloaded, or broken on its side. */
export const isTransient = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);
