import type { PaymentEvent, Reference } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import { timesOf } from '../core/event/reading';
import type { Fetched, NormalizeContext } from '../core/gateway/adapter';
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
  const account = event.account ?? context.account;
  const prefix = `fiserv:${account}:`;
  const attempt = told.attempt ?? (told.type === 'payment.failed' ? event.id : undefined);
  return {
    schema: 'payment-event/1',
    id: prefix + event.id,
    gateway: 'fiserv',
    account,
    live: context.live ?? true,
    type: told.type,
    kind: told.kind,
    attempt: attempt === undefined ? undefined : { key: prefix + attempt },
    references: named(told.references),
    ...timesOf(told.at, event.receivedAt),
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

/** Each name once. */
function named(references: readonly (Reference | undefined)[]): readonly Reference[] {
  const found: Reference[] = [];
  for (const one of references) {
    if (one && !found.some(({ type, value }) => type === one.type && value === one.value)) {
      found.push(one);
    }
  }
  return found;
}
