import { createHmac, randomUUID } from 'node:crypto';
import axios from 'axios';
import { text, type JsonObject } from '../../nodes/core/event/json';
import type { Service } from './request';
import { createApi, type ToastClient } from './toast/api';

export const TOAST = 'ws-api.toasttab.com';

export interface ToastOptions extends ToastClient {
  /** Of the webhook subscription that Toast has made. */
  readonly secret: string;
}

export interface SendOptions {
  readonly secret?: string;
  /** When the order changed; now, unless it says otherwise. */
  readonly timestamp?: string;
}

/** A restaurant's tills at Toast. */
export interface FakeToast {
  readonly service: Service;
  /** Puts something where the API will find it. */
  readonly put: (path: string, thing: JsonObject) => void;
  /** Lets every access token run out. */
  readonly expire: () => void;
  /** The order is as it is now, and listed by when it changed; the subscription is told. Answers the status. */
  send(url: string, order: JsonObject, options?: SendOptions): Promise<number>;
}

export function createToast({ secret, ...client }: ToastOptions): FakeToast {
  const api = createApi(client);
  const keep = (order: JsonObject, at: string): JsonObject => {
    const changed = { ...order, modifiedDate: at.replace('Z', '+0000') };
    api.put(`/orders/v2/orders/${text(order.guid)}`, changed);
    return changed;
  };
  return {
    service: { host: TOAST, answer: api.answer },
    put: api.put,
    expire: api.expire,
    async send(url, order, { timestamp, ...options } = {}) {
      const at = timestamp ?? new Date().toISOString();
      const body = JSON.stringify({
        timestamp: at,
        eventCategory: 'order_updated',
        eventType: 'order_updated',
        guid: randomUUID(),
        details: { restaurantGuid: client.restaurantGuid, order: keep(order, at) },
      });
      const response = await axios.post(url, body, {
        headers: {
          'Content-Type': 'application/json',
          'Toast-Attempt-Number': '1',
          'Toast-Event-Category': 'order_updated',
          'Toast-Event-Type': 'order_updated',
          'Toast-Restaurant-External-ID': client.restaurantGuid,
          'Toast-Signature': createHmac('sha256', options.secret ?? secret)
            .update(body)
            .update(at)
            .digest('base64'),
        },
        transformRequest: [(sent: unknown) => sent],
        maxBodyLength: Infinity,
        proxy: false,
        validateStatus: () => true,
      });
      return response.status;
    },
  };
}
