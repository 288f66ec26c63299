import { isObject, type JsonObject } from '../../nodes/core/event/json';
import { parseForm } from './form';

/** One request that reached the fake internet. */
export interface SeenRequest {
  /** 1 for the first, over all hosts. */
  readonly number: number;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly method: string;
  readonly url: string;
  readonly host: string;
  readonly path: string;
  readonly query: JsonObject;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON and forms are parsed; anything else is an empty object. */
  readonly body: JsonObject;
  readonly text: string;
}

export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string | undefined;
}

/** A request as the fake internet sees it now. */
export function seenRequest(
  { method, url, headers: sent = {}, text = '' }: SentRequest,
  number: number,
): SeenRequest {
  const { href, hostname, pathname, search } = new URL(url);
  const headers = Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    number,
    at: new Date().toISOString(),
    method,
    url: href,
    host: hostname,
    path: pathname,
    query: parseForm(search.slice(1)),
    headers,
    body: parseBody(text, headers['content-type'] ?? ''),
    text,
  };
}

/** A request with what it was answered. */
export interface Exchange extends SeenRequest {
  readonly answer: Answer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  /** What is sent instead, where a service does not write its body as plain JSON. */
  readonly written?: string;
}

/** `cut`: the connection is closed without an answer, as if the service had gone away. */
export type Outcome = Answer | 'cut';

/** One host of the fake internet. */
export interface Service {
  readonly host: string;
  answer(request: SeenRequest): Answer | Promise<Answer>;
}

export function parseBody(text: string, contentType: string): JsonObject {
  if (contentType.includes('x-www-form-urlencoded')) return parseForm(text);
  if (!contentType.includes('json')) return {};
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) ? body : {};
  } catch {
    return {};
  }
}
