import type { JsonObject } from '../event/json';
import type { PaymentEvent } from '../event/paymentEvent';
import type { Filters } from '../gateway/filter';
import type { TestRun } from '../message/alert';
import type { CaseView, Dispatch } from '../ledger/ledger';

/** What an item carries from a trigger to Confirm. Later nodes add to it and take nothing away. */
export interface PaymentItem {
  readonly event: PaymentEvent;
  readonly dispatch: Dispatch;
  /** Stamped by the first node from the execution's mode, and obeyed by all later ones. */
  readonly ledger: LedgerName;
  /** Whom test runs may reach; set on test items only. */
  readonly testRecipient?: TestRecipient | undefined;
  /** What the trigger's workflow is for, where the event is still too thin to decide it. */
  readonly filters?: Filters | undefined;
  /** The gateway's own event, masked, where the trigger's Simplify is off. */
  readonly raw?: JsonObject | undefined;
  /** Those of the delivery, but for what opens doors, where the trigger's Simplify is off. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly case?: CaseView | undefined;
}

export type LedgerName = 'live' | 'test';

export type TestRecipient = TestRun;
