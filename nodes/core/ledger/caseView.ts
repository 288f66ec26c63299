import type { Money, PaymentEvent } from '../event/paymentEvent';
import type { Dispatch } from './handover';

/** A case as nodes see it, and what an event did to it. */

/** `clear`: nothing failed so far. */
export type CaseStatus = 'clear' | 'open' | 'settled';

export interface CaseView {
  readonly id: string;
  readonly status: CaseStatus;
  /** How many attempts failed. */
  readonly attempts: number;
  readonly openedAt?: string;
  readonly settledAt?: string;
  /** Absent where it is not known, or where the case mixes currencies. */
  readonly due?: Money;
  readonly paid?: Money;
  /** Ids of cases that were merged into this one. */
  readonly aliases: readonly string[];
  /** The head of the audit chain, to be kept elsewhere: whoever changes history cannot change your copy. */
  readonly audit: { readonly head: string; readonly entries: number };
}

export interface Recorded {
  readonly event: PaymentEvent;
  readonly dispatch: Dispatch;
}

export interface RecordedCase {
  readonly case: CaseView;
  /** The event with its attempt's number in the case. */
  readonly event: PaymentEvent;
  /**
   * `still_open`: money is owed and this event says so. `settled`: this event is the first, for this workflow, to
   * show the case paid in full; where it is a failed attempt, it is to be counted besides. `made_good`: a failed attempt that needs nothing more; it is to be counted all the same.
   * `unchanged`: nothing for people to hear.
   */
  readonly outcome: 'still_open' | 'settled' | 'made_good' | 'unchanged';
  /** Whether the same was handed out before and may have been told already. */
  readonly repeat: boolean;
  /** Whether the case is settled and was seen open before: what shows its status elsewhere may still say so. */
  readonly wasOpen: boolean;
}
