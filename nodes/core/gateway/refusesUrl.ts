/** Why a gateway could never deliver to this address, in words for the owner; `undefined` where it can. */
export const refusesUrl =
  (title: string) =>
  (url: string): string | undefined => {
    const known = URL.canParse(url) ? new URL(url) : undefined;
    if (!known) return `${url} is not a web address. ${ADVICE}`;
    const { protocol, origin } = known;
    if (isPrivateUrl(url))
      return `${title} cannot reach ${origin}: it is an address of your own network. ${ADVICE}`;
    if (protocol !== 'https:')
      return `${title} delivers payments only over https, not to ${origin}. ${ADVICE}`;
    return undefined;
  };

const ADVICE =
  'Set n8n’s environment variable N8N_WEBHOOK_URL (WEBHOOK_URL in older versions) to the public https:// address of this n8n, restart it and publish again.';

/** Names and numbers that mean nothing outside: RFC 6761 and 6762, RFC 1918, 3927, 4193, 6598. */
const PRIVATE_NAME = /^[^.:]+\.?$|\.(?:localhost|local|internal|lan|home|invalid)\.?$/;
const PRIVATE_IPV4 =
  /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const PRIVATE_IPV6 = /^\[(?:::1?\]|f[cd]|fe[89ab]|::ffff:)/;

/** Whether nobody outside reaches this web address. */
export function isPrivateUrl(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return [PRIVATE_NAME, PRIVATE_IPV4, PRIVATE_IPV6].some((pattern) => pattern.test(host));
}
