import { GatewayTrigger } from '../core/n8n/gatewayTrigger';
import { authorizenet } from './authorizenet.adapter';

export class AuthorizeNetPaymentFailureTrigger extends GatewayTrigger {
  constructor() {
    super(authorizenet, {
      when: 'a payment, refund, subscription or e-check fails at Authorize.Net, and when it is settled',
      activation:
        'Authorize.Net will now send notifications here, and is asked for declined transactions every few minutes. An endpoint with this URL is listed in the Merchant Interface under Account, Settings, Webhooks.',
      setup:
        'In the Merchant Interface under Account, Settings, API Credentials and Keys, get the API Login ID, a Transaction Key and a Signature Key, and under Transaction Details API switch that on. Publishing sets up the webhook endpoint. Authorize.Net pushes no decline of a payment that was made by API: those are found by looking, as often as Look for Missed Events says.',
      whileBuilding: 'then make a payment in an Authorize.Net sandbox.',
      toTakeRealEvents:
        'publish the workflow. The webhook endpoint is then set up at Authorize.Net, with every event that is needed.',
    });
  }
}
