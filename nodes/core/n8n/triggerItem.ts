import type { INodeExecutionData } from 'n8n-workflow';
import type { Emitted } from '../gateway/storeEvents';
import type { LedgerName, TriggerItem } from './item';
import type { TriggerSettings } from './triggerSettings';

/** What a gateway's trigger puts out for one event, however it came. What was looked for came with no headers. */
export function triggerItem(
  { event, dispatch, raw, undecided }: Emitted,
  { simplify, filters, testRecipient }: TriggerSettings,
  ledger: LedgerName,
  headers?: TriggerItem['headers'],
): INodeExecutionData {
  const item: TriggerItem = {
    event,
    dispatch,
    ledger,
    ...(ledger === 'test' ? { testRecipient } : {}),
    ...(undecided ? { filters } : {}),
    ...(simplify ? {} : { raw }),
    ...(simplify || !headers ? {} : { headers }),
  };
  return { json: { ...item } };
}
