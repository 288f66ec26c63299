import { text, type JsonObject } from '../../nodes/core/event/json';

export interface Bare {
  /** Of its webhook. */
  readonly path: string;
  readonly workflow: JsonObject;
}

/** The least that n8n can do with a request, for comparison: take it in, and do nothing. */
export const webhookAndNothing = (): Bare =>
  afterWebhook('nothing', { responseMode: 'lastNode' }, [
    { name: 'Nothing', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
  ]);

/** And the least that tells somebody of it. */
export const webhookAndSlack = (): Bare =>
  afterWebhook('slack', { responseMode: 'onReceived' }, [slack]);

/** And the least that tells everybody whom the template tells of a decline: staff, Stripe, and then the guest. */
export const webhookAndChannels = (): Bare =>
  afterWebhook('channels', { responseMode: 'onReceived' }, [slack, stripe, twilio]);

const slack = {
  name: 'Tell Staff',
  type: 'n8n-nodes-base.slack',
  typeVersion: 2.7,
  parameters: {
    select: 'channel',
    channelId: { __rl: true, mode: 'name', value: '#payments' },
    text: '={{ $json.body.text }}',
    otherOptions: { includeLinkToWorkflow: false },
  },
  credentials: { slackApi: { id: null, name: 'Slack' } },
};

const stripe = {
  name: 'Mark at Stripe',
  type: 'n8n-nodes-base.httpRequest',
  typeVersion: 4.5,
  parameters: {
    method: 'POST',
    url: '=https://api.stripe.com/v1/payment_intents/{{ $("Webhook").item.json.body.payment }}',
    authentication: 'predefinedCredentialType',
    nodeCredentialType: 'stripeApi',
    sendBody: true,
    contentType: 'form-urlencoded',
    bodyParameters: { parameters: [{ name: 'metadata[seen]', value: 'yes' }] },
  },
  credentials: { stripeApi: { id: null, name: 'Stripe' } },
};

const twilio = {
  name: 'Text the Guest',
  type: 'n8n-nodes-base.twilio',
  typeVersion: 1,
  parameters: {
    from: '+15550100000',
    to: '={{ $("Webhook").item.json.body.phone }}',
    message: '={{ $("Webhook").item.json.body.text }}',
  },
  credentials: { twilioApi: { id: null, name: 'Twilio' } },
};

function afterWebhook(path: string, more: JsonObject, nodes: readonly JsonObject[]): Bare {
  const webhook = {
    name: 'Webhook',
    type: 'n8n-nodes-base.webhook',
    typeVersion: 2.1,
    parameters: { httpMethod: 'POST', path, ...more },
  };
  const all = [webhook, ...nodes];
  const connections = Object.fromEntries(
    nodes.map(({ name }, at) => [
      text(all[at]?.name) ?? '',
      { main: [[{ node: name ?? '', type: 'main', index: 0 }]] },
    ]),
  );
  const workflow = {
    name: `Webhook and ${path}`,
    nodes: all.map((node, at) => ({
      ...node,
      id: `${path}-${at}`,
      position: [at * 200, 0],
    })),
    connections,
  };
  return { path, workflow };
}
