import type { Credential } from './credential';
import type { CallSignature } from './callSignature';

/**
 * How a delivery proves where it comes from. The simplest case signs the body's bytes in a header; the others say what
 * they go `over`. Each is a row of data with one interpreter beside this file: `verifyDelivery`'s way in is
 * `openDelivery`, and whoever signs (samples, tests) does so by `signedDelivery`. A proof that takes calls of its own,
 * a certificate or a post-back, is a row too (`callSignature.ts`): what was fetched (`evidence.ts`) is handed to its
 * interpreter, so that interpreting stays pure.
 */
export type Signature = SignatureRow | FieldSignature | TokenSignature | CallSignature;

/** What every HMAC needs, whatever it goes over. */
export interface HmacRow {
  readonly algorithm: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  readonly keyEncoding: 'utf8' | 'hex' | 'base64';
  readonly digestEncoding: 'hex' | 'base64';
  /** The signing keys in this gateway's credential; any of them may match, so that keys can roll. */
  readonly keys: (credential: Credential) => readonly string[];
}

/** A signature scheme as a row: which header, what was signed, how key and digest are written. */
export interface SignatureRow extends HmacRow {
  readonly over?: undefined;
  /** Lower case. */
  readonly header: string;
  /**
   * How the header is written:
   * `plain` is the digest alone; `prefixed` has a fixed text before it (`sha256=`);
   * `pairs` is `t=1,v1=ab,v1=cd`, with a timestamp in Unix seconds and any number of digests.
   */
  readonly format:
    | { readonly style: 'plain' }
    | { readonly style: 'prefixed'; readonly prefix: string }
    | { readonly style: 'pairs'; readonly timestamp: string; readonly digest: string };
  /** What was signed, in order. `body` is the exact bytes; any other text stands for itself. */
  readonly message: readonly MessagePart[];
  /**
   * Where it was signed when: in this field of the body, if the header does not say. Its exact text is what `timestamp`
   * stands for in the message, a time as ISO 8601 writes it.
   */
  readonly timestampField?: string;
  /** How far the signed clock may be off, in seconds, either way. Absent where nothing is timed. */
  readonly tolerance?: number;
}

export type MessagePart =
  | { readonly part: 'body' | 'timestamp' | 'url' }
  | { readonly part: 'text'; readonly text: string };

/**
 * Some fields of the body are signed, joined into one text, and the digest stands among them: once for the body, or in
 * each item of a batch. All other fields are as trustworthy as whoever can reach the endpoint: nothing that tells
 * events, attempts or amounts apart may be read from them.
 */
export interface FieldSignature extends HmacRow {
  readonly over: 'fields';
  /** Where a batch's items stand: a list in the body, and each item's place in its entry. Absent: the body is the item. */
  readonly items?: { readonly list: Path; readonly item: Path };
  readonly digest: Path;
  readonly fields: readonly (SignedField | SecretField)[];
  /** Where it is empty, every field needs a shape that says where it ends. */
  readonly separator: string;
  /** How the joined text becomes the bytes that are hashed. Absent: as UTF-8. */
  readonly text?: MessageText;
  /**
   * What is accepted besides the row itself, which alone is signed with: where a gateway's customers choose the hash,
   * or its docs leave open how the digest is written.
   */
  readonly also?: readonly FieldVariant[];
}

/** `hex` hashes the hexadecimal digits of the UTF-8 bytes, as some gateways have done since their first examples. */
export type MessageText = 'utf8' | 'latin1' | 'hex';

/** The same fields, proved otherwise. */
export type FieldVariant = Partial<Pick<FieldSignature, 'algorithm' | 'digestEncoding' | 'text'>>;

/**
 * A secret that stands in a header of each delivery as it is. It covers nothing of the body, and whoever sees one
 * delivery can send others: what such a delivery tells should be read again from the gateway.
 */
export interface TokenSignature {
  readonly over: 'token';
  /** Lower case. */
  readonly header: string;
  /** The secrets in this gateway's credential; any of them may match, so that they can roll. */
  readonly keys: (credential: Credential) => readonly string[];
}

export type Path = readonly string[];

export interface SignedField {
  /** What is missing there counts as empty. */
  readonly path: Path;
  /**
   * Whether it may hold the separator. One field may: with two, what was signed could be cut into other fields than it
   * was made of.
   */
  readonly free?: true;
  /** What it has to look like: else one message of the gateway could be passed off as another, cut anew. */
  readonly shape?: RegExp;
}

/**
 * The secret stands among the fields and is no key: a plain hash. Whoever knows one digest can make that of a longer
 * text, with bytes in it that no text has; so nothing but printable text is taken.
 * https://en.wikipedia.org/wiki/Length_extension_attack
 */
export interface SecretField {
  readonly secret: true;
}
