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

export interface Completion {
  /** As far as it is known. `undefined`: it tells of nothing that concerns a payment’s fate. */
  readonly event: PaymentEvent | undefined;
  /** Why it is not known what happened, where the event only names an object, and that could not be read. */
  readonly unread?: unknown;
}

/**
 * The payment event of a raw event, with what the gateway left out read from its API.
 * A read that fails stops nothing: the event comes out as far as it is known, marked `incomplete`.
 */
export async function completeEvent(
  adapter: GatewayAdapter,
  raw: RawEvent,
  context: NormalizeContext,
  read: Read,
): Promise<Completion> {
  const { fetched, refusal } = await readAll(adapter, raw, read);
  const event = adapter.normalize(raw, fetched, context);
  const isRead = refusal === undefined;
  return {
    event: event && !isRead ? { ...event, incomplete: true } : event,
    ...(isUnread(adapter, raw, event, isRead) && { unread: refusal ?? SAYS_NOTHING }),
  };
}

const SAYS_NOTHING = 'its answer does not say what happened';

/** `event` as the adapter knows it: where it says nothing of being incomplete, only details are missing. */
const isUnread = (
  { thin = [] }: GatewayAdapter,
  { type }: RawEvent,
  event: PaymentEvent | undefined,
  isRead: boolean,
): boolean => thin.includes(type) && (event ? event.incomplete === true : !isRead);

interface Reads {
  readonly fetched: Fetched;
  /** Why not all was read. */
  readonly refusal?: unknown;
}

async function readAll(adapter: GatewayAdapter, raw: RawEvent, read: Read): Promise<Reads> {
  let fetched: Fetched = {};
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const missing = adapter.needs(raw, fetched).filter(({ key }) => !(key in fetched));
    if (missing.length === 0) return { fetched };
    const answers = await Promise.allSettled(
      missing.map(async (one) => [one.key, await read(one)] as const),
    );
    const came = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    fetched = { ...fetched, ...Object.fromEntries(came) };
    // What was refused once is refused again; what was read is used all the same.
    const refused = answers.find((answer) => answer.status === 'rejected');
    if (refused) return { fetched, refusal: refused.reason };
  }
  return { fetched, refusal: 'one answer led to another without end' };
}
