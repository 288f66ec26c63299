import type { INodeExecutionData } from 'n8n-workflow';
import type { Emitted } from '../gateway/storeEvents';
import type { LedgerName, PaymentItem } from './item';
import type { TriggerSettings } from './triggerSettings';

/** What a gateway's trigger puts out for one event, however it came. */
export function triggerItem(
  { event, dispatch, raw, undecided }: Emitted,
  { simplify, filters, testRecipient }: TriggerSettings,
  ledger: LedgerName,
): INodeExecutionData {
  const item: PaymentItem = {
    event,
    dispatch,
    ledger,
    ...(ledger === 'test' ? { testRecipient } : {}),
    ...(undecided ? { filters } : {}),
    ...(simplify ? {} : { raw }),
  };
  return { json: { ...item } };
}
