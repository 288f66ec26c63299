import type { ApiRead, ApiRequest } from '../core/gateway/apiClient';
import type { Credential } from '../core/gateway/credential';
import { pathPart } from '../core/gateway/pathPart';
import { text } from '../core/event/json';
import { isHub } from './keys';

/** Requests are data and know no credential: which product they are for, and for which merchant, is filled in later. */
export const ACCOUNT = '/account';

const TRANSACTION = '/transactions/';

export const transactionRead = (id: string): Omit<ApiRead, 'key'> => ({
  method: 'GET',
  path: TRANSACTION + pathPart(id),
});

export const orderRead = (id: string): Omit<ApiRead, 'key'> => ({
  method: 'GET',
  path: `/orders/${pathPart(id)}`,
});

/** As the credential’s product has it. */
export function addressed(request: ApiRequest, credential: Credential): ApiRequest {
  if (!request.path.startsWith(TRANSACTION)) return request;
  const id = request.path.slice(TRANSACTION.length);
  return isHub(credential)
    ? inquiry(decodeURIComponent(id), credential)
    : { ...request, path: `/payments/${id}` };
}

/** https://developer.fiserv.com/product/CommerceHub/api/?type=post&path=/payments/v1/transaction-inquiry */
function inquiry(id: string, { account, terminalId }: Credential): ApiRequest {
  const terminal = text(terminalId);
  return {
    method: 'POST',
    path: '/payments/v1/transaction-inquiry',
    body: {
      referenceTransactionDetails: { referenceTransactionId: id },
      merchantDetails: {
        merchantId: text(account),
        ...(terminal !== undefined && { terminalId: terminal }),
      },
    },
  };
}
