import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** What Commerce Hub’s approval status says where no response code does. */
// prettier-ignore
export const STATUSES: readonly ReasonRow[] = rows('https://developer.fiserv.com/product/CommerceHub/docs/?path=docs/Resources/Master-Data/Processor-Response-Details.md', [
  ['DECLINED', 'issuer_declined', 'soft', 'retry_later', 'The bank declined and did not say why'],
  ['PROCESSING_FAILED', 'processing_error', 'soft', 'retry_later', 'Something went wrong while the payment was processed'],
  ['VALIDATION_FAILED', 'configuration', 'hard', 'fix_configuration', 'Commerce Hub did not accept what your checkout sent'],
]);
