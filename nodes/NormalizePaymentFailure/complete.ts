import type { IExecuteFunctions } from 'n8n-workflow';
import type { JsonObject } from '../core/event/json';
import type { PaymentEvent } from '../core/event/paymentEvent';
import type { RawEvent } from '../core/event/rawEvent';
import type { GatewayAdapter } from '../core/gateway/adapter';
import { ApiError, type ApiClient, type ApiRead } from '../core/gateway/apiClient';
import type { Supplied } from '../core/gateway/context';
import { completeEvent } from '../core/gateway/completeEvent';
import { readOnce } from '../core/gateway/readOnce';
import { knownGateway } from '../core/gateway/registry';
import type { Ledger, NewEvent, StoredEvent } from '../core/ledger/ledger';
import { clientsFor, mayUse, suppliedBy } from '../core/n8n/gateways';
import type { Placed } from '../core/n8n/readItems';

/** An alert waits this long for what its event leaves out, in milliseconds, two tries included, and no longer. */
const PATIENCE = 10_000;

/** An item with its event completed, and whether the event tells of anything, now that all is known. */
export interface Completed extends Placed {
  readonly tells: boolean;
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
      if (!adapter) return { ...one, tells: true };
      if (!mayUse(context, adapter)) {
        const event = asTold(adapter, known, stored[i]);
        return { ...one, item: { ...one.item, event }, tells: true };
      }
      const supplied = await suppliedBy(context, adapter);
      const completed = await completeOne(adapter, known, stored[i], supplied, read(adapter.id));
      const event = completed ?? known;
      return { ...one, item: { ...one.item, event }, tells: completed !== undefined };
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
): PaymentEvent {
  const lacks = stored?.raw && adapter.needs(rawOf(event, stored.raw), {}).length > 0;
  return lacks ? { ...event, incomplete: true } : event;
}

/** An event whose raw form is gone stays as it is known. `undefined`: it named an object, which tells of nothing. */
async function completeOne(
  adapter: GatewayAdapter,
  event: PaymentEvent,
  stored: StoredEvent | undefined,
  supplied: Supplied,
  read: (request: ApiRead) => Promise<JsonObject>,
): Promise<PaymentEvent | undefined> {
  if (!stored?.raw) return event;
  const raw = rawOf(event, stored.raw);
  const context = { ...supplied, account: event.account };
  const completed = await completeEvent(adapter, raw, context, read);
  if (completed) return { ...completed, connected: event.connected };
  return adapter.thin?.includes(raw.type) === true ? undefined : event;
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
