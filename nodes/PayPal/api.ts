import { list, object, text } from '../core/event/json';
import type { Credential } from '../core/gateway/credential';
import { restApi } from '../core/gateway/restApi';

const HOSTS = { live: 'https://api-m.paypal.com', sandbox: 'https://api-m.sandbox.paypal.com' };

export const isSandbox = ({ environment }: Credential): boolean => environment === 'sandbox';

export const baseUrl = (credential: Credential): string =>
  isSandbox(credential) ? HOSTS.sandbox : HOSTS.live;

/** https://developer.paypal.com/api/rest/responses/ */
export const api = restApi({
  title: 'PayPal',
  baseUrl,
  explain: (answer) => {
    const [detail] = list(answer.details).map(object);
    const said = [answer.message ?? answer.error_description, detail?.description ?? detail?.issue];
    const words = said.flatMap((one) => text(one) ?? []).join(' ');
    const code = text(answer.name) ?? text(answer.error);
    return { ...(words !== '' && { said: words }), ...(code !== undefined && { code }) };
  },
  mendCredential:
    'Copy Client ID and Secret again from the PayPal Developer Dashboard, under Apps & Credentials, and check that the credential’s Environment is theirs. If they are right, the app lacks a permission: open it there and look at its features.',
});
