import { TWILIO as TWILIO_HOST } from '../../sandbox/twilio';
import { openPayment } from '../../sandbox/stripe/payment';
import type { Restaurant } from '../restaurant';
import { posts, quiet, texts } from '../template';

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
    expect(new Set(answers.flat().map(({ status }) => status))).toEqual(new Set([200]));
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
