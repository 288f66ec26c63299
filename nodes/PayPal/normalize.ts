import { meta } from '../core/event/orderMetadata';
import type { PaymentEvent } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import { instantOf, linkOf } from '../core/event/reading';
import { references } from '../core/event/references';
import type { Fetched } from '../core/gateway/apiClient';
import type { NormalizeContext } from '../core/gateway/context';
import { envelopeOf, transactionOf } from '../core/gateway/envelope';
import { readerOf } from './events';
import { momentOf, subject } from './evidence';
import { customerOf, instrumentOf, peopleOf } from './guest';
import { notifiedOf } from './ipnTime';
import { isUnexplained } from './needs';
import { orderFor, ownFields, productsOf } from './order';

/** One of PayPal's events or notifications, with what was read to complete it, as a payment event. */
export function normalize(
  event: RawEvent,
  fetched: Fetched,
  context: NormalizeContext,
): PaymentEvent | undefined {
  const about = subject(event);
  const told = readerOf(event.type)?.({ event, about, fetched, context, at: momentOf(event) });
  if (!told) return undefined;
  const own = ownFields(told.custom);
  const happened = instantOf(event.payload.create_time) ?? notifiedOf(event.payload);
  return {
    ...envelopeOf(event, context, transactionOf(told, event), happened),
    live: context.live ?? true,
    type: told.type,
    kind: told.kind,
    references: references(
      ...told.references.map(({ type, value }) => [type, value] as const),
      ...(told.kind === 'refund' || told.kind === 'dispute'
        ? []
        : [['order', meta(own, 'order_id')] as const]),
      ['case', meta(own, 'payment_failure_case')],
    ),
    nextAttemptAt: told.nextAttemptAt,
    incomplete: isUnexplained(event, fetched) ? true : undefined,
    amount: told.amount,
    customer: customerOf(peopleOf(about, fetched), own),
    instrument: told.instrument ?? instrumentOf(about, fetched),
    reason: told.reason,
    order: orderFor(told, own),
    subscription: told.subscription,
    products: productsOf(about, fetched, own),
    dispute: told.dispute,
    links: { pay: linkOf(meta(own, 'payment_link')) },
  };
}
