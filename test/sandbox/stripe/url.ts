import { isIP } from 'node:net';
import { invalid, type Refusal } from './refusal';

/** Stripe registers only addresses that it could reach over TLS from outside. */
export function checkUrl(value: string): void {
  if (!URL.canParse(value) || !/^https?:\/\//i.test(value))
    throw refuse('An explicit scheme (such as https) must be provided.');
  const { protocol, hostname } = new URL(value);
  if (isPrivate(hostname))
    throw refuse(
      'URL must be publicly accessible. Consider using a tool like the Stripe CLI to test webhooks locally: https://github.com/stripe/stripe-cli.',
    );
  if (protocol !== 'https:') throw refuse('URL must use HTTPS.');
}

const refuse = (why: string): Refusal =>
  invalid(`Invalid URL: ${why}`, { code: 'url_invalid', param: 'url' });

function isPrivate(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.local') || !host.includes('.')) return true;
  return isIP(host) === 4 && /^(127|10|0|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(host);
}
