import { GatewayTrigger } from '../core/n8n/gatewayTrigger';
import { adyen } from './adyen.adapter';

export class AdyenPaymentFailureTrigger extends GatewayTrigger {
  constructor() {
    super(adyen, {
      when: 'a payment, capture or refund fails or is disputed at Adyen, and when it is settled',
      activation:
        'Adyen will now send payment events here. The webhook is listed in your Customer Area under Developers, Webhooks.',
      setup:
        'Publishing sets up a standard webhook for the merchant account of the credential: its API key needs the roles “Management API—Accounts read” and “Management API—Webhooks read and write”. If you would rather add the webhook yourself (Customer Area, Developers, Webhooks, Create new webhook, Standard webhook, JSON), generate its HMAC key there and put it into the credential; the events that it needs are listed below.',
      whileBuilding:
        'then let a test payment be refused in Adyen’s test environment: the card holder name “DECLINED” does it. With an HMAC key in the credential, add a webhook for the test URL at Adyen first: none is set up for you.',
      toTakeRealEvents:
        'publish the workflow. The webhook is then set up at Adyen, with every event that is needed and an HMAC key of its own.',
    });
  }
}
