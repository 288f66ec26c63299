import { X509Certificate } from 'node:crypto';

/** Who vouches for a certificate, up to somebody whom this machine trusts. https://www.rfc-editor.org/rfc/rfc5280 */

/** The roots that are trusted, by their names. */
export type Roots = ReadonlyMap<string, readonly X509Certificate[]>;

export type Chain =
  /** Until when all of it is valid, in milliseconds. */
  | { readonly until: number }
  /** Whoever issued these is not among the certificates that are known. */
  | { readonly orphans: readonly X509Certificate[] };

/** No chain in use is longer. */
const LONGEST = 5;

export function chainOf(
  certificate: X509Certificate,
  others: readonly X509Certificate[],
  roots: Roots,
  now: number,
): Chain {
  const orphans: X509Certificate[] = [];
  const until = climb(certificate, others, LONGEST);
  return until === undefined ? { orphans } : { until };

  /** Until when this one and all above it are valid. */
  function climb(
    one: X509Certificate,
    left: readonly X509Certificate[],
    steps: number,
  ): number | undefined {
    const [from, to] = [Date.parse(one.validFrom), Date.parse(one.validTo)];
    if (!(from <= now && now < to) || steps === 0) return undefined;
    const root = roots.get(one.issuer)?.find((issuer) => isIssued(one, issuer));
    if (root) {
      const end = Date.parse(root.validTo);
      return now < end ? Math.min(to, end) : undefined;
    }
    const issuers = left.filter((issuer) => issuer.ca && isIssued(one, issuer));
    if (issuers.length === 0) orphans.push(one);
    for (const issuer of issuers) {
      const above = climb(
        issuer,
        left.filter((other) => other !== issuer),
        steps - 1,
      );
      if (above !== undefined) return Math.min(to, above);
    }
    return undefined;
  }
}

const isIssued = (one: X509Certificate, issuer: X509Certificate): boolean =>
  one.checkIssued(issuer) && one.verify(issuer.publicKey);

export function rootsFrom(pems: readonly string[]): Roots {
  const roots = new Map<string, X509Certificate[]>();
  for (const pem of pems) {
    const [root] = certificatesIn(Buffer.from(pem));
    if (root) roots.set(root.subject, [...(roots.get(root.subject) ?? []), root]);
  }
  return roots;
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates in a file, one after the other as PEM or a single one as DER. What is none is left out. */
export function certificatesIn(bytes: Buffer): readonly X509Certificate[] {
  const pems = bytes.toString('latin1').match(PEM);
  return (pems ?? [bytes]).flatMap((one) => {
    try {
      return [new X509Certificate(one)];
    } catch {
      return [];
    }
  });
}

/** Where the certificate of its issuer can be had, as it says itself. RFC 5280, 4.2.2.1. */
export const issuerAddress = ({ infoAccess }: X509Certificate): string | undefined =>
  /^CA Issuers - URI:(https?:\/\/\S+)$/m.exec(infoAccess ?? '')?.[1];

/** The common name of a certificate's owner. */
export const commonName = ({ subject }: X509Certificate): string =>
  /^CN=(.+)$/m.exec(subject)?.[1] ?? 'nobody';
