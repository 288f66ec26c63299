import { object } from '../core/event/json';
import type { Order, PaymentEvent } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import { firstOf, instantOf, masked } from '../core/event/reading';
import type { Fetched } from '../core/gateway/apiClient';
import type { NormalizeContext } from '../core/gateway/context';
import { envelopeOf, transactionOf } from '../core/gateway/envelope';
import { moneyOf } from './amount';
import { EVENTS } from './events';
import { customerOf, instrumentOf, productsOf } from './guest';
import { needs } from './needs';
import type { Told } from './told';
import { utc } from './transaction';

/** A notification or a row of a list, with what was read to complete it, as a payment event. */
export function normalize(
  event: RawEvent,
  fetched: Fetched,
  context: NormalizeContext,
): PaymentEvent | undefined {
  const row = Object.hasOwn(EVENTS, event.type) ? EVENTS[event.type] : undefined;
  const told = row?.read({ event, fetched, context });
  if (!told) return undefined;
  const { type, objects } = told;
  return {
    ...envelopeOf(event, context, transactionOf(told, event), happened(event)),
    live: context.live ?? true,
    type,
    kind: told.kind,
    references: told.references,
    incomplete: needs(event, fetched).length > 0 ? true : undefined,
    amount: told.amount,
    tip: firstOf(objects, ({ tip }) => moneyOf(object(tip).amount, context.currency)),
    customer: customerOf(objects),
    instrument: instrumentOf(objects),
    reason: told.reason,
    order: orderOf(told),
    subscription: told.subscription,
    products: productsOf(objects),
    links: {},
  };
}

/** When Authorize.Net, or the look that found it, says that it happened; else when the transaction was submitted. */
const happened = ({ payload }: RawEvent): string | undefined =>
  instantOf(payload.eventDate) ?? utc(payload.submitTimeUTC);

function orderOf({ invoiceNumber: id, objects }: Told): Order | undefined {
  const server = firstOf(objects, ({ employeeId }) => masked(employeeId));
  return id === undefined && server === undefined ? undefined : { id, number: id, server };
}
