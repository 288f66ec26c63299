import type { PaymentEvent } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import { distinct } from '../core/event/references';
import type { Fetched } from '../core/gateway/apiClient';
import type { NormalizeContext } from '../core/gateway/context';
import { envelopeOf, transactionOf } from '../core/gateway/envelope';
import { readerOf } from './events';
import { needs } from './needs';

/** A notification of the IPG, or an answer of Commerce Hub, with what was read to complete it, as a payment event. */
export function normalize(
  event: RawEvent,
  fetched: Fetched,
  context: NormalizeContext,
): PaymentEvent | undefined {
  const told = readerOf(event.type)?.({ event, fetched, context });
  if (!told) return undefined;
  return {
    ...envelopeOf(
      event,
      context,
      transactionOf({ type: told.type, transaction: told.attempt }, event),
      told.at,
    ),
    live: context.live ?? true,
    type: told.type,
    kind: told.kind,
    references: distinct(told.references),
    incomplete: needs(event, fetched).length > 0 ? true : undefined,
    amount: told.amount,
    customer: told.customer ?? {},
    instrument: told.instrument,
    reason: told.reason,
    order: told.order,
    subscription: told.subscription,
    products: told.products ?? [],
    links: told.links ?? {},
  };
}
