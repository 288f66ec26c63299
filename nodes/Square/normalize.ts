import { object } from '../core/event/json';
import type { PaymentEvent, Reference } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import { instantOf } from '../core/event/reading';
import { references } from '../core/event/references';
import type { Fetched } from '../core/gateway/apiClient';
import type { NormalizeContext } from '../core/gateway/context';
import { envelopeOf, transactionOf } from '../core/gateway/envelope';
import { customerOf } from './customer';
import { EVENTS, isUnderstood } from './events';
import { KEYS, orderIn } from './evidence';
import { isUnexplained } from './needs';
import { subject } from './objects';
import { meta, orderOf, payLinkOf, productsOf } from './orderDetails';
import { peopleOf } from './people';

/** One of Square's events, with what was read to complete it, as a payment event. */
export function normalize(
  event: RawEvent,
  fetched: Fetched,
  context: NormalizeContext,
): PaymentEvent | undefined {
  if (!isUnderstood(event.type)) return undefined;
  const about = subject(event);
  const told = EVENTS[event.type]?.read({ event, about, fetched });
  if (!told) return undefined;
  const order = orderIn(fetched);
  return {
    ...envelopeOf(event, context, transactionOf(told, event), instantOf(event.payload.created_at)),
    // Square's events do not say; the credential does.
    live: context.live ?? true,
    type: told.type,
    kind: told.kind,
    references: withCase(told.references, meta(order, 'payment_failure_case')),
    incomplete: isUnexplained(event, fetched) ? true : undefined,
    amount: told.amount,
    tip: told.tip,
    customer: customerOf(peopleOf(told, fetched)),
    instrument: told.instrument,
    reason: told.reason,
    order: orderOf(told.order, order, object(fetched[KEYS.location]?.location)),
    invoice: told.invoice,
    subscription: told.subscription,
    products: productsOf(order),
    dispute: told.dispute,
    links: { ...told.links, pay: told.links?.pay ?? payLinkOf(order) },
  };
}

const withCase = (known: readonly Reference[], id: string | undefined): readonly Reference[] =>
  references(...known.map(({ type, value }) => [type, value] as const), ['case', id]);
