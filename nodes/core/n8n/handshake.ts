import type { IWebhookDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import type { GatewayAdapter } from '../gateway/adapter';

/** Which requests reach a trigger: deliveries, and where the gateway has one, the question whether anybody is there. */

const deliveries: IWebhookDescription = {
  name: 'default',
  httpMethod: 'POST',
  responseMode: 'onReceived',
  // The answer has left before n8n would write one.
  responseData: '',
  path: 'webhook',
};

/** The only other name that n8n allows. It asks no hooks of it, and the editor need not show its address again. */
const handshakes: IWebhookDescription = {
  ...deliveries,
  name: 'setup',
  httpMethod: 'HEAD',
  ndvHideUrl: true,
};

/** n8n opens one after the other, and registers the endpoint as soon as `default` is open: the gateway asks then. */
export const webhooksOf = ({ handshake }: GatewayAdapter): IWebhookDescription[] =>
  handshake?.by === 'head' ? [handshakes, deliveries] : [deliveries];

export const isHandshake = (context: IWebhookFunctions): boolean =>
  context.getWebhookName() === 'setup';

/** Yes, and nothing is started. */
export function answerHandshake(context: IWebhookFunctions): IWebhookResponseData {
  context.getResponseObject().status(200).end();
  return { noWebhookResponse: true };
}
