import type { JsonObject } from '../event/json';
import type { PaymentEvent } from '../event/paymentEvent';
import type { RawEvent } from '../event/rawEvent';
import type { GatewayAdapter } from './adapter';
import type { ApiRead, Fetched } from './apiClient';
import type { NormalizeContext } from './context';

/** Reads may depend on earlier reads, but never so often. */
const MAX_ROUNDS = 4;

/** Performs one read; raises where it cannot. */
export type Read = (read: ApiRead) => Promise<JsonObject>;

/**
 * The payment event of a raw event, with what the gateway left out read from its API.
 * A read that fails stops nothing: the event comes out as far as it is known, marked `incomplete`.
 */
export async function completeEvent(
  adapter: GatewayAdapter,
  raw: RawEvent,
  context: NormalizeContext,
  read: Read,
): Promise<PaymentEvent | undefined> {
  let fetched: Fetched = {};
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const missing = adapter.needs(raw, fetched).filter(({ key }) => !(key in fetched));
    if (missing.length === 0) return adapter.normalize(raw, fetched, context);
    const answers = await Promise.allSettled(
      missing.map(async (one) => [one.key, await read(one)] as const),
    );
    const came = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    fetched = { ...fetched, ...Object.fromEntries(came) };
    // What was refused once is refused again; what was read is used all the same.
    if (came.length < missing.length) break;
  }
  const event = adapter.normalize(raw, fetched, context);
  return event && { ...event, incomplete: true };
}
