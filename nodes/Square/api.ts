import { list, object, text } from '../core/event/json';
import { restApi } from '../core/gateway/restApi';
import { API_VERSION } from './registration';

const HOSTS = {
  live: 'https://connect.squareup.com',
  sandbox: 'https://connect.squareupsandbox.com',
};

export const isSandbox = ({ environment }: Readonly<Record<string, unknown>>): boolean =>
  environment === 'sandbox';

/** https://developer.squareup.com/docs/build-basics/general-considerations/handling-errors */
export const api = restApi({
  title: 'Square',
  baseUrl: (credential) => (isSandbox(credential) ? HOSTS.sandbox : HOSTS.live),
  headers: () => ({ 'Square-Version': API_VERSION }),
  explain: ({ errors }) => {
    const [first] = list(errors).map(object);
    const said = text(first?.detail);
    const code = text(first?.code);
    return { ...(said !== undefined && { said }), ...(code !== undefined && { code }) };
  },
  mendCredential:
    'Copy the access token again from the Square Developer Console, under your application’s Credentials, and check that Environment is where it belongs. It has to be the application’s own (personal) access token: Square takes no OAuth tokens for webhook subscriptions and events.',
});
