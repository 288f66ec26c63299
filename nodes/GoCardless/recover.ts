import type { Recover } from '../core/gateway/recover';
import { pathOf } from './needs';

/**
 * How often a debit may be sent again: three times by GoCardless, twice by Nacha's rules for ACH.
 * https://developer.gocardless.com/api-reference/#payments-retry-a-payment
 * https://www.nacha.org/rules
 */
const MOST = 3;
const MOST_BY_ACH = 2;

export const recover: Recover = {
  /**
   * Collects the payment once more, on the first day that its scheme allows. Of a payment that has not failed, or whose
   * mandate has ended, GoCardless refuses it (`retry_failed`); so a call that is sent twice collects once.
   */
  retry: ({ references, connected, instrument }) => {
    const payment = references.find(({ type }) => type === 'payment');
    // The account of another business takes a token of its own, which nobody has given us.
    if (!payment || connected === true) return undefined;
    return {
      request: {
        method: 'POST',
        path: `${pathOf('payment', payment.value)}/actions/retry`,
        body: { data: {} },
      },
      most: instrument?.type === 'ach' ? MOST_BY_ACH : MOST,
    };
  },
};
