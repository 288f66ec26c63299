import { GatewayTrigger } from '../core/n8n/gatewayTrigger';
import { toast } from './toast.adapter';

export class ToastPaymentFailureTrigger extends GatewayTrigger {
  constructor() {
    super(toast, {
      when: 'a card is denied or a payment fails on a check at Toast, when one is voided or given back, and when the check is paid',
      activation:
        'Toast’s messages about orders are taken here from now on, once a webhook subscription sends them. What was missed is looked for in the restaurant’s orders, where the credential has API access.',
      setup:
        'Toast has no API for webhook subscriptions. Have one made for the event category order_updated: as a partner in Toast’s developer portal, else by Toast’s integrations team. It needs the Production URL of this node. Put the subscription’s secret key into the credential, with the restaurant’s GUID and currency.',
      whileBuilding:
        'then have a payment denied in Toast’s sandbox, with a subscription for the Test URL.',
      toTakeRealEvents:
        'publish the workflow, and have Toast send the webhook <b>order_updated</b> to this node’s Production URL.',
    });
  }
}
