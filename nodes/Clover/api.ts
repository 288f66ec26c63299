import { object, text, type JsonObject } from '../core/event/json';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { ApiError, type ApiRequest } from '../core/gateway/apiClient';
import type { Credential } from '../core/gateway/credential';
import { pathPart } from '../core/gateway/pathPart';
import { restApi, type RestApi } from '../core/gateway/restApi';
import { CHARGES, MERCHANT } from './requests';

/** https://docs.clover.com/dev/docs/clover-environments */
export const HOSTS: Readonly<Record<string, string>> = {
  us: 'https://api.clover.com',
  eu: 'https://api.eu.clover.com',
  la: 'https://api.la.clover.com',
  sandbox: 'https://apisandbox.dev.clover.com',
};
/** The Ecommerce API is there for the United States and Canada. */
const ECOMMERCE: Readonly<Record<string, string>> = {
  us: 'https://scl.clover.com',
  sandbox: 'https://scl-sandbox.dev.clover.com',
};

const regionOf = ({ region }: Credential): string => text(region) ?? 'us';
export const isSandbox = (credential: Credential): boolean => regionOf(credential) === 'sandbox';
export const merchantIn = ({ merchantId }: Credential): string | undefined =>
  text(merchantId)?.trim();

const explain: RestApi['explain'] = ({ message, error, details }) => {
  const { message: inner, code } = object(error);
  const said = text(message) ?? text(inner) ?? text(details);
  return { ...(said !== undefined && { said }), ...(text(code) && { code: text(code) ?? '' }) };
};

const platform = restApi({
  title: 'Clover',
  baseUrl: (credential) => HOSTS[regionOf(credential)] ?? '',
  explain,
  mendCredential:
    'Make an API token in the Merchant Dashboard, under Account & Setup, API Tokens, that may read merchant, payments, orders and customers, and write orders if cases are to be written on them; and check Region and Merchant ID.',
});

const ecommerce = restApi({
  title: 'Clover Ecommerce',
  baseUrl: (credential) => ECOMMERCE[regionOf(credential)] ?? '',
  explain,
  mendCredential:
    'Copy the private key again from the Merchant Dashboard, under Account & Setup, Ecommerce API Tokens.',
});

/** One client for both APIs. The merchant is asked for once, since every event of an evening wants its name. */
export const api: GatewayAdapter['api'] = (http, credential) => {
  const [shop, web] = [platform(http, credential), ecommerce(http, credential)];
  const merchants = new Map<string, Promise<JsonObject>>();
  return async (request, options) => {
    if (request.path.startsWith(CHARGES)) {
      if (!knowsCharges(credential)) return {};
      return await web(request, options).catch(orNothing);
    }
    const filled = filledIn(request, credential);
    if (request.path !== MERCHANT) return await shop(filled, options);
    const asked = merchants.get(filled.path) ?? shop(filled, options);
    merchants.set(filled.path, asked);
    return await asked.catch((error: unknown) => {
      merchants.delete(filled.path);
      throw error;
    });
  };
};

/** Without its key the Ecommerce API is not asked: an alert then says no reason, and is complete all the same. */
const knowsCharges = (credential: Credential): boolean =>
  text(credential.ecommercePrivateKey) !== undefined && regionOf(credential) in ECOMMERCE;

/** A card that was declined at the till is no charge on the web. */
function orNothing(error: unknown): JsonObject {
  if (error instanceof ApiError && error.status === 404) return {};
  throw error;
}

const filledIn = (request: ApiRequest, credential: Credential): ApiRequest => ({
  ...request,
  path: request.path.replace('{mId}', pathPart(request.account ?? merchantIn(credential) ?? '')),
});
