import { object, text, type JsonObject } from '../core/event/json';
import { meta, orderOf } from '../core/event/orderMetadata';
import type { Order, PaymentEvent } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import { distinct, reference } from '../core/event/references';
import { instantOf, linkOf, masked, toldTo } from '../core/event/reading';
import type { FailureKind } from '../core/event/taxonomy';
import type { Fetched } from '../core/gateway/apiClient';
import type { NormalizeContext } from '../core/gateway/context';
import { envelopeOf, transactionOf } from '../core/gateway/envelope';
import { adyenMoney, amountOf } from './amount';
import { customerOf, metadataOf } from './customer';
import { readerOf } from './events';
import { instrumentOf, isBankDebit } from './instrument';
import { isTrue, itemOf } from './item';
import { isCardSaved, rescueReference } from './references';
import type { Told } from './told';

/** One of Adyen's items as a payment event. It is complete: Adyen has no API that would tell more. */
export function normalize(
  event: RawEvent,
  _: Fetched,
  context: NormalizeContext,
): PaymentEvent | undefined {
  const item = itemOf(event);
  const additional = object(item.additionalData);
  const happened = instantOf(item.eventDate);
  const told = readerOf(event)?.({
    item,
    additional,
    succeeded: isTrue(item.success),
    at: happened ?? event.receivedAt,
    context,
  });
  if (!told) return undefined;
  const own = metadataOf(additional);
  const product = masked(meta(own, 'product'));
  return {
    ...envelopeOf(event, context, transactionOf(told, event), happened),
    live: isTrue(event.payload.live),
    type: told.type,
    kind: kindOf(told, item, additional),
    references: distinct([
      ...told.references,
      rescueReference(additional),
      ...(isCardSaved(item) ? [] : [reference('order', meta(own, 'order_id'))]),
      reference('case', meta(own, 'payment_failure_case')),
    ]),
    amount: isCardSaved(item) ? undefined : amountOf(item),
    customer: toldTo(told, customerOf(additional, own)),
    instrument: instrumentOf(item, additional),
    reason: told.reason,
    order: orderFor(told, item, own),
    products: product === undefined ? [] : [{ name: product }],
    dispute: told.dispute,
    links: { pay: linkOf(meta(own, 'payment_link')) },
  };
}

/** A debit fails late and may be taken back, whatever it was for; so that comes first. */
function kindOf(
  { kind, type }: Told,
  item: JsonObject,
  additional: JsonObject,
): FailureKind | undefined {
  if (kind !== undefined) return kind;
  if (isBankDebit(item)) return 'bank_debit';
  if (!type.startsWith('payment.')) return undefined;
  return additional.recurringProcessingModel === 'Subscription' ? 'subscription' : 'charge';
}

/** Your own reference is what staff know the order by; a refund or capture may have been given another. */
function orderFor(
  { kind, references }: Told,
  item: JsonObject,
  own: JsonObject,
): Order | undefined {
  const order = orderOf([own], (minor) => adyenMoney(minor, object(item.amount).currency));
  const name = text(item.merchantReference);
  const isOfOrder =
    kind === 'dispute' ||
    text(item.originalReference) === undefined ||
    references.some((one) => one?.value === name);
  const id = order?.id ?? (isOfOrder ? name : undefined);
  return id === undefined ? order : { ...order, id };
}
