import type { RejectionReason } from '../event/rejection';

/** What the operator looks at each morning. Counts stop at ten thousand; how many events there are is an estimate beyond. */
export interface LedgerStatus {
  readonly at: string;
  /** What counts as recent. */
  readonly since: string;
  readonly store: 'embedded' | 'postgres';
  readonly bytes: number;
  readonly events: Total;
  readonly accounts: readonly AccountActivity[];
  readonly rejections: readonly EndpointRejection[];
  readonly workflows: readonly WorkflowActivity[];
  readonly dead: {
    readonly all: Total;
    readonly recent: Total;
    readonly latest: readonly StuckDispatch[];
  };
  readonly cases: {
    readonly open: Total;
    readonly opened: Total;
    readonly oldest?: string;
  };
}

export interface Total {
  readonly count: number;
  readonly precision: 'exact' | 'at_least' | 'about';
}

export interface AccountActivity {
  readonly gateway: string;
  readonly account: string;
  readonly lastEventAt: string;
}

export interface EndpointRejection {
  readonly endpoint: string;
  readonly reason: RejectionReason;
  /** Start of the hour. */
  readonly hour: string;
  readonly count: number;
  readonly lastAt: string;
}

export interface WorkflowActivity {
  readonly workflowId: string;
  /** When its Payment Follow-Up Trigger looked after it last. */
  readonly followedUpAt?: string;
  /** Events that are not done: in work, or to be taken up again. */
  readonly unfinished: Total;
  /** Those of them that nobody took up when they were due. */
  readonly overdue: Total;
  /** The longest overdue of them. */
  readonly longest: readonly StuckDispatch[];
}

export interface StuckDispatch {
  readonly eventId: string;
  readonly workflowId: string;
  readonly handovers: number;
  readonly handedAt: string;
  readonly dueAt: string;
  /** The n8n execution that took it up last. */
  readonly execution?: string;
  /** What the ledger says of its end. */
  readonly reason?: string;
  /** The channel that failed last, and what it answered. */
  readonly lastFailure?: { readonly channel: string; readonly detail?: string };
}
