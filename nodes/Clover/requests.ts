import type { ApiRequest } from '../core/gateway/apiClient';
import type { Span } from '../core/gateway/halves';
import { pathPart } from '../core/gateway/pathPart';

/**
 * What is asked of Clover. Requests are data and know no credential: `{mId}` stands for the merchant that they are made
 * for, the credential’s own where none is named.
 */
export const MERCHANT = '/v3/merchants/{mId}';
export const CHARGES = '/v1/charges/';

const get = (path: string, expand?: string): ApiRequest & { readonly method: 'GET' } => ({
  method: 'GET',
  path,
  ...(expand !== undefined && { query: { expand } }),
});

/** At most three fields may be expanded. https://docs.clover.com/dev/docs/expanding-fields */
export const readMerchant = get(MERCHANT);
export const readPayment = (id: string) =>
  get(`${MERCHANT}/payments/${pathPart(id)}`, 'cardTransaction,tender');
export const orderPath = (id: string): string => `${MERCHANT}/orders/${pathPart(id)}`;
export const readOrder = (id: string) => get(orderPath(id), 'customers,lineItems,orderType');
export const readCustomer = (id: string) =>
  get(`${MERCHANT}/customers/${pathPart(id)}`, 'emailAddresses,phoneNumbers');
/** The Ecommerce API, on a host of its own: why a card was declined on the web. */
export const readCharge = (id: string) => get(CHARGES + pathPart(id));

export const PAGE = 100;

/** Several filters are all to be met. https://docs.clover.com/docs/applying-filters */
export const listPayments = ([from, to]: Span): ApiRequest => ({
  method: 'GET',
  path: `${MERCHANT}/payments`,
  query: {
    filter: [`modifiedTime>=${from}`, `modifiedTime<=${to}`],
    expand: 'cardTransaction,tender',
    limit: String(PAGE),
    offset: '0',
  },
});

/** The span of time that a list was asked for. */
export function spanOf({ query }: ApiRequest): Span {
  const [from = 0, to = 0] = [query?.filter ?? []].flat().map(timeIn);
  return [from, to];
}

const timeIn = (filter: string): number => Number(/\d+$/.exec(filter)?.[0]);
