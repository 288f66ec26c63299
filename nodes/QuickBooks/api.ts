import { list, object, text, type JsonObject } from '../core/event/json';
import {
  ApiError,
  type ApiClient,
  type ApiOptions,
  type ApiRequest,
  type Http,
} from '../core/gateway/apiClient';
import type { Credential } from '../core/gateway/credential';
import { restApi } from '../core/gateway/restApi';
import { transactionIn } from './requests';

/** Two APIs, each with an OAuth login of its own: the books, and QuickBooks Payments. */

export const ACCOUNTING = 'quickBooksOAuth2Api';
export const PAYMENTS = 'quickBooksPaymentsOAuth2Api';

const BOOKS = {
  production: 'https://quickbooks.api.intuit.com',
  sandbox: 'https://sandbox-quickbooks.api.intuit.com',
};
const MONEY = { production: 'https://api.intuit.com', sandbox: 'https://sandbox.api.intuit.com' };

const environment = (credential: Credential, type: string): keyof typeof BOOKS =>
  object(credential[type]).environment === 'sandbox' ? 'sandbox' : 'production';

export const isSandbox = (credential: Credential): boolean =>
  environment(credential, ACCOUNTING) === 'sandbox';

/** The company that was chosen when the credential was connected, as n8n keeps it. */
export const companyOf = (credential: Credential): string | undefined => {
  const { oauthTokenData } = object(credential[ACCOUNTING]);
  return text(object(object(oauthTokenData).callbackQueryString).realmId);
};

const books = restApi({
  title: 'QuickBooks Online',
  signIn: ACCOUNTING,
  baseUrl: (credential) =>
    `${BOOKS[environment(credential, ACCOUNTING)]}/v3/company/${companyOf(credential) ?? ''}`,
  statusOf: (answer) => (errorIn(answer).code === '610' ? 404 : undefined),
  explain: (answer) => explained(errorIn(answer)),
  mendCredential:
    'Open the QuickBooks Online OAuth2 credential in n8n, check its environment, and connect it again.',
});

const money = restApi({
  title: 'QuickBooks Payments',
  signIn: PAYMENTS,
  baseUrl: (credential) => MONEY[environment(credential, PAYMENTS)],
  explain: ({ errors }) => explained(object(list(errors)[0])),
  mendCredential:
    'Open the QuickBooks Payments OAuth2 credential in n8n, check its environment, and connect it again. The company needs QuickBooks Payments.',
});

/** https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes; a refused login writes it small. */
function errorIn({ Fault, fault }: JsonObject): JsonObject {
  const { Error: large, error: small } = object(Fault ?? fault);
  return object(list(large ?? small)[0]);
}

function explained(error: JsonObject): { readonly said?: string; readonly code?: string } {
  const said =
    text(error.Detail) ?? text(error.detail) ?? text(error.Message) ?? text(error.message);
  const code = text(error.code);
  return { ...(said !== undefined && { said }), ...(code !== undefined && { code }) };
}

export const api = (http: Http, credential: Credential): ApiClient => {
  const [inBooks, inMoney] = [books(http, credential), money(http, credential)];
  return async (request, options) => {
    const charge = transactionIn(request.path);
    if (charge !== undefined) return await transaction(inMoney, credential, charge, options);
    refuseOthers(credential, request);
    return await inBooks(request, options);
  };
};

/** Charges and e-checks are kept apart, and their ids do not tell which is which. Nobody asks where nobody signed in. */
async function transaction(
  client: ApiClient,
  credential: Credential,
  id: string,
  options?: ApiOptions,
): Promise<JsonObject> {
  if (credential[PAYMENTS] === undefined) return {};
  const read = async (kind: string): Promise<JsonObject | undefined> =>
    await client({ method: 'GET', path: `/quickbooks/v4/payments/${kind}/${id}` }, options).catch(
      (error: unknown) => {
        if (error instanceof ApiError && error.status === 404) return undefined;
        throw error;
      },
    );
  const charge = await read('charges');
  if (charge) return { charge };
  const echeck = await read('echecks');
  return echeck ? { echeck } : {};
}

function refuseOthers(credential: Credential, { path, account }: ApiRequest): void {
  const company = companyOf(credential);
  if (company === undefined) {
    throw new ApiError(
      `QuickBooks Online cannot be asked for ${path}: choose its OAuth2 credential in this node, and connect it. n8n learns then which company it is of.`,
      401,
    );
  }
  if (account === undefined || account === company) return;
  throw new ApiError(
    `QuickBooks Online cannot be asked for ${path} of the company ${account}: the credential is of the company ${company}. Use a workflow with a credential of its own for each company.`,
    403,
  );
}
