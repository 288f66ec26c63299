import type { PaymentEvent } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import type { Fetched } from '../core/gateway/apiClient';
import type { NormalizeContext } from '../core/gateway/context';
import { envelopeOf } from '../core/gateway/envelope';
import { amountsOf } from './amounts';
import { customerOf } from './customer';
import { EVENTS, isUnderstood } from './events';
import { evidenceOf } from './evidence';
import { instrumentOf } from './instrument';
import { orderOf, productsOf } from './orderDetails';
import { referencesOf } from './references';
import { instantIn } from './told';

/** One of Clover’s events, with what was read to complete it, as a payment event. */
export function normalize(
  event: RawEvent,
  fetched: Fetched,
  context: NormalizeContext,
): PaymentEvent | undefined {
  if (!isUnderstood(event.type)) return undefined;
  const evidence = evidenceOf(event, fetched, context.currency);
  const told = EVENTS[event.type]?.read(event, evidence);
  if (!told) return undefined;
  return {
    ...envelopeOf(event, context, told.transaction, instantIn(told.at)),
    // Clover’s events do not say; the credential does.
    live: context.live ?? true,
    type: told.type,
    kind: told.kind,
    references: referencesOf(told, evidence),
    incomplete: told.isOpen,
    ...amountsOf(evidence),
    customer: customerOf(evidence),
    instrument: instrumentOf(evidence),
    reason: told.reason,
    order: orderOf(evidence, told.checkout !== undefined),
    products: productsOf(evidence),
    links: {},
  };
}
