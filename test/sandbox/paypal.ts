import { randomUUID, sign, type KeyObject } from 'node:crypto';
import { crc32 } from 'node:zlib';
import axios from 'axios';
import { isObject, list, object, text, type JsonObject } from '../../nodes/core/event/json';
import type { Authority } from '../authority';
import { api, type Apps } from './paypal/api';
import { Refusal } from './paypal/refusal';
import { webhooks, type Webhooks } from './paypal/webhooks';
import type { Answer, SeenRequest, Service } from './request';

export const PAYPAL = 'api-m.sandbox.paypal.com';
export const PAYPAL_CERTIFICATES = 'api.sandbox.paypal.com';
export const PAYPAL_IPN = 'ipnpb.sandbox.paypal.com';
const CERTIFICATES = '/v1/notifications/certs/';
const NAME = 'messageverificationcerts.sandbox.paypal.com';

export interface PayPalOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The account that the app belongs to. */
  readonly userId: string;
}

export interface FakePayPal {
  readonly services: readonly Service[];
  /** Puts an object where the API will find it, under its path. */
  put(path: string, object: JsonObject): void;
  webhooks(): readonly JsonObject[];
  /** From where a registered public address can be reached in this sandbox. */
  reachable(publicOrigin: string, localOrigin: string): void;
  /** Signs from now on with a certificate that this authority issues. */
  certify(authority: Authority): Promise<void>;
  /** Lets every access token that was given run out. */
  expireTokens(): void;
  /** Lets something happen: it is listed, and every webhook that asked for it is told. Answers their statuses. */
  send(type: string, resource: JsonObject, how?: { readonly forged?: boolean }): Promise<Told>;
  /** Posts a notification, which is confirmed when it is sent back; a forged one is not. */
  notify(
    url: string,
    fields: Readonly<Record<string, string>>,
    how?: { readonly forged?: boolean },
  ): Promise<number>;
}
export type Told = readonly number[];

interface Certificate {
  readonly name: string;
  readonly pem: string;
  readonly key: KeyObject;
}

/** PayPal's sandbox, as far as this project uses it, refusing what PayPal would refuse. */
export function createPayPal(options: PayPalOptions): FakePayPal {
  const hooks: Webhooks = new Map();
  const shelf = new Map<string, JsonObject>();
  const apps: Apps = { ...options, tokens: new Set() };
  const events: JsonObject[] = [];
  const places = new Map<string, string>();
  const sent = new Set<string>();
  const certificates = new Map<string, Certificate>();
  let current: Certificate | undefined;

  const answers = (request: SeenRequest): Answer =>
    answered(() => api(request, apps, shelf, events) ?? webhooks(request, hooks));

  const certificateAt = ({ method, path }: SeenRequest): Answer => {
    const found = certificates.get(path.slice(CERTIFICATES.length));
    return method === 'GET' && path.startsWith(CERTIFICATES) && found
      ? { status: 200, headers: { 'content-type': 'text/plain' }, body: {}, written: found.pem }
      : { status: 404, body: { name: 'RESOURCE_NOT_FOUND' } };
  };

  const confirmed = ({ method, path, text: said, headers }: SeenRequest): Answer => {
    const isAsked = method === 'POST' && path === '/cgi-bin/webscr';
    const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
    const [, form = ''] = said.split('cmd=_notify-validate&');
    const word = isAsked && isForm === true && sent.has(form) ? 'VERIFIED' : 'INVALID';
    return { status: 200, headers: { 'content-type': 'text/html' }, body: {}, written: word };
  };

  async function post(url: string, body: string, headers: Readonly<Record<string, string>>) {
    const { origin, pathname } = new URL(url);
    const response = await axios.post(`${places.get(origin) ?? origin}${pathname}`, body, {
      headers,
      transformRequest: [(one: unknown) => one],
      proxy: false,
      validateStatus: () => true,
    });
    return response.status;
  }

  /** https://developer.paypal.com/api/rest/webhooks/rest/#link-eventheadervalidation */
  function signed(webhookId: string, body: string, by: Certificate): Record<string, string> {
    const [id, time] = [randomUUID(), new Date().toISOString()];
    const message = `${id}|${time}|${webhookId}|${crc32(body)}`;
    return {
      'Content-Type': 'application/json',
      'PAYPAL-TRANSMISSION-ID': id,
      'PAYPAL-TRANSMISSION-TIME': time,
      'PAYPAL-TRANSMISSION-SIG': sign('RSA-SHA256', Buffer.from(message), by.key).toString(
        'base64',
      ),
      'PAYPAL-AUTH-ALGO': 'SHA256withRSA',
      'PAYPAL-AUTH-VERSION': 'v2',
      'PAYPAL-CERT-URL': `https://${PAYPAL_CERTIFICATES}${CERTIFICATES}${by.name}`,
    };
  }

  return {
    services: [
      { host: PAYPAL, answer: answers },
      { host: PAYPAL_CERTIFICATES, answer: certificateAt },
      { host: PAYPAL_IPN, answer: confirmed },
    ],
    put: (path, one) => void shelf.set(path, one),
    webhooks: () => [...hooks.values()],
    reachable: (publicOrigin, localOrigin) => void places.set(publicOrigin, localOrigin),
    async certify(authority) {
      const { pem, key } = await authority.issue({ name: NAME });
      current = { name: `CERT-${certificates.size}-360caa42`, pem, key };
      certificates.set(current.name, current);
    },
    expireTokens: () => {
      apps.tokens.clear();
    },
    async send(type, resource, { forged = false } = {}) {
      const by = current;
      if (!by) throw new Error('PayPal has no certificate to sign with');
      const event: JsonObject = {
        id: `WH-${randomUUID()}`,
        event_version: '1.0',
        create_time: new Date().toISOString(),
        event_type: type,
        summary: 'Something happened',
        resource,
      };
      if (!forged) events.push(event);
      const body = JSON.stringify(event);
      const told = [...hooks.values()].filter(({ event_types: types }) =>
        list(types).some((one) => object(one).name === type),
      );
      return await Promise.all(
        told.map(({ id, url }) => {
          const headers = signed(text(id) ?? '', body, by);
          const delivered = forged ? body.replace('"resource":{', '"resource":{"forged":1,') : body;
          return post(text(url) ?? '', delivered, headers);
        }),
      );
    },
    notify: (url, fields, { forged = false } = {}) => {
      const form = new URLSearchParams({ ...fields, charset: 'windows-1252' })
        .toString()
        // As PayPal writes what is in no ASCII.
        .replaceAll('%C3%A9', '%E9');
      if (!forged) sent.add(form);
      return post(url, form, { 'Content-Type': 'application/x-www-form-urlencoded' });
    },
  };
}

function answered(route: () => JsonObject | undefined): Answer {
  try {
    const body = route();
    if (body === undefined) throw new Refusal(404, 'RESOURCE_NOT_FOUND', 'Nothing is there.');
    return { status: 200, body: isObject(body) ? body : {} };
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}
