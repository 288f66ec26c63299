import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';
import { SOURCE } from './source';

/** What is wrong with a refund, capture or void of an earlier payment. */
// prettier-ignore
export const FOLLOW_UPS: readonly ReasonRow[] = rows(SOURCE, [
  ['15', 'configuration', 'hard', 'fix_configuration', 'The earlier payment was named wrongly or not at all'],
  ['16', 'processing_error', 'hard', 'call_customer', 'Authorize.Net cannot find the earlier payment'],
  ['47', 'limit_exceeded', 'hard', 'fix_configuration', 'More was to be collected than was authorized'],
  ['50', 'processing_error', 'soft', 'retry_later', 'The payment is not settled yet: void it, or refund it tomorrow'],
  ['51', 'limit_exceeded', 'hard', 'do_not_retry', 'The refunds together come to more than was paid'],
  ['54', 'processing_error', 'hard', 'call_customer', 'The payment cannot be refunded: it is too old, or was paid with another card'],
  ['55', 'limit_exceeded', 'hard', 'do_not_retry', 'With this refund more would be given back than was paid'],
  ['64', 'processing_error', 'hard', 'call_customer', 'The payment that was to be refunded never went through'],
  ['310', 'duplicate', 'hard', 'do_not_retry', 'The payment was voided before'],
  ['311', 'duplicate', 'hard', 'do_not_retry', 'The payment was collected before'],
  ['319', 'processing_error', 'hard', 'call_customer', 'The processor cannot find the earlier payment'],
]);
