import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** Why Stripe itself kept a payment from the bank (`outcome.reason` of a blocked charge). A retry is blocked as well. */
// prettier-ignore
export const BLOCKS: readonly ReasonRow[] = rows('https://docs.stripe.com/declines#blocked-payments', [
  ['elevated_risk_level', 'suspected_fraud', 'hard', 'do_not_retry', 'Stripe finds the payment risky and blocked it'],
  ['highest_risk_level', 'suspected_fraud', 'hard', 'do_not_retry', 'Stripe is nearly certain of fraud and blocked it'],
  ['previously_declined_do_not_retry', 'issuer_declined', 'hard', 'do_not_retry', 'The bank asked before not to be asked again, so Stripe no longer asks'],
  ['requested_block_on_incorrect_cvc', 'incorrect_details', 'hard', 'do_not_retry', 'Your Stripe rules block wrong security codes'],
  ['requested_block_on_incorrect_zip', 'incorrect_details', 'hard', 'do_not_retry', 'Your Stripe rules block wrong postal codes'],
  ['rule', 'suspected_fraud', 'hard', 'do_not_retry', 'One of your own Radar rules blocked it'],
]);
