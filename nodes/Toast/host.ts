import { text } from '../core/event/json';
import type { Credential } from '../core/gateway/credential';

/** Where Toast's API is, unless the credential says otherwise: Toast gives the address together with the client. */
const HOSTS = {
  live: 'https://ws-api.toasttab.com',
  sandbox: 'https://ws-sandbox-api.eng.toasttab.com',
};

export const isSandbox = ({ environment }: Credential): boolean => environment === 'sandbox';

export const hostOf = (credential: Credential): string =>
  text(credential.apiHost)?.trim().replace(/\/+$/, '') ??
  (isSandbox(credential) ? HOSTS.sandbox : HOSTS.live);
