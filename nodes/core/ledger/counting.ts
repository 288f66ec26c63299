import type { PaymentEvent } from '../event/paymentEvent';
import type { Dispatch } from './handover';

/** What is counted, who is told of it, and what became of that. */

export interface CountingRule {
  /** What is counted by; part of the identity of the count, e.g. `card`. */
  readonly by: string;
  /** The rolling window in seconds. */
  readonly window: number;
  readonly levels: readonly Level[];
}

export interface Level {
  readonly name: string;
  /** The count at which the level is reached. */
  readonly at: number;
}

export interface Counted {
  readonly event: PaymentEvent;
  readonly dispatch: Dispatch;
  /** Whose attempts are added up; absent where the event does not name it, which counts the attempt alone. */
  readonly key?: string | undefined;
  /** Whether a guest could be told of it: the failure concerns one, who has an address. */
  readonly guestReachable: boolean;
}

export interface Count {
  /** How many failed attempts of this key lie in the window, this one included. Absent where the event is no attempt. */
  readonly ordinal?: number;
  /**
   * `duplicate`: another live or finished dispatch has told of this attempt. `settled`: it was made good before it was
   * counted, so nobody is told; nor is the settlement announced to a workflow that never told of the case.
   */
  readonly notify: 'first' | 'repeat' | 'duplicate' | 'settled';
  /**
   * Whether to tell the guest: claimed with this answer, once per attempt in the whole ledger, and never taken over.
   * `unresolved`: claimed by an execution that was cut short, so nobody knows whether the guest was told.
   */
  readonly guest: 'tell' | 'told' | 'unresolved' | 'not_reachable';
  readonly levels: readonly { readonly level: Level; readonly repeat: boolean }[];
}

/** Guests are told at most once, staff at least once. */
export type Audience = 'staff' | 'guest';

export interface Outcome {
  readonly dispatch: Dispatch;
  /** The node that sent it, or should have. */
  readonly channel: string;
  readonly status: 'sent' | 'failed' | 'skipped';
  readonly audience: Audience;
  /** The channel's answer in one line, masked. */
  readonly detail?: string | undefined;
  /** What the alert was: the attempt's notice, a level's page, or the settlement. */
  readonly subject: string;
}
