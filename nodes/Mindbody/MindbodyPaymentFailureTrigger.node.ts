import { GatewayTrigger } from '../core/n8n/gatewayTrigger';
import { mindbody } from './mindbody.adapter';

export class MindbodyPaymentFailureTrigger extends GatewayTrigger {
  constructor() {
    super(mindbody, {
      when: 'a payment is declined at Mindbody, when automatic payments are suspended or a contract ends, and when a sale is paid',
      activation:
        'Mindbody will now send sales, clients and contracts here, and is asked for declined transactions every few minutes: it pushes none.',
      setup:
        'In the Mindbody developer portal, make an API key for the Public API and another for the Webhooks API, have your site activated for them, and put both into the credential with a staff login that may see sales and clients. Publishing sets up the webhook subscription. Mindbody pushes no declined payment: those are found by looking, as often as Look for Missed Events says.',
      whileBuilding: 'then close a sale in Mindbody.',
      toTakeRealEvents:
        'publish the workflow. The webhook subscription is then set up and activated at Mindbody, with every event that is needed.',
    });
  }
}
