import { createHmac } from 'node:crypto';
import Stripe from 'stripe';
import { openDelivery } from '../../nodes/core/gateway/openDelivery';
import { stripe } from '../../nodes/Stripe/stripe.adapter';
import { declinedIntent, stripeEvent } from '../fixtures/stripe';
import { sideBySide, type Row } from './row';

const SECRET = 'whsec_bench';
const SIZE = 2_000;
const ROUNDS = 60;
const PER_ROUND = 500;
const WARM_UP = 10;

/** Verify + parse + normalize, against HMAC and JSON.parse alone, over the same event of 2 kB. */
export function domainRow(): Row {
  const rawBody = body();
  const timestamp = Math.floor(Date.now() / 1000);
  const signer = new Stripe('sk_test_unused');
  const header = signer.webhooks.generateTestHeaderString({
    payload: rawBody.toString(),
    secret: SECRET,
    timestamp,
  });
  const delivery = {
    method: 'POST',
    url: 'https://bbq.example/webhook/stripe',
    headers: [['Stripe-Signature', header]] as const,
    rawBody,
    receivedAt: new Date(timestamp * 1000).toISOString(),
  };
  const keys = [SECRET];
  const ours = repeat(() => {
    const opened = openDelivery(stripe, delivery, keys);
    if (!opened.ok) throw new Error(opened.reason);
    for (const event of opened.events) stripe.normalize(event, {}, { account: 'acct_bbq' });
  });
  const floor = repeat(() => {
    createHmac('sha256', SECRET).update(`${timestamp}.`).update(rawBody).digest('hex');
    JSON.parse(rawBody.toString());
  });
  for (let round = 0; round < WARM_UP; round += 1) {
    ours();
    floor();
  }
  return {
    name: 'verify + parse + normalize / HMAC + JSON.parse',
    ratio: sideBySide(ROUNDS, ours, floor),
    bar: 2,
    detail: `an event of ${rawBody.length} bytes, median of ${ROUNDS} rounds of ${PER_ROUND}`,
  };
}

const repeat = (work: () => void) => (): void => {
  for (let left = PER_ROUND; left > 0; left -= 1) work();
};

/** Stripe's events are pretty-printed; what is missing to 2 kB is filled up with metadata. */
function body(): Buffer {
  const event = stripeEvent('payment_intent.payment_failed', declinedIntent());
  const print = (padding: string): Buffer =>
    Buffer.from(
      JSON.stringify({ ...event, request: { id: 'req_1', idempotency_key: padding } }, null, 2),
    );
  return print('x'.repeat(Math.max(0, SIZE - print('').length)));
}
