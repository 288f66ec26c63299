import { object } from '../core/event/json';
import type { PaymentEvent } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import { instantOf } from '../core/event/reading';
import type { Fetched } from '../core/gateway/apiClient';
import type { NormalizeContext } from '../core/gateway/context';
import { envelopeOf } from '../core/gateway/envelope';
import { toastMoney } from './amount';
import { toldOfCheck, toldOfGone } from './check';
import { isUnderstood } from './events';
import { guestOf } from './guest';
import { orderOf, productsOf } from './orderDetails';
import { toldOfPayment, toldOfRefund } from './payment';
import type { Reader } from './told';

/** By what `occurrencesIn` calls it; all else is the status of a payment. */
const READERS: ReadonlyMap<unknown, Reader> = new Map([
  ['REFUND', toldOfRefund],
  ['CHECK', toldOfCheck],
  ['GONE', toldOfGone],
]);

/** One thing that an order tells, with what was read to complete it, as a payment event. */
export function normalize(
  event: RawEvent,
  fetched: Fetched,
  context: NormalizeContext,
): PaymentEvent | undefined {
  if (!isUnderstood(event.type)) return undefined;
  const { payload } = event;
  const { currency } = context;
  const told = (READERS.get(payload.status) ?? toldOfPayment)(payload, currency);
  if (!told) return undefined;
  const [order, check] = [object(payload.order), object(payload.check)];
  return {
    ...envelopeOf(event, context, told.transaction, instantOf(payload.timestamp)),
    // A restaurant that trains its staff takes no money, whatever the environment.
    live: order.createdInTestMode !== true && context.live !== false,
    type: told.type,
    kind: told.kind,
    references: told.references,
    amount: told.amount,
    tip: told.tip,
    customer: guestOf(object(check.customer), check.tabName, currency),
    instrument: told.instrument,
    reason: told.reason,
    order: orderOf(order, check, fetched, toastMoney(check.totalAmount, currency)),
    products: productsOf(check),
    links: {},
  };
}
