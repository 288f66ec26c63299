import type { JsonObject } from '../../nodes/core/event/json';

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
  afterWebhook('slack', { responseMode: 'onReceived' }, [
    {
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
    },
  ]);

function afterWebhook(path: string, more: JsonObject, nodes: readonly JsonObject[]): Bare {
  const webhook = {
    name: 'Webhook',
    type: 'n8n-nodes-base.webhook',
    typeVersion: 2.1,
    parameters: { httpMethod: 'POST', path, ...more },
  };
  const next = nodes.map(({ name }) => ({ node: name ?? '', type: 'main', index: 0 }));
  const workflow = {
    name: `Webhook and ${path}`,
    nodes: [webhook, ...nodes].map((node, at) => ({
      ...node,
      id: `${path}-${at}`,
      position: [at * 200, 0],
    })),
    connections: { Webhook: { main: [next] } },
  };
  return { path, workflow };
}
