import { TWILIO as TWILIO_HOST } from '../../sandbox/twilio';
import { openPayment } from '../../sandbox/stripe/payment';
import type { Restaurant } from '../restaurant';
import { ledgerOf } from '../ledger';
import { caseOf, posts, quiet, texts } from '../template';

/** One stolen card tried at forty tables in the same second, where failures are counted by card. */
export function fortyTogether(open: () => Restaurant): void {
  it('gives forty simultaneous failures of one card the ordinals 1 to 40, and pages each level once', async () => {
    const restaurant = open();
    const { stripe, traffic } = restaurant.internet;
    const card = { brand: 'visa', last4: '7777' };
    const forty = Array.from({ length: 40 }, (_, n) =>
      openPayment(stripe, {
        amount: 1_000,
        guest: { name: 'Guest', phone: '+15550102199', customer: `cus_together_${n}` },
        metadata: { table: '1' },
      }),
    );
    const answers = await Promise.all(
      forty.map((one) => one.decline({ declineCode: 'insufficient_funds', card })),
    );
    // On a slow machine some are not stored in time to be answered well: Stripe delivers those again.
    const statuses = new Set(answers.flat().map(({ status }) => status));
    expect([...statuses].filter((status) => status !== 503)).toEqual([200]);
    await stripe.retry();
    await traffic.waitFor(TWILIO_HOST, 40, { timeout: 120_000 });
    await quiet(restaurant);

    const staff = posts(restaurant).filter(({ channel }) => channel === '#payments');
    const ordinals = staff.map(({ text }) => Number(/\((\d+) times now\)/.exec(text)?.[1] ?? 1));
    expect(ordinals.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    const paged = posts(restaurant).filter(({ channel }) => channel !== '#payments');
    expect(paged.map(({ channel }) => channel).toSorted()).toEqual([
      '#general-manager',
      '#managers',
    ]);
    expect(texts(restaurant)).toHaveLength(40);
  });
}

/** A full house pays at once, and one guest has given a number that Twilio refuses. */
export function oneWrongNumber(open: () => Restaurant, workflowOf: () => string): void {
  it('texts each guest of a burst once, and knows the one whose number is refused', async () => {
    const restaurant = open();
    const { internet, n8n } = restaurant;
    const before = (await n8n.executions(workflowOf())).length;
    const phones = Array.from({ length: 12 }, (_, n) => `+155501031${String(n).padStart(2, '0')}`);
    const wrong = phones[7] ?? '';
    internet.fail({
      host: TWILIO_HOST,
      when: ({ body }) => body['To'] === wrong,
      outcome: { status: 400, body: { code: 21211, message: "Invalid 'To' Phone Number" } },
    });
    const guests = phones.map((phone, n) =>
      openPayment(internet.stripe, {
        amount: 2_000,
        guest: { name: 'Guest', phone, customer: `cus_full_house_${n}` },
        metadata: { table: String(n + 1) },
      }),
    );
    await Promise.all(
      guests.map((one, n) =>
        one.decline({
          declineCode: 'insufficient_funds',
          card: { brand: 'visa', last4: String(5100 + n) },
        }),
      ),
    );
    await internet.traffic.waitFor(TWILIO_HOST, phones.length, { timeout: 60_000 });
    await quiet(restaurant);

    expect(
      texts(restaurant)
        .map(({ to }) => to)
        .toSorted(),
    ).toEqual(phones.filter((phone) => phone !== wrong));
    expect(posts(restaurant)).toHaveLength(phones.length);
    const executions = (await n8n.executions(workflowOf())).slice(before);
    expect(executions.filter(({ status }) => status !== 'success')).toEqual([]);
    await using ledger = await ledgerOf(restaurant);
    for (const [n, guest] of guests.entries()) {
      const trail = await ledger.auditTrail(caseOf(restaurant, guest));
      const told = trail.filter(
        ({ action, detail }) => action === 'alert' && detail['audience'] === 'guest',
      );
      expect(told.map(({ detail }) => detail['status'])).toEqual([
        phones[n] === wrong ? 'failed' : 'sent',
      ]);
      expect(trail.map(({ action }) => action)).toContain('done');
    }
  });
}
