import type { ApiRead } from '../core/gateway/apiClient';

/** Reads of the Public API, v6. Its parameters carry the prefix `request.` https://developers.mindbodyonline.com/PublicDocumentation/V6 */

type Query = Readonly<Record<string, string>>;
interface Get {
  readonly method: 'GET';
  readonly path: string;
  readonly query: Query;
}

/** As many as one page may hold. */
export const PAGE = 200;

const get = (path: string, query: Query): Get => ({
  method: 'GET',
  path,
  query: Object.fromEntries(
    Object.entries(query).map(([name, value]) => [`request.${name}`, value] as const),
  ),
});

export const TRANSACTIONS = '/sale/transactions';
export const SALES = '/sale/sales';

/** Without a beginning Mindbody lists today's alone. */
const EVER = '2000-01-01T00:00:00';

export const transactions = (from: string, to: string, offset: number): Get =>
  get(TRANSACTIONS, {
    transactionStartDateTime: from,
    transactionEndDateTime: to,
    limit: String(PAGE),
    offset: String(offset),
  });

export const sales = (from: string, to: string, offset: number): Get =>
  get(SALES, {
    startSaleDateTime: from,
    endSaleDateTime: to,
    limit: String(PAGE),
    offset: String(offset),
  });

export const transaction = (id: string): Get =>
  get(TRANSACTIONS, { transactionId: id, transactionStartDateTime: EVER });

export const transactionsOf = (client: string, from: string, to: string): Get =>
  get(TRANSACTIONS, {
    clientId: client,
    transactionStartDateTime: from,
    transactionEndDateTime: to,
  });

export const sale = (id: string): Get => get(SALES, { saleId: id });

export const client = (id: string): Get =>
  get('/client/clients', { clientIDs: id, includeInactive: 'true' });

export const clientByUniqueId = (id: string): Get =>
  get('/client/clients', { uniqueIds: id, includeInactive: 'true' });

export const contractsOf = (client: string): Get =>
  get('/client/clientcontracts', { clientId: client, limit: String(PAGE) });

export const contactLogsOf = (client: string, from: string, to: string): Get =>
  get('/client/contactlogs', {
    clientId: client,
    startDate: from,
    endDate: to,
    limit: String(PAGE),
  });

export const locations: Get = get('/site/locations', {});

/** What was read, under the keys that `needs` asks for it. */
export const KEYS = {
  client: 'client',
  uniqueClient: 'unique_client',
  locations: 'locations',
  transactions: 'transactions',
  contracts: 'contracts',
} as const;

/** Under one of these keys, for the site that the event names if that is another than the credential’s. */
export const under = (
  key: (typeof KEYS)[keyof typeof KEYS],
  read: Get,
  account: string | undefined,
): ApiRead => ({ ...read, key, ...(account !== undefined && { account }) });
