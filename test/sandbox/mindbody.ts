import { createHmac, randomUUID } from 'node:crypto';
import axios from 'axios';
import { list, text, type JsonObject } from '../../nodes/core/event/json';
import { createPublicApi, openBooks, type Books, type Login } from './mindbody/publicApi';
import { createSubscriptions } from './mindbody/subscriptions';
import type { Service } from './request';

export const MINDBODY = 'api.mindbodyonline.com';
export const MINDBODY_PUSH = 'mb-api.mindbodyonline.com';

export interface MindbodyOptions extends Login {
  readonly webhooksApiKey: string;
  readonly timeZone: string;
}

export interface FakeMindbody {
  readonly services: readonly Service[];
  readonly books: Books;
  /** A transaction of now, by the site’s clocks. */
  charge(more: JsonObject): JsonObject;
  /** Closes a sale of now, paid in full, and tells every subscription that asked for it. */
  close(sale: SaleToClose): Promise<readonly number[]>;
  /** Tells every active subscription that asked for it. Answers what they were answered. */
  send(eventId: string, eventData: JsonObject, key?: string): Promise<readonly number[]>;
  subscriptions(): readonly JsonObject[];
  become(id: string, status: string): void;
  expireTokens(): void;
  /** From where a registered public address can be reached in this sandbox. */
  reachable(publicOrigin: string, localOrigin: string): void;
  /** What HEAD requests to subscribed addresses were answered. */
  readonly heads: readonly number[];
}

export interface SaleToClose {
  readonly saleId: number;
  readonly clientId: string;
  readonly total: number;
  readonly method?: string;
  readonly locationId?: number;
}

/** Mindbody, as far as this project uses it, refusing what Mindbody would refuse. */
export function createMindbody(options: MindbodyOptions): FakeMindbody {
  const books = openBooks();
  const places = new Map<string, string>();
  const heads: number[] = [];
  const reach = (url: string): string => {
    const { origin, pathname } = new URL(url);
    return `${places.get(origin) ?? origin}${pathname}`;
  };
  const quietly = { proxy: false, timeout: 30_000, validateStatus: () => true } as const;

  const publicApi = createPublicApi(options, books);
  const subscriptions = createSubscriptions(options.webhooksApiKey, async (url) => {
    const { status } = await axios.head(reach(url), quietly);
    heads.push(status);
    return status >= 200 && status < 300;
  });

  async function send(eventId: string, eventData: JsonObject, key?: string) {
    const body = JSON.stringify({
      messageId: randomUUID(),
      eventId,
      eventSchemaVersion: 1,
      eventInstanceOriginationDateTime: new Date().toISOString(),
      eventData: { siteId: Number(options.site), ...eventData },
    });
    const told = subscriptions
      .all()
      .filter(({ shown }) => shown.status === 'Active' && list(shown.eventIds).includes(eventId));
    return await Promise.all(
      told.map(async ({ shown, key: own }) => {
        const digest = createHmac('sha256', key ?? own)
          .update(body)
          .digest('base64');
        const { status } = await axios.post(reach(text(shown.webhookUrl) ?? ''), body, {
          ...quietly,
          headers: {
            'Content-Type': 'application/json',
            'X-Mindbody-Signature': `sha256=${digest}`,
          },
          transformRequest: [(sent: unknown) => sent],
        });
        return status;
      }),
    );
  }

  const now = (): string =>
    new Date().toLocaleString('sv-SE', { timeZone: options.timeZone }).replace(' ', 'T');

  return {
    services: [
      { host: MINDBODY, answer: publicApi.answer },
      { host: MINDBODY_PUSH, answer: subscriptions.answer },
    ],
    books,
    heads,
    send,
    charge(more) {
      const row = {
        TransactionId: 90_400 + books.transactions.length,
        Settled: false,
        TransactionTime: now(),
        AuthTime: now(),
        LocationId: 2,
        CardExpirationMonth: '08',
        CardExpirationYear: '2030',
        CCLastFour: '4417',
        CardType: 'Visa',
        ...more,
      };
      books.transactions.push(row);
      return row;
    },
    async close({ saleId, clientId, total, method = 'Visa/MC', locationId = 2 }) {
      const id = 800 + books.sales.length;
      books.sales.push({
        Id: saleId,
        SaleDateTime: now(),
        ClientId: clientId,
        LocationId: locationId,
        PurchasedItems: [{ Id: 31, Description: 'Grill class' }],
        Payments: [{ Id: id, Amount: total, Method: 4, Type: method }],
      });
      return await send('clientSale.created', {
        saleId,
        purchasingClientId: clientId,
        payments: [{ paymentId: id, paymentMethodName: method, paymentAmountPaid: total }],
        saleDateTime: `${now()}Z`,
        soldByName: 'Doyun Han',
        locationId,
        totalAmountPaid: total,
        items: [{ itemId: 31, name: 'Grill class', amountPaid: total, quantity: 1 }],
      });
    },
    subscriptions: () => subscriptions.all().map(({ shown }) => shown),
    become: subscriptions.become,
    expireTokens: publicApi.expireTokens,
    reachable: (publicOrigin, localOrigin) => void places.set(publicOrigin, localOrigin),
  };
}
