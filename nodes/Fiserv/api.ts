import { list, object, text, type JsonObject } from '../core/event/json';
import type { GatewayAdapter } from '../core/gateway/adapter';
import type { Credential } from '../core/gateway/credential';
import { restApi } from '../core/gateway/restApi';
import { isHub } from './keys';
import { ACCOUNT, addressed } from './requests';

/** https://docs.fiserv.dev/public/docs/message-signature, https://developer.fiserv.com/product/CommerceHub */
const HOSTS = {
  ipg: {
    live: 'https://prod.emea.api.fiservapps.com/ipp/payments-gateway/v2',
    sandbox: 'https://prod.emea.api.fiservapps.com/sandbox/ipp/payments-gateway/v2',
  },
  hub: {
    live: 'https://prod.api.fiservapps.com/ch',
    sandbox: 'https://cert.api.fiservapps.com/ch',
  },
} as const;

const baseUrl = (credential: Credential): string => {
  const hosts = isHub(credential) ? HOSTS.hub : HOSTS.ipg;
  const usual = credential.environment === 'sandbox' ? hosts.sandbox : hosts.live;
  return text(credential.apiUrl)?.replace(/\/+$/, '') ?? usual;
};

const rest = restApi({
  title: 'Fiserv',
  baseUrl,
  explain: (answer) => {
    const { code, message, title, detail } = errorIn(answer);
    const said = text(message) ?? text(detail) ?? text(title);
    const named = text(code);
    return { ...(said !== undefined && { said }), ...(named !== undefined && { code: named }) };
  },
  mendCredential:
    'Copy API key and secret again from Fiserv’s developer portal, both of one application, and check that the credential’s Product and Environment are theirs.',
});

/** One error, or the first of several. */
const errorIn = ({ error, errors }: JsonObject): JsonObject =>
  object(list(error)[0] ?? list(errors)[0] ?? error);

export const api: GatewayAdapter['api'] = (http, credential) => {
  const client = rest(http, credential);
  const { account, apiKey, apiSecret } = credential;
  return async (request, options) => {
    if (request.path === ACCOUNT) return { id: text(account) };
    // Both products work without an API key, if with less: then nothing is confirmed or completed.
    if (text(apiKey) === undefined || text(apiSecret) === undefined) return {};
    return await client(addressed(request, credential), options);
  };
};
