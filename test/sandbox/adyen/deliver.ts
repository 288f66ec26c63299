import HmacValidator from '@adyen/api-library/lib/src/utils/hmacValidator';
import { NotificationRequestItem } from '@adyen/api-library/lib/src/typings/notification/models';
import axios from 'axios';
import { object, text, type JsonObject } from '../../../nodes/core/event/json';
import type { Webhook } from './webhooks';

export interface DeliverOptions {
  /** The key that an item is signed with, instead of the webhook's own; none leaves it unsigned. */
  readonly keyOf?: (item: JsonObject, own: string | undefined) => string | undefined;
  /** What somebody in between makes of an item after it was signed. */
  readonly tamper?: (item: JsonObject) => JsonObject;
  /** `user:password` instead of the webhook's own; `null` brings none. */
  readonly login?: string | null;
}

export interface Delivered {
  readonly status: number;
  readonly body: string;
}

/** Adyen waits ten seconds. https://docs.adyen.com/development-resources/webhooks/handle-webhook-events */
const PATIENCE = 10_000;
const signer = new HmacValidator();

/** Signed as Adyen's own library signs, item by item. */
export const signed = (item: JsonObject, key: string): JsonObject => {
  const hmacSignature = signer.calculateHmac(
    Object.assign(new NotificationRequestItem(), item),
    key,
  );
  return { ...item, additionalData: { ...object(item.additionalData), hmacSignature } };
};

/** Posts items in one batch, and answers what came back. */
export async function deliver(
  url: string,
  items: readonly JsonObject[],
  { shown, password, key: own }: Webhook,
  { keyOf = (_, key) => key, tamper = (item) => item, login }: DeliverOptions = {},
): Promise<Delivered> {
  const body = {
    live: 'false',
    notificationItems: items.map((item) => {
      const key = keyOf(item, own);
      return {
        NotificationRequestItem: tamper(key === undefined ? item : signed(item, key)),
      };
    }),
  };
  const usual = password === undefined ? null : `${text(shown.username) ?? ''}:${password}`;
  const brought = login === undefined ? usual : login;
  const response = await axios.post<string>(url, Buffer.from(JSON.stringify(body)), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'User-Agent': 'Adyen HttpClient 1.0',
      ...(brought !== null && {
        Authorization: `Basic ${Buffer.from(brought).toString('base64')}`,
      }),
    },
    proxy: false,
    maxRedirects: 0,
    timeout: PATIENCE,
    responseType: 'text',
    validateStatus: () => true,
  });
  return { status: response.status, body: response.data };
}
