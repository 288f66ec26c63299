import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { text } from '../../nodes/core/event/json';
import { SLACK } from '../sandbox/slack';
import { openPayment } from '../sandbox/stripe/payment';
import { ledgerOf } from './ledger';
import { openRestaurant, type Restaurant } from './restaurant';
import { posts, publishTemplate, quiet, texts } from './template';

/** n8n is cut off in the middle of an alert, and comes back. */

const TOO_LITTLE = { declineCode: 'insufficient_funds' };

describe('a power cut while Slack is being told', () => {
  let restaurant: Restaurant;
  let workflowId: string;

  beforeAll(async () => {
    restaurant = await openRestaurant();
    workflowId = (await publishTemplate(restaurant)).id;
  });
  afterAll(() => restaurant?.close());

  /** What would otherwise take minutes: the next visit of the Payment Follow-Up Trigger finds it due. */
  function letTimePass(): void {
    const file = join(restaurant.n8n.folder, '.n8n', 'payment-failure', 'ledger.sqlite');
    const database = new DatabaseSync(file);
    const past = new Date(Date.now() - 1000).toISOString();
    database
      .prepare(`update dispatches set due_at = ?, lease_until = ? where state <> 'done'`)
      .run(past, past);
    database.close();
  }

  it('complaint 13: is made good after the restart, without any Wait node: staff hear it again, marked; the guest is left to them', async () => {
    const { internet, n8n } = restaurant;
    internet.fail({
      host: SLACK,
      outcome: { status: 200, body: { ok: true, channel: 'C1', ts: '1.1' } },
      after: 15_000,
    });
    const payment = openPayment(internet.stripe, {
      amount: 3_300,
      guest: { name: 'Haneul Lee', phone: '+821055501234', customer: 'cus_1' },
      metadata: { table: '2' },
    });
    await payment.decline(TOO_LITTLE);
    await internet.traffic.waitFor(SLACK, 1);
    await n8n.kill();
    internet.forget();

    letTimePass();
    await n8n.restart();
    await internet.traffic.waitFor(SLACK, 1, { timeout: 60_000 });
    await quiet(restaurant);
    expect(posts(restaurant)).toHaveLength(1);
    expect(posts(restaurant)[0]?.text).toMatch(/^\[May repeat an earlier message\] Payment failed/);
    expect(posts(restaurant)[0]?.text).toContain('It is not certain that the guest was told.');
    expect(texts(restaurant)).toEqual([]);

    await using ledger = await ledgerOf(restaurant);
    const later = new Date(Date.now() + 86_400_000).toISOString();
    expect(await ledger.unfinished(workflowId, later)).toEqual({ again: [], dead: [] });
  });

  it('ends at a person when it cannot be made good', async () => {
    const { internet, n8n } = restaurant;
    internet.forget();
    const { nodes } = await n8n.changeWorkflow(workflowId, (node) =>
      node['name'] === 'Record in Case' ? { ...node, disabled: true } : node,
    );
    expect(nodes).not.toEqual([]);
    await n8n.publish(workflowId);
    const payment = openPayment(internet.stripe, {
      amount: 3_300,
      guest: { name: 'Haneul Lee', customer: 'cus_2' },
      metadata: { table: '3' },
    });
    await payment.decline(TOO_LITTLE);
    for (let visit = 0; visit < 9; visit += 1) {
      await quiet(restaurant);
      letTimePass();
      // The trigger looks every fifteen seconds; asking on its behalf saves the wait.
      await using ledger = await ledgerOf(restaurant);
      if (visit < 8) await ledger.unfinished(workflowId, new Date().toISOString());
    }
    letTimePass();
    await internet.traffic.waitFor(SLACK, 1, {
      timeout: 60_000,
      filter: ({ body }) => text(body['text'])?.includes('could not be handled') === true,
    });
    // Its execution ended well, so nobody is written to again.
    await quiet(restaurant);
    await using ledger = await ledgerOf(restaurant);
    const soon = new Date(Date.now() + 301_000).toISOString();
    expect((await ledger.unfinished(workflowId, soon)).dead).toEqual([]);
  });
});
