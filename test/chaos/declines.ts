import { text, type JsonObject } from '../../nodes/core/event/json';
import { ACCOUNT } from '../e2e/accounts';
import { attemptOf } from '../e2e/ledger';
import type { FakeStripe } from '../sandbox/stripe';
import { openPayment, type Payment } from '../sandbox/stripe/payment';
import type { Random } from './random';

/** One failed attempt: a guest at a table of their own, whose share of an order is declined. */
export interface Decline {
  /** By which all messages about it are known. */
  readonly table: string;
  readonly order: string;
  readonly phone: string;
  /** Its key in the ledger. */
  readonly attempt: string;
  /** What Stripe tells of it: of the charge, of the payment, or of both. */
  readonly events: readonly [JsonObject, ...JsonObject[]];
  /** What Stripe tells once the guest has paid after all; absent where they never do. */
  readonly success: JsonObject | undefined;
}

/** How many shares of one order are declined: enough to page both managers. */
export const PER_ORDER = 4;

/** Which shares of an order are paid in the end: a fifth of all, so that some orders are settled and some are not. */
const PAID = {
  none: () => false,
  one: (share: number) => share === 0,
  all: () => true,
} as const;
const FATES = ['none', 'none', 'none', 'none', 'one', 'all'] as const;

export async function declines(
  stripe: FakeStripe,
  count: number,
  random: Random,
): Promise<readonly Decline[]> {
  // Nothing is delivered yet.
  const silent: FakeStripe = { ...stripe, send: async () => [] };
  const orders = Array.from({ length: Math.ceil(count / PER_ORDER) }, (_, n) => ({
    name: `O${String(n).padStart(5, '0')}`,
    isPaid: PAID[random.pick(FATES)],
    shares: Math.min(PER_ORDER, count - n * PER_ORDER),
  }));
  const shares = orders.flatMap(({ name, isPaid, shares: number }, place) => {
    const numbers = Array.from({ length: number }, (_, share) => place * PER_ORDER + share);
    const total = numbers.reduce((sum, n) => sum + amountOf(n), 0);
    return numbers.map((n, share) => ({ n, order: name, total, paid: isPaid(share) }));
  });
  return await Promise.all(shares.map((share) => decline(silent, share, random)));
}

export const idOf = (event: JsonObject): string => `stripe:${ACCOUNT.id}:${text(event['id'])}`;

/** Which of the two events that Stripe has for a decline come in: one of them, or both. */
const TOLD = [[0], [1], [0, 1], [1, 0]] as const;

const amountOf = (n: number): number => 2_000 + n;

interface Share {
  readonly n: number;
  readonly order: string;
  readonly total: number;
  readonly paid: boolean;
}

async function decline(
  stripe: FakeStripe,
  { n, order, total, paid }: Share,
  random: Random,
): Promise<Decline> {
  const [first, ...more] = random.pick<readonly [number, ...number[]]>(TOLD);
  const success = random.pick([2, 3]);
  const table = `T${String(n).padStart(5, '0')}`;
  const phone = `+1555${String(1_000_000 + n)}`;
  const payment = openPayment(stripe, {
    amount: amountOf(n),
    guest: { name: `Guest ${n}`, phone, customer: `cus_${n}` },
    metadata: { order_id: order, order_number: order, order_total: String(total), table },
  });
  await payment.decline({ declineCode: 'insufficient_funds' });
  if (paid) await payment.succeed({ brand: 'mastercard', last4: '4444' });
  return {
    table,
    order,
    phone,
    attempt: attemptOf(payment),
    events: [nth(payment, first), ...more.map((place) => nth(payment, place))],
    success: paid ? nth(payment, success) : undefined,
  };
}

/** Of the failed charge and its payment, then of the charge that went through and its payment. */
function nth({ events }: Payment, place: number): JsonObject {
  const event = events[place];
  if (event === undefined) throw new Error('Stripe has told of nothing');
  return event;
}

/** How far from its decline a payment may be told of: some before it, most after it. */
const SOONER = 40;
const LATER = 60;

/** All that Stripe has to tell, about in the order of the evening. */
export function eventsOf(all: readonly Decline[], random: Random): readonly JsonObject[] {
  const shifts = new Map<string, number>();
  const shiftOf = (order: string): number => {
    const shift = shifts.get(order) ?? random.below(SOONER + LATER) - SOONER;
    shifts.set(order, shift);
    return shift;
  };
  return all
    .flatMap(({ order, events, success }, n) => [
      ...events.map((event) => ({ event, place: n })),
      // The shares of a table are paid one after the other.
      ...(success ? [{ event: success, place: n + shiftOf(order) }] : []),
    ])
    .sort((a, b) => a.place - b.place)
    .map(({ event }) => event);
}
