import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import axios, { type AxiosInstance, type Method } from 'axios';
import { object, text } from '../../../nodes/core/event/json';

export interface Owner {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly password: string;
}

/** n8n's internal API, as the editor in a browser uses it. */
export interface Session {
  /** Answers the `data` of n8n's envelope; throws with n8n's own words when it says no. */
  call(method: Method, path: string, body?: unknown): Promise<unknown>;
}

/** Logs in as the owner, who is set up first where n8n is new. */
export async function openSession(origin: string, owner: Owner): Promise<Session> {
  const http = axios.create({
    baseURL: `${origin}/rest`,
    proxy: false,
    // A connection that n8n closes while it lies idle would fail the next request.
    httpAgent: new Agent({ keepAlive: false }),
    validateStatus: () => true,
    headers: { 'browser-id': randomUUID(), 'push-ref': randomUUID() },
  });
  const login = { emailOrLdapLoginId: owner.email, password: owner.password };
  let answer = await http.post<unknown>('/login', login);
  if (answer.status === 401) {
    await call(http, 'post', '/owner/setup', owner);
    answer = await http.post<unknown>('/login', login);
  }
  if (answer.status !== 200) throw refused('post', '/login', answer.status, answer.data);
  const cookies = answer.headers['set-cookie'] ?? [];
  http.defaults.headers.common.Cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
  return { call: (method, path, body) => call(http, method, path, body) };
}

async function call(
  http: AxiosInstance,
  method: Method,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const { status, data } = await http.request<unknown>({ method, url: path, data: body });
  if (status >= 400) throw refused(method, path, status, data);
  return object(data).data;
}

function refused(method: Method, path: string, status: number, data: unknown): Error {
  const message = text(object(data).message) ?? JSON.stringify(data);
  return new Error(`n8n answered ${status} to ${method} ${path}: ${message}`);
}
