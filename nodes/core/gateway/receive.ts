import { messageOf } from '../event/messageOf';
import type { Log } from '../event/logEntry';
import type { RejectionReason } from '../event/rejection';
import type { Ledger, Subscriber } from '../ledger/ledger';
import type { GatewayAdapter } from './adapter';
import type { Supplied } from './context';
import type { Delivery, VerifiedDelivery } from './delivery';
import type { EndpointSecrets } from './endpointSecrets';
import { takesCalls, type Evidence } from './evidence';
import type { Filters } from './filter';
import { codeIn } from './handshake';
import { noteHandshake } from './noteHandshake';
import { noteRefusal } from './noteRefusal';
import { openDelivery } from './openDelivery';
import { prepareEvents } from './prepareEvents';
import { statusOf } from './refuse';
import { storeEvents, type Emitted } from './storeEvents';

/** One delivery, and everything that decides what becomes of it. */
export interface Reception {
  readonly adapter: GatewayAdapter;
  readonly delivery: Delivery;
  /** What refusals are counted under. */
  readonly endpoint: string;
  readonly subscriber: Subscriber;
  readonly filters: Filters;
  /** What the account supplies where events leave it out. */
  readonly supplied: () => Promise<Supplied>;
  readonly secrets: (fresh: boolean) => Promise<EndpointSecrets>;
  /** Makes the calls that the proof takes, where it takes some. */
  readonly evidence?: (keys: readonly string[]) => Promise<Evidence | undefined>;
  readonly ledger: () => Promise<Ledger>;
  readonly log: Log;
}

export interface Received {
  /** What the gateway is answered, without a word more. */
  readonly status: number;
  readonly emit: readonly Emitted[];
}

type Opened =
  | {
      readonly ok: true;
      readonly account: string;
      readonly delivery: Extract<ReturnType<typeof openDelivery>, { readonly ok: true }>;
    }
  | { readonly ok: false; readonly reason: RejectionReason; readonly detail?: string };

/**
 * The receiver that every trigger shares: verify, split, store all, then say what to emit.
 */
export async function receive(reception: Reception): Promise<Received> {
  const code = codeIn(reception.adapter.handshake, reception.delivery);
  if (code !== undefined) {
    await noteHandshake(reception, code);
    return { status: 200, emit: [] };
  }
  const opened = await open(reception, false);
  if (!opened.ok) return await refused(reception, opened.reason, opened.detail);

  const { events: raw, rejected } = opened.delivery;
  const preparation = { ...reception, supplied: await reception.supplied() };
  const { events, failed } = prepareEvents(preparation, raw, opened.account);
  let emit: readonly Emitted[];
  try {
    ({ emit } = await storeEvents(
      await reception.ledger(),
      reception.subscriber,
      events,
      reception.delivery.receivedAt,
      'delivered',
    ));
  } catch (error) {
    return await refused(reception, 'ledger_unavailable', messageOf(error));
  }

  for (const { reason, index } of rejected) await noteRefusal(reception, reason, undefined, index);
  for (const detail of failed) await noteRefusal(reception, 'malformed', detail);
  // The good items of a batch are stored and go their way; the status asks for the bad ones again.
  if (rejected.length > 0) return { status: statusOf('bad_signature'), emit };
  return { status: failed.length > 0 ? statusOf('malformed') : 200, emit };
}

/** Refuses the delivery as a whole, noting for the owner why. */
export async function refused(
  reception: Reception,
  reason: RejectionReason,
  detail?: string,
): Promise<Received> {
  await noteRefusal(reception, reason, detail);
  return { status: statusOf(reason), emit: [] };
}

async function open(reception: Reception, fresh: boolean): Promise<Opened> {
  const secrets = await reception.secrets(fresh);
  if (!secrets.ok) return secrets;
  const { keys, login, account } = secrets;
  const { adapter } = reception;
  const evidence = takesCalls(adapter.signature) ? await reception.evidence?.(keys) : undefined;
  const delivery = openDelivery(adapter, reception.delivery, keys, login, evidence);
  // Another process may have registered anew since: look once before calling it forged.
  if (secrets.fromCache && isMismatched(delivery)) return await open(reception, true);
  return delivery.ok ? { ok: true, account, delivery } : delivery;
}

/** What a delivery is held against comes from the credential or the ledger, and may have been changed since. */
const MISMATCHES: readonly RejectionReason[] = ['bad_signature', 'wrong_login', 'wrong_receiver'];

const isMismatched = (delivery: VerifiedDelivery): boolean =>
  (delivery.ok ? delivery.rejected : [delivery]).some(({ reason }) => MISMATCHES.includes(reason));
