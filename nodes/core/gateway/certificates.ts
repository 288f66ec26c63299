import type { X509Certificate } from 'node:crypto';
import { getCACertificates } from 'node:tls';
import { messageOf } from '../event/messageOf';
import type { Published } from './callSignature';
import {
  certificatesIn,
  chainOf,
  commonName,
  issuerAddress,
  rootsFrom,
  type Roots,
} from './certificateChain';
import type { CallAnswer, Evidence, VerificationIo } from './evidence';
import { refuse } from './refuse';
import { isPrivateUrl } from './refusesUrl';

type Fetch = VerificationIo['http'];

/** Certificates that gateways publish: fetched once, checked once, kept until the first of their chain expires. */
export interface Certificates {
  /** Whose key signs. The address is known to be the gateway's. */
  readonly read: (url: string, published: Published, http: Fetch, now: number) => Promise<Evidence>;
}

/** Whoever makes up addresses costs little memory, and few requests at once. */
const MOST_REFUSED = 64;
const MOST_AT_ONCE = 8;

/** What could not be had, or is not trusted, is not asked for again for so long, in milliseconds. */
const PAUSE = 10_000;
const PATIENCE = 5_000;

/** Certificates of issuers that were not sent along: hardly ever more than one. */
const MOST_MISSING = 3;

interface Found {
  readonly evidence: Evidence;
  readonly until: number;
}

export function certificateStore(trusted: () => readonly string[]): Certificates {
  const good = new Map<string, Found>();
  const refused = new Map<string, Found>();
  const waiting = new Map<string, Promise<Found>>();
  let roots: Roots | undefined;

  const fetched = async (...[url, published, http, now]: Asked): Promise<Found> => {
    roots ??= rootsFrom(trusted());
    const found = await fetchKey(url, published, http, roots, now);
    if (refused.size >= MOST_REFUSED) refused.clear();
    (found.evidence.ok ? good : refused).set(url, found);
    return found;
  };

  return {
    read: async (url, published, http, now) => {
      const known = good.get(url) ?? refused.get(url);
      if (known && now < known.until) return known.evidence;
      let pending = waiting.get(url);
      if (!pending) {
        if (waiting.size >= MOST_AT_ONCE) return refuse('certificate_unavailable');
        good.delete(url);
        pending = fetched(url, published, http, now).finally(() => waiting.delete(url));
        waiting.set(url, pending);
      }
      return (await pending).evidence;
    },
  };
}

type Asked = Parameters<Certificates['read']>;

async function fetchKey(
  url: string,
  published: Published,
  http: Fetch,
  roots: Roots,
  now: number,
): Promise<Found> {
  const until = now + PAUSE;
  const unavailable = (why: string): Found => ({
    evidence: { ...refuse('certificate_unavailable'), detail: `${url} ${why}.` },
    until,
  });
  const untrusted = (why: string): Found => ({
    evidence: { ...refuse('untrusted_certificate'), detail: `${url} ${why}.` },
    until,
  });
  const { maxBytes, name } = published;
  const answer = await get(url, http, maxBytes);
  if (typeof answer === 'string') return unavailable(answer);
  const known = [...certificatesIn(answer.body)];
  if (known.length === 0) return unavailable('is no certificate');
  const signer = known.find((one) => name.test(commonName(one)));
  if (!signer) return untrusted(`is in the name of ${known.map(commonName).join()}`);
  if (!isStrong(signer)) return untrusted('has a weak key');
  for (let left = MOST_MISSING; ; left -= 1) {
    const chain = chainOf(
      signer,
      known.filter((one) => one !== signer),
      roots,
      now,
    );
    if ('until' in chain)
      return {
        evidence: { ok: true, certificate: { address: url, publicKey: signer.publicKey } },
        until: chain.until,
      };
    const address = chain.orphans.map(issuerAddress).find((one) => one !== undefined);
    if (address === undefined || left === 0 || isPrivateUrl(address))
      return untrusted('has no valid chain up to a trusted root');
    const issuer = await get(address, http, maxBytes);
    if (typeof issuer === 'string') return unavailable(`was issued by ${address}, which ${issuer}`);
    known.push(...certificatesIn(issuer.body));
  }
}

/** Why there is no answer that counts, in words. */
async function get(url: string, http: Fetch, maxBytes: number): Promise<CallAnswer | string> {
  try {
    const answer = await http({ method: 'GET', url, maxBytes, timeout: PATIENCE });
    return answer.status === 200 ? answer : `was answered with ${answer.status}`;
  } catch (error) {
    return `could not be fetched: ${messageOf(error)}`;
  }
}

/** https://csrc.nist.gov/pubs/sp/800/131/a/r2/final */
const isStrong = ({ publicKey }: X509Certificate): boolean =>
  publicKey.asymmetricKeyType === 'rsa' &&
  Number(publicKey.asymmetricKeyDetails?.modulusLength) >= 2048;

/** One for the process, trusting whom Node trusts: NODE_EXTRA_CA_CERTS adds to it. */
export const sharedCertificates = certificateStore(() => getCACertificates('default'));
