import { GatewayTrigger } from '../core/n8n/gatewayTrigger';
import { goCardless } from './goCardless.adapter';

export class GoCardlessPaymentFailureTrigger extends GatewayTrigger {
  constructor() {
    super(goCardless, {
      when: 'a SEPA, Bacs or ACH debit fails at GoCardless or is taken back, also weeks later, when a guest’s mandate ends, and when the money arrives',
      activation:
        'GoCardless now sends its events here, if its webhook endpoint has the Production URL of this node. Its deliveries are listed in GoCardless under Developers, Webhooks.',
      setup:
        'GoCardless has no way to set an endpoint up from here. In GoCardless, open Developers, choose Create, Webhook endpoint, and paste the Production URL of this node (at the top, under Webhook URLs). Copy the secret that it shows into the credential, together with an access token made in the same place. Then publish.',
      whileBuilding:
        'then let a payment fail in GoCardless’s sandbox: make one for a customer there and use its Scenario Simulators, under Developers, for “Payment failed”. For this the sandbox needs a webhook endpoint with the Test URL, and the credential its secret and the environment Sandbox.',
      toTakeRealEvents:
        'add a webhook endpoint with the Production URL in GoCardless, under Developers, put its secret into the credential, and publish the workflow.',
    });
  }
}
