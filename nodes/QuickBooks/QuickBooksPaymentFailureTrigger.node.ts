import { GatewayTrigger } from '../core/n8n/gatewayTrigger';
import { quickbooks } from './quickbooks.adapter';

export class QuickBooksPaymentFailureTrigger extends GatewayTrigger {
  constructor() {
    super(quickbooks, {
      when: 'a payment is voided, declined or returned in QuickBooks, when an invoice is overdue or paid, and when an estimate is answered',
      activation:
        'QuickBooks is now looked at every few minutes. To be told at once, enter the Production URL of this node in the Intuit Developer portal, in your app under Webhooks.',
      setup:
        'Intuit has no API for webhooks, so they are set up by hand, once: in the Intuit Developer portal open your app, then Webhooks, enter the Production URL of this node, and choose Payment, Invoice, Estimate and Refund Receipt with every operation. Put the verifier token that is shown there into the credential QuickBooks Signing Secret API. Payments and invoices themselves are read with n8n’s own QuickBooks Online credential. QuickBooks tells nobody that an invoice is overdue: that is found by looking, as often as Look for Missed Events says.',
      whileBuilding:
        'then void a payment in a sandbox company whose app has the Test URL under Webhooks, Development.',
      toTakeRealEvents:
        'publish the workflow, and enter the Production URL in the Intuit Developer portal, in your app under Webhooks, Production.',
    });
  }
}
