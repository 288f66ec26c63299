import type { JsonObject } from '../event/json';
import type { HttpRequest } from './apiClient';
import type { Credential } from './credential';

/** Proofs that take a call of their own before a delivery can be told from a forgery. */
export type CallSignature = CertificateSignature | PostBackSignature;

/**
 * A certificate that the gateway publishes vouches for the delivery, which names it by its address. It counts from the
 * gateway's own hosts only, in the gateway's own name, and with a chain up to a root that this machine trusts.
 */
export interface CertificateSignature {
  readonly over: 'certificate';
  /** The headers that hold the parts of the claim, lower case. */
  readonly headers: Readonly<Record<keyof Claim, string>>;
  /** The algorithms that are taken: the gateway's word for each, and Node's. */
  readonly algorithms: Readonly<Record<string, string>>;
  /** What was signed, in order. `crc32` is the body's, as an unsigned decimal; `key` one of the keys. */
  readonly message: readonly (keyof Claim | 'key' | 'crc32')[];
  readonly separator: string;
  /** How far the signed clock may be off, in seconds: one that is sent again later may keep the time of the first. */
  readonly tolerance: { readonly past: number; readonly future: number };
  /** The gateway's ids of this endpoint, which it signs with every delivery; any of them may match. */
  readonly keys: (credential: Credential) => readonly string[];
  readonly published: Published;
  /** Where the gateway checks its own signatures, for when its certificate cannot be had. */
  readonly otherwise?: Vouching;
}

/** What the headers claim, as it is written there. */
export interface Claim {
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  /** Base64. */
  readonly signature: string;
  readonly algorithm: string;
  /** The address of the certificate. */
  readonly certificate: string;
}

/** Where a gateway's certificates are, and in whose name. */
export interface Published {
  readonly hosts: (credential: Credential) => readonly string[];
  /** What their paths begin with. */
  readonly path: string;
  /** The common name of whoever signs. */
  readonly name: RegExp;
  /** Longer answers are no certificate. */
  readonly maxBytes: number;
}

export interface Vouching {
  /** Only where the owner wants it. */
  readonly isWanted: (credential: Credential) => boolean;
  readonly asks: (
    credential: Credential,
    delivery: { readonly claim: Claim; readonly key: string; readonly body: string },
  ) => HttpRequest;
  /** `undefined`: the gateway said neither. */
  readonly says: (answer: JsonObject) => boolean | undefined;
}

/** The gateway is sent its own words back, and says whether they were its own. It signs nothing. */
export interface PostBackSignature {
  readonly over: 'post-back';
  readonly url: (credential: Credential) => string;
  /** Goes before the very bytes that came. */
  readonly prefix: string;
  readonly answers: { readonly genuine: string; readonly forged: string };
  /** The fields that name whom it is for: what is genuine may be somebody else's. */
  readonly receiver: readonly string[];
  /** Whom it may be for, in any case of letters. Nobody: nothing is accepted this way. */
  readonly keys: (credential: Credential) => readonly string[];
}
