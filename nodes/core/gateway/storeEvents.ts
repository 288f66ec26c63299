import type { JsonObject } from '../event/json';
import type { PaymentEvent } from '../event/paymentEvent';
import type { Dispatch, Ledger, Subscriber } from '../ledger/ledger';
import type { Prepared } from './prepareEvents';

/** An event that the trigger hands to its workflow. */
export interface Emitted {
  readonly event: PaymentEvent;
  readonly dispatch: Dispatch;
  /** The gateway's own event, masked. */
  readonly raw: JsonObject;
  /** Whether the filters have to be asked again once the event is complete. */
  readonly undecided: boolean;
}

export interface Stored {
  readonly emit: readonly Emitted[];
  /** What the ledger did not have, or this trigger was not handed before. */
  readonly fresh: readonly Prepared[];
}

/** Stores all events, whatever the filters say, and answers those to emit. */
export async function storeEvents(
  ledger: Ledger,
  subscriber: Subscriber,
  events: readonly Prepared[],
  receivedAt: string,
  how: 'delivered' | 'listed',
): Promise<Stored> {
  if (events.length === 0) return { emit: [], fresh: [] };
  const receipts = await ledger.receive(events, subscriber, receivedAt, how);
  const byId = new Map(events.map((one) => [one.event.id, one]));
  const emit = receipts.flatMap(({ eventId, dispatch }) => {
    const one = byId.get(eventId);
    if (!dispatch || !one) return [];
    // What is handed over again is read again, and may turn out to be something else.
    const undecided = one.undecided || dispatch.emission > 1;
    return [{ event: one.event, dispatch, raw: one.raw.payload, undecided }];
  });
  const fresh = receipts.flatMap(({ eventId, isNew, dispatch }) =>
    isNew || dispatch?.emission === 1 ? (byId.get(eventId) ?? []) : [],
  );
  return { emit, fresh };
}
