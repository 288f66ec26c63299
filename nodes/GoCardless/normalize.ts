import { text, type JsonObject } from '../core/event/json';
import { money } from '../core/event/money';
import { meta, orderOf } from '../core/event/orderMetadata';
import type { PaymentEvent } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import { distinct } from '../core/event/references';
import { firstOf, instantOf, linkOf, masked } from '../core/event/reading';
import type { Fetched } from '../core/gateway/apiClient';
import type { NormalizeContext } from '../core/gateway/context';
import { envelopeOf } from '../core/gateway/envelope';
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
  const live = context.live !== false;
  const metadata = metadataOf(occurrence);
  return {
    ...envelopeOf(raw, context, attempted(told, raw), instantOf(event.created_at)),
    live,
    type: told.type,
    kind: told.kind,
    references: distinct(told.references),
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
function attempted({ attempted: tried, type }: Told, { id }: RawEvent): string | undefined {
  const isTry = type === 'payment.failed';
  if (tried === undefined) return isTry || type === 'refund.failed' ? id : undefined;
  return isTry ? `${tried}:${id}` : tried;
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
