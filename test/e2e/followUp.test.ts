import { setTimeout as pause } from 'node:timers/promises';
import { serverError, type Fault } from '../sandbox/faults';
import { SLACK } from '../sandbox/slack';
import { STRIPE } from '../sandbox/stripe';
import { TWILIO } from '../sandbox/twilio';
import { openPayment, type Bill } from '../sandbox/stripe/payment';
import { inLedger, ledgerOf, letTimePass, setDue } from './ledger';
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

  /** How many events nobody has finished. */
  function left(): number {
    using database = inLedger(restaurant);
    return database.prepare(`select event_id from dispatches where state <> 'done'`).all().length;
  }

  /** A card is declined, and n8n is killed while it waits for a channel's answer. */
  async function cutOffBefore(answer: Pick<Fault, 'host' | 'outcome'>, bill: Bill): Promise<void> {
    const { internet, n8n } = restaurant;
    internet.fail({ ...answer, after: 15_000 });
    await openPayment(internet.stripe, bill).decline(TOO_LITTLE);
    await internet.traffic.waitFor(answer.host, 1);
    await n8n.kill();
  }

  it('complaint 13: is made good after the restart, without any Wait node: staff hear it again, marked; the guest is left to them', async () => {
    const { internet, n8n } = restaurant;
    await cutOffBefore(
      { host: SLACK, outcome: { status: 200, body: { ok: true, channel: 'C1', ts: '1.1' } } },
      {
        amount: 3_300,
        guest: { name: 'Haneul Lee', phone: '+821055501234', customer: 'cus_1' },
        metadata: { table: '2' },
      },
    );
    internet.forget();

    letTimePass(restaurant);
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

  it('tells the guest once at most, where it came while they were being told, and staff that it is not certain', async () => {
    const { internet, n8n } = restaurant;
    internet.forget();
    await cutOffBefore(
      { host: TWILIO, outcome: { status: 201, body: { sid: 'SM1', status: 'queued' } } },
      {
        amount: 3_400,
        guest: { name: 'Jisoo Park', phone: '+821055509876', customer: 'cus_being_told' },
        metadata: { table: '3' },
      },
    );
    expect(posts(restaurant)).toHaveLength(1);
    expect(texts(restaurant)).toHaveLength(1);
    internet.forget();

    letTimePass(restaurant);
    await n8n.restart();
    await internet.traffic.waitFor(SLACK, 1, { timeout: 60_000 });
    await quiet(restaurant);
    expect(texts(restaurant)).toEqual([]);
    expect(posts(restaurant)).toHaveLength(1);
    expect(posts(restaurant)[0]?.text).toMatch(/^\[May repeat an earlier message\]/);
    expect(posts(restaurant)[0]?.text).toContain('It is not certain that the guest was told.');
    expect(left()).toBe(0);
  });

  it('still counts a decline that the guest made good with another card meanwhile: nobody is told, and the next pages the manager', async () => {
    const { internet, n8n } = restaurant;
    const { stripe, traffic } = internet;
    internet.forget();
    internet.fail({
      host: STRIPE,
      when: ({ method }) => method === 'GET',
      outcome: serverError,
      after: 15_000,
    });
    const bill = () =>
      openPayment(stripe, {
        amount: 4_400,
        guest: { name: 'Minji Kim', phone: '+15550102101', customer: 'cus_two_cards' },
        metadata: { table: '4' },
      });
    const payment = bill();
    await payment.decline(TOO_LITTLE);
    await traffic.waitFor(STRIPE, 1);
    await n8n.kill();
    await payment.succeed({ brand: 'mastercard', last4: '4444' });
    internet.forget();
    // However long n8n takes to start.
    setDue(restaurant, 3600);

    await n8n.restart();
    await stripe.retry();
    await quiet(restaurant);
    letTimePass(restaurant);
    for (const end = Date.now() + 60_000; left() > 0 && Date.now() < end;) await pause(500);
    expect(left()).toBe(0);
    await quiet(restaurant);
    expect(posts(restaurant)).toEqual([]);
    expect(texts(restaurant)).toEqual([]);

    await bill().decline(TOO_LITTLE);
    await traffic.waitFor(SLACK, 2);
    await quiet(restaurant);
    expect(posts(restaurant).map(({ channel }) => channel)).toEqual(['#managers', '#payments']);
  });
});
