import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { list, object, text, type JsonObject } from '../../nodes/core/event/json';
import { tooManyRequests } from '../sandbox/faults';
import { STRIPE } from '../sandbox/stripe';
import { decline, dinner, listener, owner, SAYS, TRIGGER, until, type Listener } from './listener';
import type { N8n } from './n8n';
import { openRestaurant, type Restaurant } from './restaurant';

/**
 * The life of the endpoints that a restaurant has at Stripe. In every story nothing is lost that Stripe still has,
 * nothing is alerted twice, no second endpoint is left behind, and the owner reads what happened and what to do.
 */

/** For so long a secret that was read serves the next deliveries, in milliseconds. */
const A_BURST = 1_000;
/** The API key that the account has from the middle of the evening on. */
const KEY = 'sk_test_sandbox_rolled';

describe('the endpoint of a published workflow', () => {
  let restaurant: Restaurant;
  let n8n: N8n;
  let evening: Listener;
  /** Every order that was declined so far. */
  const orders: string[] = [];

  beforeAll(async () => {
    restaurant = await openRestaurant();
    n8n = restaurant.n8n;
    evening = await listener(n8n, 'Evening');
  });
  afterAll(() => restaurant?.close());
  beforeEach(() => restaurant.internet.forget());

  const stripe = () => restaurant.internet.stripe;
  const ids = (): readonly string[] =>
    stripe()
      .endpoints()
      .map(({ id }) => id);

  /** A card that is declined; answers what Stripe was told at each endpoint. */
  async function declined(order: string): Promise<readonly number[]> {
    orders.push(order);
    return await decline(dinner(restaurant.internet, order));
  }
  /** Each order once, and none that was not declined. */
  async function alertedOfAll(): Promise<void> {
    const last = orders.at(-1) ?? '';
    expect(await evening.alerted(last)).toEqual(orders);
  }

  it('is set up by publishing', async () => {
    const { told } = await owner(n8n);
    await evening.publish();
    expect(await told('Evening')).toEqual([SAYS.registered]);
    expect(
      stripe()
        .endpoints()
        .map(({ url }) => new URL(url).origin),
    ).toEqual([n8n.publicUrl]);
    expect(await declined('A1')).toEqual([200, 200]);
    await alertedOfAll();
  });

  it('stays the same when a changed workflow is published again', async () => {
    const before = ids();
    const { told } = await owner(n8n);
    await evening.set({ simplify: false });
    await evening.publish();
    expect(ids()).toEqual(before);
    expect(await declined('B1')).toEqual([200, 200]);
    await alertedOfAll();
    // n8n itself takes it for an unpublishing first.
    expect(await told('Evening')).toEqual([SAYS.released, SAYS.reused]);
  });

  it('is kept while the workflow is unpublished, and what was missed comes with publishing', async () => {
    const before = ids();
    const { told } = await owner(n8n);
    await evening.unpublish();
    expect(await told('Evening')).toEqual([SAYS.released]);
    expect(await declined('C1')).toEqual([404, 404]);
    await evening.publish();
    await alertedOfAll();
    expect(ids()).toEqual(before);
    // Stripe tries again too, and is told that all is well.
    expect((await stripe().retry()).map(({ status }) => status)).toEqual([200, 200]);
    await alertedOfAll();
    expect(await told('Evening')).toEqual([SAYS.released, SAYS.reused]);
  });

  it('is deleted while the workflow is unpublished, where the owner wants that', async () => {
    await evening.set({ options: { whenUnpublished: 'remove' } });
    await evening.publish();
    const { told } = await owner(n8n);
    await evening.unpublish();
    expect(await told('Evening')).toEqual([SAYS.removed]);
    expect(ids()).toEqual([]);
    // Nobody listens.
    expect(await declined('D1')).toEqual([]);
    await evening.set({ options: {} });
    await evening.publish();
    await alertedOfAll();
    expect(ids()).toHaveLength(1);
    expect(await told('Evening')).toEqual([SAYS.removed, SAYS.registered]);
  });

  it('is there once more for the test address while the editor listens', async () => {
    const [live] = ids();
    const { told } = await owner(n8n);
    expect(await n8n.runManually(evening.id, TRIGGER)).toEqual({ waiting: true });
    await until('the test endpoint', async () => ids().length === 2);
    await declined('E1');
    await until('the test run', async () =>
      (await n8n.executions(evening.id)).some(
        ({ mode, status }) => mode === 'manual' && status === 'success',
      ),
    );
    await until('the test endpoint to go', async () => ids().length === 1);
    expect(ids()).toEqual([live]);
    await alertedOfAll();
    // Whoever tests sits in front of it.
    expect(await told('Evening')).toEqual([]);
  });

  it('is made anew when the API key was changed: refused deliveries are fetched', async () => {
    const [before] = ids();
    const { told } = await owner(n8n);
    await changeKey(KEY);
    expect(await declined('F1')).toEqual([503, 503]);
    await until('a new endpoint', async () => ids().some((id) => id !== before));
    await until('the old endpoint to go', async () => ids().length === 1);
    expect(ids()).not.toContain(before);
    expect(await declined('F2')).toEqual([200, 200]);
    await evening.unpublish();
    await evening.publish();
    await alertedOfAll();
    expect(await told('Evening')).toEqual([SAYS.otherKey, SAYS.released, SAYS.reused]);
  });

  describe.each([
    {
      when: 'Stripe asks for patience',
      outcome: tooManyRequests(1),
      says: 'too many requests',
      todo: 'Try again in a minute',
      order: 'G1',
    },
    {
      when: 'Stripe cannot be reached',
      outcome: 'cut',
      says: 'could not be reached',
      todo: 'Check that this n8n may open connections to api.stripe.com',
      order: 'G2',
    },
  ] as const)('when $when', ({ outcome, says, todo, order }) => {
    it('is kept by whoever publishes again', async () => {
      const before = ids();
      const { reads, told } = await owner(n8n);
      await evening.unpublish();
      const mend = restaurant.internet.fail({ host: STRIPE, outcome });
      await evening.publish();
      await reads(new RegExp(`event=gateway_unreachable .*the known endpoint is kept.*${says}`));
      mend();
      expect(ids()).toEqual(before);
      expect(await declined(order)).toEqual([200, 200]);
      await alertedOfAll();
      expect(await told('Evening')).toEqual([
        SAYS.released,
        expect.stringMatching(
          new RegExp(`^gateway_unreachable: .*the known endpoint is kept.*${says}`),
        ),
      ]);
    });

    it('is not set up for the first time, and the owner reads when to try again', async () => {
      const lunch = await listener(n8n, 'Lunch');
      restaurant.internet.fail({ host: STRIPE, outcome });
      await expect(lunch.publish()).rejects.toThrow(new RegExp(`${says}.*${todo}`));
      restaurant.internet.forget();
      expect(ids()).toHaveLength(1);
      await lunch.publish();
      expect(ids()).toHaveLength(2);
      await lunch.set({ options: { whenUnpublished: 'remove' } });
      await lunch.publish();
      await lunch.unpublish();
      expect(ids()).toHaveLength(1);
    });
  });

  it('is not set up where the account has sixteen, and the owner reads what to delete', async () => {
    const before = ids();
    const others = Array.from({ length: 15 }, (_, n) =>
      stripe().addEndpoint(`https://other.example/${n}`),
    );
    const brunch = await listener(n8n, 'Brunch');
    await expect(brunch.publish()).rejects.toThrow(
      /All 16 webhook endpoints that Stripe allows.*Delete one that is no longer needed/,
    );
    await brunch.unpublish();
    const { told } = await owner(n8n);
    // The one that stands is published again all the same.
    await evening.set({ simplify: true });
    await evening.publish();
    for (const other of others) stripe().deleteEndpoint(other);
    expect(ids()).toEqual(before);
    expect(await declined('H1')).toEqual([200, 200]);
    await alertedOfAll();
    expect(await told('Brunch')).toEqual([]);
    expect(await told('Evening')).toEqual([SAYS.released, SAYS.reused]);
  });

  it('is made anew by itself when it was deleted, or its secret rolled, and enabled when it was disabled', async () => {
    const [own = ''] = ids();
    const deleted = await listener(n8n, 'Deleted');
    await deleted.publish();
    const [gone = ''] = ids().filter((id) => id !== own);
    const disabled = await listener(n8n, 'Disabled');
    await disabled.publish();
    const [off = ''] = ids().filter((id) => ![own, gone].includes(id));

    const { said, told } = await owner(n8n);
    stripe().deleteEndpoint(gone);
    stripe().disableEndpoint(off);
    const { expire } = stripe().rollSecret(own);
    // While both secrets sign, nothing is amiss.
    expect(await declined('I1')).toEqual([200, 200]);
    expire();
    expect(await declined('I2')).toEqual([401, 401]);

    // Every workflow looks by itself within the minute.
    await alertedOfAll();
    expect(await deleted.alerted('I1', 'I2')).toEqual(['I1', 'I2']);
    expect(await disabled.alerted('I1', 'I2')).toEqual(['I1', 'I2']);
    expect(await told('Deleted')).toEqual([SAYS.gone]);
    expect(await told('Disabled')).toEqual([SAYS.disabled]);
    // What a look finds within seconds of the decline may have been on its way: then the next decline tells.
    for (let n = 3; !(await said()).includes('reason=rolled'); n += 1) {
      await declined(`I${n}`);
      await alertedOfAll();
    }
    expect(await told('Evening')).toEqual([SAYS.rolled]);
    expect(ids()).toHaveLength(3);
    expect(ids()).toContain(off);
    expect(await declined('I9')).toEqual(Array(6).fill(200));
    await alertedOfAll();

    for (const other of [deleted, disabled]) {
      await other.set({ options: { whenUnpublished: 'remove' } });
      await other.publish();
      await other.unpublish();
    }
    expect(ids()).toHaveLength(1);
  });

  it('is made anew when the ledger was lost: what was refused meanwhile is fetched', async () => {
    const [before] = ids();
    await n8n.kill();
    expect(await declined('J1')).toEqual([0, 0]);
    await rm(join(n8n.folder, '.n8n', 'payment-failure'), { recursive: true });
    const { told } = await owner(n8n);
    await n8n.restart();
    // The old endpoint delivers as well until the look is done, and nobody knows its secret any more.
    expect((await declined('J2')).filter((status) => status === 200)).toEqual([200, 200]);
    await alertedOfAll();
    await until('the old endpoint to go', async () => ids().length === 1);
    expect(await told('Evening')).toEqual([SAYS.unknown]);
    expect(ids()).not.toContain(before);
  });

  it('is made anew when the ledger was taken away while n8n ran: what comes next is refused, and comes again', async () => {
    const [before] = ids();
    const { told, reads } = await owner(n8n);
    await rm(join(n8n.folder, '.n8n', 'payment-failure'), { recursive: true });
    // Whichever of the two comes first is refused.
    expect(await declined('J3')).not.toEqual([200, 200]);
    await reads(/ledger\.sqlite was deleted or replaced while n8n was running/);
    await stripe().retry();
    await alertedOfAll();
    await until('the old endpoint to go', async () => ids().length === 1 && ids()[0] !== before);
    expect(await told('Evening')).toContain(SAYS.unknown);
  });

  it('gives way to one that the owner adds, and whose secret they put into the credential', async () => {
    const [ours = ''] = ids();
    const url = stripe().endpoints()[0]?.url ?? '';
    const own = stripe().addEndpoint(url, ['*']);
    const { told } = await owner(n8n);
    await setCredential({ secretKey: KEY, signatureSecret: stripe().secretOf(own) });
    // Both deliver, and both are accepted.
    expect(await declined('K1')).toEqual([200, 200, 200, 200]);
    // The workflow looks by itself within the minute.
    await until('our endpoint to go', async () => !ids().includes(ours));
    expect(ids()).toEqual([own]);
    expect(await declined('K2')).toEqual([200, 200]);
    await alertedOfAll();
    expect(await told('Evening')).toEqual([SAYS.ownInstead]);
  });

  async function changeKey(key: string): Promise<void> {
    stripe().rollKey(key);
    await setCredential({ secretKey: key, signatureSecret: '' });
    await pause(A_BURST);
  }
  async function setCredential(data: JsonObject): Promise<void> {
    const known = list(await n8n.session.call('get', '/credentials')).map(object);
    const id = text(known.find(({ type }) => type === 'stripeApi')?.['id']) ?? '';
    const changed = { name: 'Stripe', type: 'stripeApi', data };
    await n8n.session.call('patch', `/credentials/${id}`, changed);
  }
});
