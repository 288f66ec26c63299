import type { Order, PaymentEvent } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import { instantOf } from '../core/event/reading';
import type { Fetched } from '../core/gateway/apiClient';
import type { NormalizeContext } from '../core/gateway/context';
import { envelopeOf, transactionOf } from '../core/gateway/envelope';
import { rowOf } from './events';
import { dataOf } from './fields';
import { isUnexplained } from './needs';
import { customerOf, locationName } from './people';
import type { Told } from './told';

/** A delivery or a row of a list, with what was read to complete it, as a payment event. */
export function normalize(
  event: RawEvent,
  fetched: Fetched,
  context: NormalizeContext,
): PaymentEvent | undefined {
  const data = dataOf(event);
  const told = rowOf(event.type)?.read({ event, data, fetched, context });
  if (!told) return undefined;
  return {
    ...envelopeOf(event, context, transactionOf(told, event), told.at ?? toldAt(event)),
    // Mindbody's sandbox is a site of its own.
    live: context.live ?? true,
    type: told.type,
    kind: told.kind,
    references: told.references,
    incomplete: isUnexplained(event, fetched) ? true : undefined,
    amount: told.amount,
    customer: customerOf(told.client, data, fetched, context.timeZone),
    instrument: told.instrument,
    reason: told.reason,
    order: orderOf(told, locationName(fetched, told.location)),
    subscription: told.subscription,
    products: told.products ?? [],
    links: {},
  };
}

/** Deliveries say in UTC when they were made out; a row of a list was found now. */
const toldAt = ({ payload }: RawEvent): string | undefined =>
  instantOf(payload.eventInstanceOriginationDateTime);

const orderOf = ({ order }: Told, location: string | undefined): Order | undefined =>
  order === undefined && location === undefined ? undefined : { ...order, location };
