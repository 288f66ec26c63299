import type { Delivery, Rejection } from './delivery';
import { refuse } from './refuse';
import type { SignatureRow } from './signature';
import { headerValues } from './signatureHeader';
import { verifySignature } from './verifySignature';

/**
 * Where a gateway signs the address too, a slash at its end makes the right secret look wrong. A delivery that was
 * signed for another form of this address stays refused; the owner learns that it is the address and not the secret.
 */
export function signedForAnotherAddress(
  row: SignatureRow,
  delivery: Delivery,
  keys: readonly string[],
): Rejection | undefined {
  if (!row.message.some(({ part }) => part === 'url')) return undefined;
  const meant = otherForms(delivery).find((url) => {
    const verdict = verifySignature(row, { ...delivery, url }, keys);
    return verdict.ok || verdict.reason !== 'bad_signature';
  });
  if (meant === undefined) return undefined;
  return {
    ...refuse('wrong_url'),
    detail: `It was signed for ${meant}, and n8n knows this address as ${delivery.url}. Enter the address at the gateway exactly as n8n knows it, or set N8N_WEBHOOK_URL to the public address of n8n.`,
  };
}

/** As people and proxies write an address: with http or https, another host, a port or none, a slash at the end or none. */
function otherForms({ url, headers }: Delivery): readonly string[] {
  const own = URL.canParse(url) ? new URL(url) : undefined;
  if (!own) return [];
  const named = ['host', 'x-forwarded-host'].flatMap((name) => headerValues(headers, name));
  const hosts = [
    own.host,
    own.hostname,
    ...named,
    ...named.map((host) => host.replace(/:\d+$/, '')),
  ];
  const path = own.pathname.replace(/\/+$/, '');
  const forms = ['https:', 'http:'].flatMap((protocol) =>
    hosts.flatMap((host) =>
      [path, `${path}/`].map((end) => `${protocol}//${host}${end}${own.search}`),
    ),
  );
  return [...new Set(forms)].filter((form) => form !== url);
}
