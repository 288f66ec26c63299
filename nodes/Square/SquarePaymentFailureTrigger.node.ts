import { GatewayTrigger } from '../core/n8n/gatewayTrigger';
import { square } from './square.adapter';

export class SquarePaymentFailureTrigger extends GatewayTrigger {
  constructor() {
    super(square, {
      when: 'a payment, refund or scheduled invoice charge fails at Square, when a guest disputes a payment, when an order is placed, and when the money arrives',
      activation:
        'Square will now send payment events here. A subscription with this URL is listed in the Square Developer Console, in your application under Webhooks, Subscriptions.',
      setup:
        'Publishing sets up the webhook subscription at Square: the credential needs the application’s own access token, from the Square Developer Console under Credentials. If you would rather add the subscription yourself, enter the Production URL of this node there exactly as it is shown, since Square signs it, and put the signature key into the credential.',
      whileBuilding:
        'then let a payment fail in Square’s sandbox: one with the source cnon:card-nonce-declined is declined. For this the credential needs the environment Sandbox and a sandbox access token.',
      toTakeRealEvents:
        'publish the workflow. The webhook subscription is then set up at Square, with every event that is needed and the API version that is understood.',
    });
  }
}
