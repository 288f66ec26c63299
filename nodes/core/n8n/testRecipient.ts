import type { PaymentItem, TestRecipient } from './item';

/** Whom a test item may reach; `undefined` for live items. */
export const testRecipientOf = ({
  ledger,
  testRecipient,
}: PaymentItem): TestRecipient | undefined =>
  ledger === 'test' ? (testRecipient ?? {}) : undefined;
