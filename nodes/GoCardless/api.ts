import { isObject, list, object, text } from '../core/event/json';
import type { Credential } from '../core/gateway/credential';
import { restApi } from '../core/gateway/restApi';

/** The version whose shapes are read here; there has been no other. */
export const API_VERSION = '2015-07-06';

export const isLive = ({ environment }: Credential): boolean => environment !== 'sandbox';

/** https://developer.gocardless.com/api-reference/#api-usage */
export const api = restApi({
  title: 'GoCardless',
  baseUrl: (credential) =>
    isLive(credential) ? 'https://api.gocardless.com' : 'https://api-sandbox.gocardless.com',
  headers: ({ idempotencyKey }) => ({
    'GoCardless-Version': API_VERSION,
    ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
  }),
  explain: (answer) => {
    const error = object(answer.error);
    const [first] = list(error.errors).filter(isObject);
    const words = [text(error.message), text(first?.message)].filter((one) => one !== undefined);
    const said = [...new Set(words)].join(': ');
    return {
      ...(said === '' ? {} : { said }),
      ...given('code', text(first?.reason) ?? text(error.type)),
    };
  },
  mendCredential:
    'Make an access token with read access in GoCardless under Developers, Create, Access token, and put it into the credential; a token of the sandbox works only with the environment Sandbox.',
});

const given = (name: 'code', value: string | undefined) =>
  value === undefined ? {} : { [name]: value };
