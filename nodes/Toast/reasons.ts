import { reasonTable } from '../core/event/reason';
import { rows } from '../core/event/reasonRows';

const SOURCE = 'https://doc.toasttab.com/openapi/orders/tag/Data-definitions/schema/Payment/';

/** Toast tells why a payment failed by its status alone: the bank's own reason stays with Toast. */
// prettier-ignore
export const reasons = reasonTable(
  rows(SOURCE, [
    ['DENIED', 'issuer_declined', 'soft', 'use_other_method', 'The bank said no; Toast does not pass on why'],
    ['ERROR', 'processing_error', 'soft', 'retry_now', 'Something went wrong while the payment was processed'],
    ['ERROR_NETWORK', 'issuer_unavailable', 'soft', 'retry_now', 'The till could not reach whoever authorizes cards'],
  ]),
);
