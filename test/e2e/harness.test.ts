import axios from 'axios';
import { serverError } from '../sandbox/faults';
import { SLACK } from '../sandbox/slack';
import { TWILIO as TWILIO_HOST } from '../sandbox/twilio';
import { TWILIO } from './accounts';
import type { Workflow } from './host/workflows';
import { openRestaurant, type Restaurant } from './restaurant';

/** A workflow of n8n's own nodes only: what fails here is the harness, never this project's nodes. */
const template = {
  name: 'Order to Slack and SMS',
  nodes: [
    {
      name: 'Order',
      type: 'n8n-nodes-base.webhook',
      typeVersion: 2.1,
      position: [0, 0],
      parameters: { httpMethod: 'POST', path: 'order', responseMode: 'onReceived' },
    },
    {
      name: 'Staff',
      type: 'n8n-nodes-base.slack',
      typeVersion: 2.3,
      position: [220, 0],
      onError: 'continueErrorOutput',
      parameters: {
        select: 'channel',
        channelId: { __rl: true, mode: 'name', value: '#floor' },
        text: '=Table {{ $json.body.table }}',
        otherOptions: { includeLinkToWorkflow: false },
      },
      credentials: { slackApi: { id: null, name: 'Slack account' } },
    },
    {
      name: 'Guest',
      type: 'n8n-nodes-base.twilio',
      typeVersion: 1,
      position: [440, 0],
      parameters: {
        from: '+15550001000',
        to: "={{ $('Order').item.json.body.phone }}",
        message: 'Your table is ready',
      },
      credentials: { twilioApi: { id: null, name: 'Twilio account' } },
    },
  ],
  connections: {
    Order: { main: [[{ node: 'Staff', type: 'main', index: 0 }]] },
    Staff: {
      main: [
        [{ node: 'Guest', type: 'main', index: 0 }],
        [{ node: 'Guest', type: 'main', index: 0 }],
      ],
    },
  },
};

const order = { table: 12, phone: '+15550002000' };

describe('a real n8n in the fake internet', () => {
  let restaurant: Restaurant;
  let workflow: Workflow;

  beforeAll(async () => {
    restaurant = await openRestaurant({ withNodes: false });
    workflow = await restaurant.n8n.importWorkflow(template);
    await restaurant.n8n.publish(workflow.id);
  });
  afterAll(() => restaurant.close());
  beforeEach(() => {
    restaurant.internet.forget();
  });

  const post = async (kind: 'webhook' | 'webhook-test' = 'webhook'): Promise<number> => {
    const url = `${restaurant.n8n.origin}/${kind}/order`;
    return (await axios.post(url, order, { proxy: false })).status;
  };

  it('sends what the nodes were told to send, and nothing else', async () => {
    const { traffic } = restaurant.internet;
    expect(await post()).toBe(200);

    const [message] = await traffic.waitFor(SLACK, 1);
    expect(message).toMatchObject({
      method: 'POST',
      path: '/api/chat.postMessage',
      body: { channel: '#floor', text: 'Table 12' },
      answer: { status: 200, body: { ok: true } },
    });
    const [sms] = await traffic.waitFor(TWILIO_HOST, 1);
    expect(sms).toMatchObject({
      method: 'POST',
      path: `/2010-04-01/Accounts/${TWILIO.accountSid}/Messages.json`,
      body: { From: '+15550001000', To: '+15550002000', Body: 'Your table is ready' },
      answer: { status: 201 },
    });
    expect(traffic.all).toHaveLength(2);

    const [execution] = await restaurant.n8n.waitForExecutions(workflow.id, 1);
    expect(execution).toMatchObject({ mode: 'webhook', status: 'success' });
    expect(execution?.ran).toEqual(['Order', 'Staff', 'Guest']);
    expect(execution?.items('Order')).toMatchObject([{ body: order }]);
  });

  it('lets a service break for as long as a test wants', async () => {
    const { traffic } = restaurant.internet;
    restaurant.internet.fail({
      host: SLACK,
      when: ({ body }) => body.channel === '#floor',
      times: 1,
      outcome: serverError,
    });
    await post();
    await traffic.waitFor(TWILIO_HOST, 1);
    expect(traffic.to(SLACK).map(({ answer }) => answer.status)).toEqual([500]);

    await post();
    await traffic.waitFor(TWILIO_HOST, 2);
    expect(traffic.to(SLACK).map(({ answer }) => answer.status)).toEqual([500, 200]);

    const executions = await restaurant.n8n.waitForExecutions(workflow.id, 3);
    expect(executions[1]?.items('Staff', 1)).toHaveLength(1);
  });

  it('runs manually as the editor does: listening at the test address, once', async () => {
    expect(await restaurant.n8n.runManually(workflow.id, 'Order')).toEqual({ waiting: true });
    expect(await post('webhook-test')).toBe(200);
    await restaurant.internet.traffic.waitFor(TWILIO_HOST, 1);
    const executions = await restaurant.n8n.waitForExecutions(workflow.id, 4);
    expect(executions.at(-1)).toMatchObject({ mode: 'manual', status: 'success' });
  });

  it('keeps its workflows over a restart and over a power cut', async () => {
    await restaurant.n8n.restart();
    expect(await post()).toBe(200);
    await restaurant.internet.traffic.waitFor(TWILIO_HOST, 1);

    await restaurant.n8n.kill();
    await expect(post()).rejects.toThrow('ECONNREFUSED');
    await restaurant.n8n.restart();
    expect(await post()).toBe(200);
    await restaurant.internet.traffic.waitFor(TWILIO_HOST, 2);
  });

  it('answers nobody any more once it is unpublished', async () => {
    await restaurant.n8n.unpublish(workflow.id);
    await expect(post()).rejects.toThrow('404');
  });
});
