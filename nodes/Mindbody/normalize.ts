import type { Order, PaymentEvent } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import { instantOf, timesOf } from '../core/event/reading';
import type { Fetched, NormalizeContext } from '../core/gateway/adapter';
import { rowOf, VOIDED } from './events';
import { dataOf, timeOf } from './fields';
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
  const account = event.account ?? context.account;
  const prefix = `mindbody:${account}:`;
  const attempt = told.transaction ?? (told.type === 'payment.failed' ? event.id : undefined);
  return {
    schema: 'payment-event/1',
    id: prefix + event.id,
    gateway: 'mindbody',
    account,
    connected: account === context.account ? undefined : true,
    // Mindbody's sandbox is a site of its own.
    live: context.live ?? true,
    type: told.type,
    kind: told.kind,
    attempt: attempt === undefined ? undefined : { key: prefix + attempt },
    references: told.references,
    ...timesOf(happened(event, context.timeZone), event.receivedAt),
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

/** When a delivery was made out, in UTC; of a row of a list, what the site's clocks showed. */
function happened(event: RawEvent, zone: string | undefined): string | undefined {
  // It is not said when a payment was let go, only when it was made.
  if (event.type === VOIDED) return undefined;
  const { TransactionTime, AuthTime, SaleDateTime } = dataOf(event);
  return (
    instantOf(event.payload.eventInstanceOriginationDateTime) ??
    timeOf(TransactionTime, zone) ??
    timeOf(AuthTime, zone) ??
    timeOf(SaleDateTime, zone)
  );
}

const orderOf = ({ order }: Told, location: string | undefined): Order | undefined =>
  order === undefined && location === undefined ? undefined : { ...order, location };
