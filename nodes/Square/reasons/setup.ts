import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** What is wrong at the restaurant's side: https://developer.squareup.com/reference/square/enums/ErrorCode */
// prettier-ignore
export const SETUP: readonly ReasonRow[] = rows('https://developer.squareup.com/reference/square/enums/ErrorCode', [
  ['PAYMENT_LIMIT_EXCEEDED', 'configuration', 'soft', 'fix_configuration', 'Square does not let your account take an amount as large as this'],
  ['INSUFFICIENT_PERMISSIONS', 'configuration', 'hard', 'fix_configuration', 'Your Square account may not take this kind of payment'],
  ['INVALID_LOCATION', 'configuration', 'hard', 'fix_configuration', 'Your Square account may not take payments in this region'],
  ['INVALID_FEES', 'configuration', 'hard', 'fix_configuration', 'Your checkout asks for a higher app fee than Square allows'],
  ['CARD_PROCESSING_NOT_ENABLED', 'configuration', 'hard', 'fix_configuration', 'This location is not enabled for cards at Square'],
]);
