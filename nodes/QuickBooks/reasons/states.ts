import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** States of a charge or an e-check, where no code says more. */
// prettier-ignore
const AT_PAYMENTS: readonly ReasonRow[] = rows('https://developer.intuit.com/app/developer/qbpayments/docs/workflows/understand-charge-and-refund-states', [
  ['DECLINED', 'issuer_declined', 'soft', 'use_other_method', 'The bank declined without saying why'],
  ['CANCELLED', 'canceled', 'hard', 'call_customer', 'The charge was cancelled after the card had been accepted'],
  ['VOIDED', 'canceled', 'hard', 'call_customer', 'The e-check was cancelled before the bank paid it'],
]);

// prettier-ignore
const IN_THE_SDK: readonly ReasonRow[] = rows('https://github.com/intuit/QuickBooks-V3-Java-SDK/blob/master/payments-api/src/main/java/com/intuit/payment/data/Charge.java', [
  ['RETURNED', 'issuer_declined', 'soft', 'call_customer', 'The bank returned the payment after it had been accepted'],
  ['DISPUTED', 'disputed', 'hard', 'answer_dispute', 'The cardholder disputes the payment at their bank'],
]);

/** What somebody did to a document in the books. */
// prettier-ignore
const IN_THE_BOOKS: readonly ReasonRow[] = rows('https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks', [
  ['Void', 'canceled', 'hard', 'call_customer', 'It was voided in QuickBooks, so the money counts as not received, or not given back'],
  ['Delete', 'canceled', 'hard', 'call_customer', 'It was deleted in QuickBooks, so the money counts as not received, or not given back'],
]);

export const STATES: readonly ReasonRow[] = [...AT_PAYMENTS, ...IN_THE_SDK, ...IN_THE_BOOKS];
