import type { KeyObject } from 'node:crypto';
import { messageOf } from '../event/messageOf';
import { object } from '../event/json';
import type { GatewayAdapter } from './adapter';
import type { Http } from './apiClient';
import type { Credential } from './credential';
import type {
  CallSignature,
  CertificateSignature,
  Claim,
  PostBackSignature,
  Published,
} from './callSignature';
import type { Certificates } from './certificates';
import type { Delivery, Rejection } from './delivery';
import { readBody } from './readBody';
import { refuse } from './refuse';
import type { Signature } from './signature';
import { readClaim } from './verifyCertificate';
import { isForUs } from './verifyPostBack';

/** What calls brought to light about a delivery: whose key signs, or else the gateway's own word for it. */
export type Evidence = { readonly ok: true; readonly certificate?: Certified } | Rejection;

/** A certificate that is the gateway's own. */
export interface Certified {
  readonly address: string;
  readonly publicKey: KeyObject;
}

/** One plain request: no credential goes with it, and no redirect is followed. */
export interface Call {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: Buffer;
  /** A longer answer is none. */
  readonly maxBytes: number;
  /** Milliseconds. */
  readonly timeout: number;
}
export interface CallAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** The calls that a proof may take, as whoever verifies makes them. */
export interface VerificationIo {
  /** Raises where no answer came. */
  readonly http: (call: Call) => Promise<CallAnswer>;
  /** The gateway's API, signed in to, for gateways that can be asked about their own signatures. */
  readonly api?: Http;
  readonly certificates: Certificates;
}

export const takesCalls = (signature: Signature): signature is CallSignature =>
  signature.over === 'certificate' || signature.over === 'post-back';

/**
 * Makes the calls that the proof of a delivery takes. `undefined`: none was worth making, and its interpreter says why.
 */
export async function evidenceFor(
  adapter: GatewayAdapter,
  delivery: Delivery,
  keys: readonly string[],
  credential: Credential,
  io: VerificationIo,
): Promise<Evidence | undefined> {
  const { signature } = adapter;
  if (!takesCalls(signature) || delivery.rawBody.length > adapter.maxBytes) return undefined;
  return signature.over === 'certificate'
    ? await byCertificate(signature, delivery, keys, credential, io)
    : await byPostBack(signature, adapter, delivery, keys, credential, io);
}

async function byCertificate(
  row: CertificateSignature,
  delivery: Delivery,
  keys: readonly string[],
  credential: Credential,
  io: VerificationIo,
): Promise<Evidence | undefined> {
  const reading = readClaim(row, delivery, keys);
  if (!reading.ok) return undefined;
  const { claim } = reading;
  if (!isPublished(row.published, claim.certificate, credential)) {
    return { ...refuse('untrusted_certificate'), detail: `It names ${claim.certificate}.` };
  }
  const now = Date.parse(delivery.receivedAt);
  const found = await io.certificates.read(claim.certificate, row.published, io.http, now);
  if (found.ok || found.reason !== 'certificate_unavailable') return found;
  return (await byItsWord(row, claim, delivery, keys, credential, io)) ?? found;
}

const NAME = /^[\w-]{1,200}$/;

/** Letter by letter: what no address has to be read for, nobody reads in another way than whoever fetches it. */
const isPublished = (
  { hosts, path }: Published,
  address: string,
  credential: Credential,
): boolean =>
  hosts(credential).some((host) => {
    const folder = `https://${host}${path}`;
    return address.startsWith(folder) && NAME.test(address.slice(folder.length));
  });

async function byItsWord(
  { otherwise }: CertificateSignature,
  claim: Claim,
  { rawBody }: Delivery,
  keys: readonly string[],
  credential: Credential,
  { api }: VerificationIo,
): Promise<Evidence | undefined> {
  if (!api || !otherwise?.isWanted(credential)) return undefined;
  // It stands in the midst of the question: anything but one whole value would change the rest of it.
  if (readBody(rawBody) === undefined) return refuse('malformed');
  const said = await Promise.all(
    keys.map(async (key) => {
      const call = otherwise.asks(credential, { claim, key, body: rawBody.toString('utf8') });
      const answer = await api(call).catch(() => undefined);
      return answer?.status === 200
        ? otherwise.says(object(readBody(Buffer.from(answer.body))))
        : undefined;
    }),
  );
  if (said.includes(true)) return { ok: true };
  return said.includes(undefined) ? undefined : refuse('bad_signature');
}

const SHORT = 1_024;
const PATIENCE = 10_000;

async function byPostBack(
  row: PostBackSignature,
  adapter: GatewayAdapter,
  { rawBody }: Delivery,
  keys: readonly string[],
  credential: Credential,
  { http }: VerificationIo,
): Promise<Evidence | undefined> {
  if (!isForUs(row, readBody(rawBody, adapter.body), keys).ok) return undefined;
  const url = row.url(credential);
  const body = Buffer.concat([Buffer.from(row.prefix), rawBody]);
  const unavailable = (why: string): Evidence => ({
    ...refuse('post_back_unavailable'),
    detail: `${url} ${why}.`,
  });
  try {
    const answer = await http({ method: 'POST', url, body, maxBytes: SHORT, timeout: PATIENCE });
    const word = answer.body.toString('latin1').trim();
    if (answer.status !== 200) return unavailable(`answered ${answer.status}`);
    if (word === row.answers.genuine) return { ok: true };
    return word === row.answers.forged
      ? refuse('not_vouched')
      : unavailable('said neither yes nor no');
  } catch (error) {
    return unavailable(`could not be reached: ${messageOf(error)}`);
  }
}
