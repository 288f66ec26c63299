import { GatewayTrigger } from '../core/n8n/gatewayTrigger';
import { paypal } from './paypal.adapter';

export class PayPalPaymentFailureTrigger extends GatewayTrigger {
  constructor() {
    super(paypal, {
      when: 'a payment, refund or subscription payment fails at PayPal, when a guest disputes a payment, and when the money arrives',
      activation:
        'PayPal will now send payment events here. A webhook with this URL is listed in the PayPal Developer Dashboard, in your app under Webhooks.',
      setup:
        'Publishing sets up the webhook at PayPal: the credential needs Client ID and Secret of an app from the PayPal Developer Dashboard, under Apps & Credentials. For Instant Payment Notification (IPN), enter the same URL at PayPal as Notification URL and your account’s email address in the credential.',
      whileBuilding:
        'then let a payment fail in PayPal’s sandbox. The webhook simulator does not do: it signs for no webhook of yours.',
      toTakeRealEvents:
        'publish the workflow. The webhook is then set up at PayPal, with every event that is needed.',
    });
  }
}
