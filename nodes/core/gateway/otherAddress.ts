import type { Delivery, Rejection } from './delivery';
import { refuse } from './refuse';
import type { SignatureRow } from './signature';
import { headerValues } from './signatureHeader';
import { OR_ANOTHER_ADDRESS, signsAddress } from './signsAddress';
import { verifySignature } from './verifySignature';

/**
 * Where a gateway signs the address too, a slash at its end makes the right secret look wrong. A delivery that was
 * signed for another form of this address stays refused; the owner learns that it is the address and not the secret,
 * or, where no form fits, that it may be either.
 */
export function signedForAnotherAddress(
  row: SignatureRow,
  delivery: Delivery,
  keys: readonly string[],
): Rejection | undefined {
  if (!signsAddress(row)) return undefined;
  const meant = otherForms(delivery).find((url) => {
    const verdict = verifySignature(row, { ...delivery, url }, keys);
    return verdict.ok || verdict.reason !== 'bad_signature';
  });
  if (meant === undefined) return { ...refuse('bad_signature'), detail: OR_ANOTHER_ADDRESS };
  return {
    ...refuse('wrong_url'),
    detail: `It was signed for ${meant}, and n8n knows this address as ${delivery.url}. Enter the address at the gateway exactly as n8n knows it, or set N8N_WEBHOOK_URL to the public address of n8n.`,
  };
}

/**
 * As people and proxies write an address: with http or https, another host, a port or none, a slash at the end or none,
 * and with the query that it was called with.
 */
function otherForms({ url, query, headers }: Delivery): readonly string[] {
  const own = URL.canParse(url) ? new URL(url) : undefined;
  if (!own) return [];
  // One of each: whoever names a hundred hosts would have the body digested for all of them.
  const named = ['host', 'x-forwarded-host'].flatMap((name) =>
    headerValues(headers, name).slice(0, 1),
  );
  const hosts = [
    own.host,
    own.hostname,
    ...named,
    ...named.map((host) => host.replace(/:\d+$/, '')),
  ];
  const path = own.pathname.replace(/\/+$/, '');
  const ends = [own.search, ...(query === undefined ? [] : [`?${query}`])].flatMap((search) => [
    `${path}${search}`,
    `${path}/${search}`,
  ]);
  const forms = ['https:', 'http:'].flatMap((protocol) =>
    hosts.flatMap((host) => ends.map((end) => `${protocol}//${host}${end}`)),
  );
  return [...new Set(forms)].filter((form) => form !== url);
}
