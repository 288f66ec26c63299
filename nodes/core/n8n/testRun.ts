import type { TestRun } from '../message/alert';
import type { PaymentItem } from './item';

/** Whom a test item may reach; `undefined` for live items. */
export const testRunOf = ({ ledger, testRecipient }: PaymentItem): TestRun | undefined =>
  ledger === 'test' ? (testRecipient ?? {}) : undefined;
