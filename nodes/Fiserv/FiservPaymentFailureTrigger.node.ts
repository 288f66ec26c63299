import { GatewayTrigger } from '../core/n8n/gatewayTrigger';
import { fiserv } from './fiserv.adapter';

export class FiservPaymentFailureTrigger extends GatewayTrigger {
  constructor() {
    super(fiserv, {
      when: 'a payment or refund fails at Fiserv, by IPG Connect or Commerce Hub, and when it is settled',
      activation:
        'Enter this trigger’s Production URL at Fiserv now, as the notice at the top says: Fiserv has no API that would do it.',
      setup:
        'IPG Connect: enter the Production URL in the Virtual Terminal under Customisation as the Transaction Notification URL, and put the store’s shared secret into the credential. For payments that the IPG collects by itself, enter the same URL with ?recurring at its end as the Recurring Transaction Notification URL. Without an API key nothing confirms the order number, so that a second try with the same number does not settle the first, unless the credential says to trust it. Commerce Hub sends nothing by itself: your checkout posts each answer of its API here, signed in the header X-Payment-Signature. The documentation shows how.',
      whileBuilding:
        'then let a payment be declined in Fiserv’s sandbox, with the test URL as its notification URL.',
      toTakeRealEvents:
        'publish the workflow, and enter its Production URL at Fiserv, or in your own checkout.',
    });
  }
}
