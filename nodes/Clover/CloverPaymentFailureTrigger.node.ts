import { GatewayTrigger } from '../core/n8n/gatewayTrigger';
import { clover } from './clover.adapter';

export class CloverPaymentFailureTrigger extends GatewayTrigger {
  constructor() {
    super(clover, {
      when: 'a payment fails at a Clover till or on Clover’s checkout page, when it is taken back, and when the money arrives',
      activation:
        'Clover’s list of payments is now looked through for declined ones, every few minutes. To hear of them at once, save the Production URL of this node at Clover; the code that Clover asks for then appears in the list Verification Code.',
      setup:
        'Nothing can be set up at Clover from here. Publish this workflow first: with a merchant ID and an API token in the credential, declined payments are found by looking. To hear of them at once, copy the Production URL of this node (at the top, under Webhook URLs) and save it at Clover: for Hosted Checkout in the Merchant Dashboard under Account & Setup, Ecommerce, Hosted Checkout; for the till in the Developer Dashboard under Your Apps, App Settings, Webhooks. There Clover sends a verification code: open the list Verification Code below, and enter it. Then put the signing secret, or the Clover Auth Code, into the credential. Until it is there, every delivery is refused.',
      whileBuilding:
        'save the Test URL at Clover’s sandbox, and let a payment fail there. The verification code that Clover sends appears in the list Verification Code, marked [TEST].',
      toTakeRealEvents:
        'publish the workflow, and save its Production URL at Clover. Nothing is set up at Clover from here.',
    });
  }
}
