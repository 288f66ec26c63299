import type { IExecuteFunctions } from 'n8n-workflow';
import type { JsonObject } from '../core/event/json';
import type { PaymentEvent } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { ApiError, type ApiClient, type ApiRead } from '../core/gateway/apiClient';
import type { Supplied } from '../core/gateway/context';
import { completeEvent, type Completion } from '../core/gateway/completeEvent';
import { readOnce } from '../core/gateway/readOnce';
import { knownGateway } from '../core/gateway/registry';
import type { Ledger, NewEvent, StoredEvent } from '../core/ledger/ledger';
import { clientsFor, mayUse, suppliedBy } from '../core/n8n/gateways';
import type { Placed } from '../core/n8n/readItems';
import { isGone, unreadBecause } from './unread';

/** An alert waits this long for what its event leaves out, in milliseconds, two tries included, and no longer. */
const PATIENCE = 10_000;

/** An item with its event completed. */
export interface Completed extends Placed {
  /** Whether the event tells of anything, now that all is known; `unknown` where it could not be read. */
  readonly tells: 'something' | 'nothing' | 'unknown';
  /** Why it could not be read. */
  readonly unread?: string | undefined;
}

/** The items with their events completed from the gateways' APIs, where they are thin and the node may read. */
export async function complete(
  context: IExecuteFunctions,
  placed: readonly Placed[],
  ledger: Ledger,
): Promise<readonly Completed[]> {
  const deadline = Date.now() + PATIENCE;
  const clientOf = clientsFor(context);
  const read = readOnce(async (gateway, asked) => within(deadline, await clientOf(gateway), asked));
  const stored = await ledger.stored(placed.map(({ item }) => item.event.id));
  return await Promise.all(
    placed.map(async (one, i) => {
      const known = one.item.event;
      const adapter = knownGateway(known.gateway);
      // What the operator has mapped is all there is.
      if (!adapter) return { ...one, tells: 'something' };
      const found = mayUse(context, adapter)
        ? await completeOne(
            adapter,
            known,
            stored[i],
            await suppliedBy(context, adapter),
            read(adapter.id),
          )
        : asTold(adapter, known, stored[i]);
      if (found.unread !== undefined) {
        const tells = isGone(found.unread, one.item.dispatch) ? 'nothing' : 'unknown';
        return { ...one, tells, unread: unreadBecause(adapter, known, found.unread) };
      }
      const event = found.event ?? known;
      return { ...one, item: { ...one.item, event }, tells: found.event ? 'something' : 'nothing' };
    }),
  );
}

/**
 * Without the credential nothing can be read, and less is known than when the trigger read the event: what a reference
 * names, whose money and clock it is. So it stays as it came.
 */
function asTold(
  adapter: GatewayAdapter,
  event: PaymentEvent,
  stored: StoredEvent | undefined,
): Completion {
  if (!stored?.raw) return { event };
  const namesOnly = adapter.thin?.includes(stored.raw.type) === true;
  if (namesOnly && event.incomplete === true) return { event, unread: NOT_ALLOWED };
  const lacks = adapter.needs(rawOf(event, stored.raw), {}).length > 0;
  return { event: lacks ? { ...event, incomplete: true } : event };
}

const NOT_ALLOWED =
  'Normalize Payment Failure may not ask it. Choose it there under Gateways, with its credential';

/** An event whose raw form is gone stays as it is known. */
async function completeOne(
  adapter: GatewayAdapter,
  event: PaymentEvent,
  stored: StoredEvent | undefined,
  supplied: Supplied,
  read: (request: ApiRead) => Promise<JsonObject>,
): Promise<Completion> {
  if (!stored?.raw) return { event };
  const raw = rawOf(event, stored.raw);
  const context = { ...supplied, account: event.account };
  const completed = await completeEvent(adapter, raw, context, read);
  if (completed.event)
    return { ...completed, event: { ...completed.event, connected: event.connected } };
  // It named an object, which tells of nothing.
  return adapter.thin?.includes(raw.type) === true ? completed : { event };
}

const rawOf = (
  { gateway, account, id, connected, receivedAt }: PaymentEvent,
  { type, payload }: NewEvent['raw'],
): RawEvent => ({
  gateway,
  id: id.slice(`${gateway}:${account}:`.length),
  // Named by the event itself only where it is not the credential's own.
  account: connected === true ? account : undefined,
  receivedAt,
  type,
  payload,
});

async function within(
  deadline: number,
  client: ApiClient | undefined,
  request: ApiRead,
): Promise<JsonObject> {
  if (!client) throw new ApiError('This node may not read from the gateway', 0);
  const left = deadline - Date.now();
  if (left <= 0) throw new ApiError('The gateway took too long to answer', 0);
  return await client(request, { timeout: left, retries: 1 });
}
