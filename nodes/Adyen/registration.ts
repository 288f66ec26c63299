import { isObject, list, object, text, type JsonObject } from '../core/event/json';
import type { ApiRequest } from '../core/gateway/apiClient';
import { pathPart } from '../core/gateway/pathPart';
import type { Endpoint, Registration } from '../core/gateway/registration';
import { refusesUrl } from '../core/gateway/refusesUrl';
import { ACCOUNT } from './api';
import { eventTypes } from './events';

const WEBHOOKS = `${ACCOUNT}/webhooks`;

/**
 * What a delivery shall be like, told anew at every update; HTTP Basic where the credential has a login. The settings
 * bear the names that Adyen's own examples show. https://docs.adyen.com/development-resources/webhooks/additional-settings
 */
const WANTED: JsonObject = {
  active: true,
  communicationFormat: 'json',
  username: '{webhookUser}',
  password: '{webhookPassword}',
  additionalSettings: {
    includeEventCodes: Object.keys(eventTypes),
    // Why, by the card network's own code; and who, so that the guest can be told.
    properties: {
      addRawAcquirerResult: true,
      includeCardHolderName: true,
      includeShopperDetail: true,
    },
  },
};

/** https://docs.adyen.com/api-explorer/Management/3/post/merchants/(merchantId)/webhooks */
export const registration: Registration = {
  keyField: 'HMAC Keys',
  list: listed('1'),
  nextPage: (page) => {
    const next = nextPageOf(page);
    return next === undefined ? undefined : listed(next);
  },
  create: (url, description) => ({
    method: 'POST',
    path: WEBHOOKS,
    body: { type: 'standard', url, description, ...WANTED },
  }),
  secret: {
    make: (endpoint) => ({ method: 'POST', path: `${pathOf(endpoint)}/generateHmac`, body: {} }),
    read: (answer) => text(answer.hmacKey),
  },
  update: (endpoint) => ({ method: 'PATCH', path: pathOf(endpoint), body: WANTED }),
  delete: (endpoint) => ({ method: 'DELETE', path: pathOf(endpoint) }),
  readList: (answer) =>
    list(answer.data)
      .filter(isObject)
      .filter(({ type }) => type === 'standard')
      .map(readOne),
  readOne,
  refuses: refusesUrl('Adyen'),
};

function listed(pageNumber: string): ApiRequest {
  return { method: 'GET', path: WEBHOOKS, query: { pageSize: '100', pageNumber } };
}

/** Adyen links to the next page under its own address; only its number is taken. */
function nextPageOf(page: JsonObject): string | undefined {
  const { href } = object(object(page._links).next);
  const link = text(href);
  const next =
    link !== undefined && URL.canParse(link) ? new URL(link).searchParams.get('pageNumber') : null;
  return next !== null && /^\d+$/.test(next) ? next : undefined;
}

const pathOf = ({ id }: Endpoint): string => `${WEBHOOKS}/${pathPart(id)}`;

function readOne(answer: JsonObject): Endpoint {
  const { includeEventCodes } = object(answer.additionalSettings);
  return {
    id: text(answer.id) ?? '',
    url: text(answer.url) ?? '',
    events: list(includeEventCodes).flatMap((event) => text(event) ?? []),
    enabled: answer.active === true,
  };
}
