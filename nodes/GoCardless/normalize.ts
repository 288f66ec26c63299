import { text, type JsonObject } from '../core/event/json';
import { money } from '../core/event/money';
import { meta, orderOf } from '../core/event/orderMetadata';
import type { PaymentEvent, Reference } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import { firstOf, instantOf, linkOf, masked, timesOf } from '../core/event/reading';
import type { Fetched, NormalizeContext } from '../core/gateway/adapter';
import { EVENTS, isUnderstood } from './events';
import { isThin } from './needs';
import { customerOf, instrumentOf } from './people';
import { atHand, chainOf } from './resources';
import type { Occurrence, Told } from './told';

/** One of GoCardless's events, with what was read to complete it, as a payment event. */
export function normalize(
  raw: RawEvent,
  fetched: Fetched,
  context: NormalizeContext,
): PaymentEvent | undefined {
  if (!isUnderstood(raw.type)) return undefined;
  const event = raw.payload;
  const occurrence: Occurrence = { event, ...chainOf(event, atHand(event, fetched)) };
  const told = EVENTS[raw.type]?.read(occurrence);
  if (!told) return undefined;
  const { payment, subscription } = occurrence.found;
  const account = raw.account ?? context.account;
  const prefix = `gocardless:${account}:`;
  const live = context.live !== false;
  const metadata = metadataOf(occurrence);
  return {
    schema: 'payment-event/1',
    id: prefix + raw.id,
    gateway: 'gocardless',
    account,
    connected: account === context.account ? undefined : true,
    live,
    type: told.type,
    kind: told.kind,
    attempt: attemptOf(told, raw, prefix),
    references: distinct(told.references),
    ...timesOf(instantOf(event.created_at), raw.receivedAt),
    nextAttemptAt: told.nextAttemptAt,
    incomplete: isThin(raw, fetched) ? true : undefined,
    amount: told.amount,
    customer: customerOf(occurrence, metadata),
    instrument: instrumentOf(occurrence),
    reason: told.reason,
    order: orderOf(metadata, (total) => money(total, text(payment?.currency))),
    subscription: told.subscription,
    products: productsOf(metadata, subscription?.name ?? payment?.description),
    links: {
      pay: firstOf(metadata, (one) => linkOf(meta(one, 'payment_link'))),
      dashboard: dashboardLink(occurrence, live),
    },
  };
}

/**
 * Every try to collect one payment has the payment's id, and nothing but its own event tells it from the next: an event
 * of failure is one failed try. A refund is tried once, and a failure after it was paid takes that back.
 */
function attemptOf(
  { attempted, type }: Told,
  { id }: RawEvent,
  prefix: string,
): PaymentEvent['attempt'] {
  const isTry = type === 'payment.failed';
  if (attempted === undefined) {
    return isTry || type === 'refund.failed' ? { key: prefix + id } : undefined;
  }
  return { key: prefix + (isTry ? `${attempted}:${id}` : attempted) };
}

/** Nearest first. Of the customer there is none: it would follow them into every case. */
const metadataOf = ({ event, found: { payment, refund, mandate, subscription } }: Occurrence) =>
  [{ metadata: event.resource_metadata }, payment, refund, subscription, mandate].filter(
    (one): one is JsonObject => one?.metadata !== undefined,
  );

const productsOf = (
  metadata: readonly JsonObject[],
  description: unknown,
): PaymentEvent['products'] => {
  const name = firstOf(metadata, (one) => masked(meta(one, 'product'))) ?? masked(description);
  return name === undefined ? [] : [{ name }];
};

const distinct = (references: readonly (Reference | undefined)[]): readonly Reference[] => [
  ...new Map(
    references.flatMap((one) => (one ? [[`${one.type} ${one.value}`, one] as const] : [])),
  ).values(),
];

function dashboardLink({ ids }: Occurrence, live: boolean): string | undefined {
  const [page, id] =
    ids.payment !== undefined
      ? ['payments', ids.payment]
      : ids.subscription !== undefined
        ? ['subscriptions', ids.subscription]
        : ['mandates', ids.mandate];
  if (id === undefined || !/^\w+$/.test(id)) return undefined;
  return `https://manage${live ? '' : '-sandbox'}.gocardless.com/${page}/${id}`;
}
