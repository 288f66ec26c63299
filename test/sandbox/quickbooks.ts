import { createHmac, randomUUID } from 'node:crypto';
import axios from 'axios';
import type { Json, JsonObject } from '../../nodes/core/event/json';
import { createBooks } from './quickbooks/books';
import { createLogin } from './quickbooks/login';
import type { Answer, SeenRequest, Service } from './request';

export const BOOKS = 'sandbox-quickbooks.api.intuit.com';
export const MONEY = 'sandbox.api.intuit.com';

export interface QuickBooksOptions {
  readonly company: string;
  readonly client: { readonly id: string; readonly secret: string };
  /** What deliveries are signed with. */
  readonly verifier: string;
}

export interface Change {
  readonly entity: string;
  readonly id: string;
  readonly operation: string;
}

/** A company at Intuit, as far as this project uses it: its books, its charges, its logins, and its webhooks. */
export interface FakeQuickBooks {
  readonly services: readonly Service[];
  put(entity: string, row: JsonObject): void;
  get(entity: string, id: string): JsonObject | undefined;
  /** What QuickBooks Payments knows of a charge. */
  charge(id: string, about: JsonObject): void;
  /** The code that somebody who connects a credential comes back with. */
  code(): string;
  /** Every access token runs out. */
  expire(): void;
  renewed(): number;
  /** Tells of changes as CloudEvents, or in the older writing. Answers the status. */
  tell(
    url: string,
    changes: readonly Change[],
    how?: { readonly writing?: 'older'; readonly verifier?: string },
  ): Promise<number>;
}

export function createQuickBooks({ company, client, verifier }: QuickBooksOptions): FakeQuickBooks {
  const books = createBooks();
  const login = createLogin(client);
  const charges = new Map<string, JsonObject>();

  const guarded =
    (answer: (request: SeenRequest) => Answer) =>
    (request: SeenRequest): Answer =>
      login.admits(request)
        ? answer(request)
        : {
            status: 401,
            body: { fault: { error: [{ code: '3200', message: 'Token expired' }], type: 'AUTH' } },
          };

  function charged({ path }: SeenRequest): Answer {
    const [, , , , kind, id = ''] = path.split('/').map(decodeURIComponent);
    const found = kind === 'charges' ? charges.get(id) : undefined;
    return found
      ? { status: 200, body: found }
      : { status: 404, body: { errors: [{ code: 'PMT-4001', message: 'Not found' }] } };
  }

  /** When it was changed, as the books have it. */
  const timeOf = ({ entity, id }: Change): Json => {
    const { MetaData } = books.get(entity, id) ?? {};
    return typeof MetaData === 'object' && MetaData !== null && 'LastUpdatedTime' in MetaData
      ? (MetaData.LastUpdatedTime ?? null)
      : new Date().toISOString();
  };

  const cloudEvents = (changes: readonly Change[]): readonly JsonObject[] =>
    changes.map((change) => ({
      specversion: '1.0',
      id: randomUUID(),
      source: 'intuit.sandbox',
      type: `qbo.${change.entity.toLowerCase()}.${change.operation}.v1`,
      datacontenttype: 'application/json',
      time: timeOf(change),
      intuitentityid: change.id,
      intuitaccountid: company,
      data: {},
    }));

  const older = (changes: readonly Change[]): JsonObject => ({
    eventNotifications: [
      {
        realmId: company,
        dataChangeEvent: {
          entities: changes.map((change) => ({
            name: change.entity,
            id: change.id,
            operation: change.operation,
            lastUpdated: timeOf(change),
          })),
        },
      },
    ],
  });

  return {
    services: [
      login.service,
      { host: BOOKS, answer: guarded((request) => books.answer(request, company)) },
      { host: MONEY, answer: guarded(charged) },
    ],
    put: books.put,
    get: books.get,
    charge: (id, about) => void charges.set(id, { id, ...about }),
    code: login.code,
    expire: login.expire,
    renewed: login.renewed,
    async tell(url, changes, { writing, verifier: token = verifier } = {}) {
      const body = JSON.stringify(writing === 'older' ? older(changes) : cloudEvents(changes));
      const { status } = await axios.post<string>(url, Buffer.from(body), {
        headers: {
          'Content-Type': 'application/json',
          'intuit-signature': createHmac('sha256', token).update(body).digest('base64'),
        },
        proxy: false,
        // Intuit waits no longer.
        timeout: 3_000,
        validateStatus: () => true,
      });
      return status;
    },
  };
}
