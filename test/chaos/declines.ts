import { text, type JsonObject } from '../../nodes/core/event/json';
import { ACCOUNT } from '../e2e/accounts';
import type { FakeStripe } from '../sandbox/stripe';
import { openPayment } from '../sandbox/stripe/payment';

/** One failed attempt: a guest at a table of their own, whose share of an order is declined. */
export interface Decline {
  /** By which all messages about it are known. */
  readonly table: string;
  readonly order: string;
  readonly phone: string;
  /** What Stripe tells of it: of the charge, or of the payment. */
  readonly event: JsonObject;
  readonly eventId: string;
}

/** How many shares of one order are declined: enough to page both managers. */
export const PER_ORDER = 4;

export async function declines(stripe: FakeStripe, count: number): Promise<readonly Decline[]> {
  // Nothing is delivered yet.
  const silent: FakeStripe = { ...stripe, send: async () => [] };
  return Promise.all(Array.from({ length: count }, (_, n) => decline(silent, n)));
}

async function decline(stripe: FakeStripe, n: number): Promise<Decline> {
  const table = `T${String(n).padStart(5, '0')}`;
  const order = `O${String(Math.floor(n / PER_ORDER)).padStart(5, '0')}`;
  const phone = `+1555${String(1_000_000 + n)}`;
  const payment = openPayment(stripe, {
    amount: 2_000 + n,
    guest: { name: `Guest ${n}`, phone, customer: `cus_${n}` },
    metadata: { order_id: order, order_number: order, table },
  });
  await payment.decline({ declineCode: 'insufficient_funds' });
  const event = payment.events[n % 2];
  if (event === undefined) throw new Error('Stripe has told of nothing');
  return { table, order, phone, event, eventId: `stripe:${ACCOUNT.id}:${text(event['id'])}` };
}
