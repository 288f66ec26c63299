import type { ApiRequest } from '../core/gateway/apiClient';
import { pathPart } from '../core/gateway/pathPart';

/** Calls to the books, below the company's own address, and to QuickBooks Payments. */

/** The one whose fields are read here; since August 2025 older ones are answered like it. */
const minorversion = '75';

export const objectPath = (entity: string, id: string): string => `/${entity}/${pathPart(id)}`;

const TRANSACTIONS = '/quickbooks/v4/payments/transactions/';

/** A charge or an e-check, whichever it is: the API client tries either. */
export const transactionPath = (id: string): string => TRANSACTIONS + pathPart(id);

/** The rest of such a path. */
export const transactionIn = (path: string): string | undefined =>
  path.startsWith(TRANSACTIONS) ? path.slice(TRANSACTIONS.length) : undefined;

/** https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/data-queries */
export const PAGE = 1000;

export const selected = (from: string, where: string, start = 1): ApiRequest => ({
  method: 'GET',
  path: '/query',
  query: {
    query: `select * from ${from} where ${where} startposition ${start} maxresults ${PAGE}`,
    minorversion,
  },
});

/** What was changed or deleted since: https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/change-data-capture */
export const changedSince = (entity: string, since: string): ApiRequest => ({
  method: 'GET',
  path: '/cdc',
  query: { entities: entity, changedSince: since, minorversion },
});

export const company: ApiRequest = {
  method: 'GET',
  path: '/query',
  query: { query: 'select * from CompanyInfo', minorversion },
};
