import { object } from '../core/event/json';
import type { PaymentEvent } from '../core/event/paymentEvent';
import { toldTo } from '../core/event/reading';
import type { RawEvent } from '../core/event/rawEvent';
import type { Fetched } from '../core/gateway/apiClient';
import type { NormalizeContext } from '../core/gateway/context';
import { envelopeOf, transactionOf } from '../core/gateway/envelope';
import { customerOf } from './customer';
import { EVENTS, thin } from './events';
import { happenedAt, rowOf } from './notice';
import { KEYS } from './objects';

/** One change in the books, with what was read to complete it, as a payment event. */
export function normalize(
  event: RawEvent,
  fetched: Fetched,
  context: NormalizeContext,
): PaymentEvent | undefined {
  const row = Object.hasOwn(EVENTS, event.type) ? EVENTS[event.type] : undefined;
  if (!row) return undefined;
  const about = rowOf(event, fetched[KEYS.object]);
  const told = row.read({ event, about, fetched, context });
  if (!told) return undefined;
  return {
    ...envelopeOf(event, context, transactionOf(told, event), happenedAt(event.payload)),
    // QuickBooks does not say; the credential does.
    live: context.live ?? true,
    type: told.type,
    kind: told.kind,
    references: told.references,
    incomplete: thin.includes(event.type) && Object.keys(about).length === 0 ? true : undefined,
    amount: told.amount,
    customer: toldTo(told, customerOf(about, object(fetched[KEYS.customer]?.Customer))),
    instrument: told.instrument,
    reason: told.reason,
    invoice: told.invoice,
    products: [],
    dispute: told.dispute,
    links: {},
  };
}
