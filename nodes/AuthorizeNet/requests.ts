import type { JsonObject } from '../core/event/json';
import type { ApiRead } from '../core/gateway/apiClient';

/**
 * The reads of the JSON API: a POST each, named after its request. Authorize.Net turns them into XML, so the fields
 * stand in the order of its schema. https://api.authorize.net/xml/v1/schema/AnetApiSchema.xsd
 */
interface JsonRead extends Omit<ApiRead, 'key'> {
  readonly method: 'POST';
  readonly body: JsonObject;
}

export const API = '/xml/v1/request.api';

const read = (name: string, fields: JsonObject): JsonRead => ({
  method: 'POST',
  path: API,
  body: { [name]: fields },
});

export const merchantDetails = read('getMerchantDetailsRequest', {});

export const transactionDetails = (transId: string): JsonRead =>
  read('getTransactionDetailsRequest', { transId });

export const subscriptionWithPayments = (subscriptionId: string): JsonRead =>
  read('ARBGetSubscriptionRequest', { subscriptionId, includeTransactions: true });

/** As many as one page may hold. */
export const PAGE = 1000;

const NEWEST_FIRST: JsonObject = { orderBy: 'submitTimeUTC', orderDescending: true };

export const unsettledTransactions = (page: number): JsonRead =>
  read('getUnsettledTransactionListRequest', {
    sorting: NEWEST_FIRST,
    paging: { limit: PAGE, offset: page },
  });

export const settledBatches = (from: string, to: string): JsonRead =>
  read('getSettledBatchListRequest', { firstSettlementDate: from, lastSettlementDate: to });

export const batchTransactions = (batchId: string, page: number): JsonRead =>
  read('getTransactionListRequest', {
    batchId,
    sorting: NEWEST_FIRST,
    paging: { limit: PAGE, offset: page },
  });
