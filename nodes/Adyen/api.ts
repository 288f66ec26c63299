import { list, object, text, type JsonObject } from '../core/event/json';
import type { GatewayAdapter } from '../core/gateway/adapter';
import type { ApiRequest } from '../core/gateway/apiClient';
import type { Credential } from '../core/gateway/credential';
import { pathPart } from '../core/gateway/pathPart';
import { restApi } from '../core/gateway/restApi';

/** https://docs.adyen.com/api-explorer/Management/3/overview */
const TEST = 'https://management-test.adyen.com/v3';
const LIVE = 'https://management-live.adyen.com/v3';

const isLive = ({ environment }: Credential): boolean => environment === 'live';

const management = restApi({
  title: 'Adyen',
  baseUrl: (credential) =>
    text(credential.managementUrl)?.replace(/\/+$/, '') ?? (isLive(credential) ? LIVE : TEST),
  explain: (answer) => {
    const fields = list(answer.invalidFields).map((field) => text(object(field).message));
    const said = [text(answer.title), text(answer.detail), ...fields].filter(Boolean).join('. ');
    return { ...(said !== '' && { said }), ...code(text(answer.errorCode)) };
  },
  mendCredential:
    'In Adyen’s Customer Area open Developers, API credentials, and give the credential the roles “Management API—Accounts read” and “Management API—Webhooks read and write”. Test and live have keys of their own.',
});

const code = (value: string | undefined) => (value === undefined ? {} : { code: value });

export const ACCOUNT = '/merchants/{merchantAccount}';

/** The Management API; requests are data and know no credential, so `{field}` in them stands for one of its fields. */
export const api: GatewayAdapter['api'] = (http, credential) => {
  const client = management(http, credential);
  return async (request, options) => {
    // The events name their account themselves; without a key there is nobody to confirm it, and no need to.
    if (request.path === ACCOUNT && text(credential.apiKey) === undefined) {
      return { id: text(credential.merchantAccount) };
    }
    return await client(filledIn(request, credential), options);
  };
};

const FIELD = /^\{(\w+)\}$/;

function filledIn(request: ApiRequest, credential: Credential): ApiRequest {
  const { path, body } = request;
  const account = text(credential.merchantAccount) ?? '';
  return {
    ...request,
    path: path.replace('{merchantAccount}', pathPart(account)),
    ...(body && { body: filledBody(body, credential) }),
  };
}

/** A field that the credential leaves empty is left out. */
function filledBody(body: JsonObject, credential: Credential): JsonObject {
  const entries = Object.entries(body).map(([name, value]) => {
    const field = FIELD.exec(text(value) ?? '')?.[1];
    return [name, field === undefined ? value : text(credential[field])] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
