import { GatewayTrigger } from '../core/n8n/gatewayTrigger';
import { stripe } from './stripe.adapter';

export class StripePaymentFailureTrigger extends GatewayTrigger {
  constructor() {
    super(stripe, {
      when: 'a payment, refund, subscription or bank debit fails or is disputed at Stripe, and when it is settled',
      activation:
        'Stripe will now send payment events here. An endpoint with this URL is listed in your Stripe Dashboard under Workbench, Webhooks.',
      setup:
        'Publishing sets up the endpoint at Stripe: the API key needs write access to webhook endpoints and read access to the account and to events. If you would rather add the endpoint yourself, put its signing secret (whsec_…) into the credential; the events that it needs are listed below.',
      whileBuilding:
        'then let a test card be declined in a Stripe sandbox: 4000 0000 0000 9995 declines for insufficient funds. With a signing secret in the credential, add an endpoint for the test URL at Stripe first: none is set up for you.',
      toTakeRealEvents:
        'publish the workflow. The webhook endpoint is then set up at Stripe, with every event that is needed and the API version that is understood.',
    });
  }
}
