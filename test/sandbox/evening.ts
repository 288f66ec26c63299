import type { Log } from '../e2e/host/log';
import type { Internet } from './internet';
import { openPayment, type Bill, type Payment } from './stripe/payment';
import type { Delivered } from './stripe';

/** What happens, in the words of the house, and how it comes about. */
interface Scene {
  readonly title: string;
  play(evening: Evening): Promise<unknown>;
}

interface Evening {
  readonly internet: Internet;
  readonly log: Log;
  /** The payment of that name, opened the first time it is asked for. */
  readonly payment: (name: string, bill?: Bill) => Payment;
}

const MINJI = { name: 'Minji Kim', phone: '+15550102101', email: 'minji@guest.example' };
const DANIEL = { name: 'Daniel Ortiz', phone: '+15550102102', email: 'daniel@guest.example' };
const HANEUL = { name: 'Haneul Lee', phone: '+821055501234', email: 'haneul@guest.example' };

// Each evening has orders of its own, or the second start would go on counting where the first one ended.
const tonight = Date.now();
const order = (number: string): Readonly<Record<string, string>> => ({
  order_id: `${number}-${tonight}`,
  order_number: number,
  payment_link: `https://pay.bbq.example.com/${number}`,
});

const SCENES: readonly Scene[] = [
  {
    title: '18:40  Table 12, dinner for four. The card has too little on it.',
    play: ({ payment }) =>
      payment('table-12', {
        amount: 18_640,
        guest: MINJI,
        metadata: {
          ...order('1042'),
          table: '12',
          party_size: '4',
          server: 'Jun',
          location: 'Harbor',
          order_channel: 'dine-in',
        },
      }).decline({
        declineCode: 'insufficient_funds',
        adviceCode: 'try_again_later',
        message: 'Your card has insufficient funds.',
        card: { brand: 'visa', last4: '9995' },
      }),
  },
  {
    title: '18:43  The same table tries the same card again. The shift manager is paged, once.',
    play: ({ payment }) =>
      payment('table-12').decline({
        declineCode: 'insufficient_funds',
        adviceCode: 'try_again_later',
        message: 'Your card has insufficient funds.',
        card: { brand: 'visa', last4: '9995' },
      }),
  },
  {
    title: '18:44  Stripe delivers that last event five more times. Nobody hears of it again.',
    async play({ internet, log, payment }) {
      const event = payment('table-12').events.at(-1) ?? {};
      say(await internet.stripe.send(event, { times: 5 }), log);
    },
  },
  {
    title: '18:49  Another card, and the dinner is paid. Staff hear that it is settled.',
    play: ({ payment }) => payment('table-12').succeed(),
  },
  {
    title: '19:15  A deposit for a party of ten, in won. The card has expired.',
    play: ({ payment }) =>
      payment('deposit', {
        amount: 300_000,
        currency: 'krw',
        guest: HANEUL,
        metadata: {
          ...order('D-77'),
          reservation_id: 'R-2207',
          party_size: '10',
          location: 'Harbor',
          order_channel: 'deposit',
          locale: 'ko-KR',
        },
      }).decline({
        code: 'expired_card',
        declineCode: 'expired_card',
        message: 'Your card has expired.',
        card: { brand: 'mastercard', last4: '0069' },
      }),
  },
  {
    title: '20:05  Table 7 splits a bill by two. One card goes through, the other is declined.',
    async play({ payment }) {
      await payment('table-7-a', half({})).succeed();
      await payment('table-7-b', half({ guest: DANIEL })).decline({
        declineCode: 'do_not_honor',
        networkCode: '05',
        card: { brand: 'amex', last4: '0005' },
      });
    },
  },
  {
    title: '20:11  The second half is paid, and only now the bill is.',
    play: ({ payment }) => payment('table-7-b').succeed({ brand: 'visa', last4: '1881' }),
  },
  {
    title: '21:30  Somebody posts an event of their own making. It is refused, and starts nothing.',
    async play({ internet, log, payment }) {
      const event = { ...payment('table-12').events[0], id: 'evt_forged' };
      const forged = await internet.stripe.send(event, { signature: 't=1760000000,v1=00ff' });
      say(forged, log);
    },
  },
];

function half({ guest }: Pick<Bill, 'guest'>): Bill {
  return {
    amount: 4_800,
    ...(guest === undefined ? {} : { guest }),
    metadata: {
      ...order('1057'),
      order_total: '9600',
      table: '7',
      location: 'Harbor',
      order_channel: 'dine-in',
    },
  };
}

/** Plays the evening scene by scene, giving each message time to arrive under the scene it belongs to. */
export async function playEvening(
  internet: Internet,
  log: Log,
  stopping: AbortSignal,
): Promise<void> {
  const payments = new Map<string, Payment>();
  const payment = (name: string, bill?: Bill): Payment => {
    const known = payments.get(name);
    if (known !== undefined) return known;
    if (bill === undefined) throw new Error(`Nobody has opened the payment ${name}`);
    const opened = openPayment(internet.stripe, bill);
    payments.set(name, opened);
    return opened;
  };
  for (const scene of SCENES) {
    if (stopping.aborted) return;
    log(`\n${scene.title}`);
    await scene.play({ internet, log, payment });
    await internet.traffic.quiet();
  }
}

const say = (deliveries: readonly Delivered[], log: Log): void => {
  log(`    answered: ${deliveries.map(({ status }) => status).join(', ')}`);
};
