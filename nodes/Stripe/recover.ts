import { pathPart } from '../core/gateway/pathPart';
import type { Recover } from '../core/gateway/recover';

export const recover: Recover = {
  /**
   * Charges the card or account on file for an invoice, outside its schedule. A payment without an invoice has no such
   * call: Stripe takes the card off it when it is declined, and the guest has to bring another.
   * https://docs.stripe.com/api/invoices/pay
   */
  retry: ({ references, connected, account }) => {
    const invoice = references.find(({ type }) => type === 'invoice');
    if (!invoice) return undefined;
    return {
      request: {
        method: 'POST',
        path: `/v1/invoices/${pathPart(invoice.value)}/pay`,
        account: connected === true ? account : undefined,
      },
    };
  },
};
