import type { z } from 'zod/v4';
import type { JsonObject } from '../event/json';
import type { paymentItemSchema } from './itemSchema';

/** What every node of the pack reads of an item. */
export type PaymentItem = z.infer<typeof paymentItemSchema>;

/** What a gateway's trigger puts out. */
export interface TriggerItem extends PaymentItem {
  /** The gateway's own event, masked, where the trigger's Simplify is off. */
  readonly raw?: JsonObject | undefined;
  /** Those of the delivery, but for what opens doors, where the trigger's Simplify is off. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export type LedgerName = PaymentItem['ledger'];
export type TestRecipient = NonNullable<PaymentItem['testRecipient']>;
