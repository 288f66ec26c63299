import type { RawEvent } from '../event/rawEvent';
import type { RejectionReason } from '../event/rejection';

/** One HTTP request from a gateway, as it came off the wire. */
export interface Delivery {
  readonly method: string;
  /** The public URL the gateway was told to call. Some gateways sign it. */
  readonly url: string;
  /** What the gateway was told to add to that URL, without the question mark; never signed. */
  readonly query?: string | undefined;
  /** In order of arrival; names in any case, the same name perhaps twice. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The exact bytes of the body. */
  readonly rawBody: Buffer;
  /** ISO 8601 UTC. */
  readonly receivedAt: string;
}

/** What a refusal is answered with: forged 401, malformed 400 (too large 413), unavailable 503. */
export type RejectionKind = 'forged' | 'malformed' | 'unavailable';

export interface Rejection {
  readonly ok: false;
  readonly kind: RejectionKind;
  readonly reason: RejectionReason;
  /** For the log: what was found, and what to do. */
  readonly detail?: string;
}

export type Verdict = { readonly ok: true } | Rejection;

export interface RejectedItem {
  /** Where in the batch the item stood, from 0. */
  readonly index: number;
  readonly reason: RejectionReason;
}

export type VerifiedDelivery =
  | {
      readonly ok: true;
      readonly events: readonly RawEvent[];
      readonly rejected: readonly RejectedItem[];
    }
  | Rejection;

/** What a delivery comes to, cut into its events. */
export interface Split {
  readonly events: readonly RawEvent[];
  /** Items of a batch that are not what they claim to be. */
  readonly rejected: readonly RejectedItem[];
}
