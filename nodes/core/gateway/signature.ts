import type { Credential } from './adapter';

/** A signature scheme as a row: which header, what was signed, how key and digest are written. */
export interface SignatureRow {
  readonly algorithm: 'sha1' | 'sha256' | 'sha512';
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
  readonly keyEncoding: 'utf8' | 'hex' | 'base64';
  readonly digestEncoding: 'hex' | 'base64';
  /** How far the signed clock may be off, in seconds, either way. Absent where nothing is timed. */
  readonly tolerance?: number;
  /** The signing keys in this gateway's credential; any of them may match, so that keys can roll. */
  readonly keys: (credential: Credential) => readonly string[];
}

export type MessagePart =
  | { readonly part: 'body' | 'timestamp' | 'url' }
  | { readonly part: 'text'; readonly text: string };
