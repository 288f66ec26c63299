import { text } from '../core/event/json';
import type { GatewayAdapter } from '../core/gateway/adapter';
import type { ApiRequest } from '../core/gateway/apiClient';
import { restApi } from '../core/gateway/restApi';
import { hostOf } from './host';

const toast = restApi({
  title: 'Toast',
  baseUrl: hostOf,
  // https://doc.toasttab.com/doc/devguide/apiRequestHeaders.html
  headers: ({ account }) =>
    account === undefined ? {} : { 'Toast-Restaurant-External-ID': account },
  // https://doc.toasttab.com/doc/devguide/apiResponsesAndErrors.html
  explain: ({ message, code }) => {
    const [said, told] = [text(message), text(code)];
    return { ...(said !== undefined && { said }), ...(told !== undefined && { code: told }) };
  },
  mendCredential:
    'In Toast Web under Integrations, Toast API access, check that these credentials are for this restaurant and have the scopes orders:read, config:read, labor.employees:read and restaurants:read.',
});

/** Which restaurant it is stands in the credential: Toast gives the same client many. */
export const ACCOUNT: ApiRequest = { method: 'GET', path: '/{restaurantGuid}' };

/** Reads at one restaurant. Without access to the API there is nothing to read, and no reason to fail. */
export const api: GatewayAdapter['api'] = (http, credential) => {
  const client = toast(http, credential);
  const restaurant = text(credential.restaurantGuid);
  return async (request, options) => {
    if (request.path === ACCOUNT.path) return { guid: restaurant };
    if (text(credential.clientId) === undefined) return {};
    return await client({ ...request, account: request.account ?? restaurant }, options);
  };
};
