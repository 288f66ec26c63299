import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { messageOf } from '../event/messageOf';
import { accountOf } from '../gateway/accountOf';
import type { GatewayAdapter } from '../gateway/adapter';
import { backfill, type Backfilled, type Backfilling } from '../gateway/backfill';
import { missedOf } from '../gateway/missed';
import type { Cursor, Ledger } from '../ledger/ledger';
import { apart } from './apart';
import { credentialOf } from './credential';
import { httpFor } from './http';
import { logOf } from './log';
import { ledgerFor } from './openLedger';
import { webhookUrl } from './triggerAddress';
import { subscriberOf } from './triggerEndpoint';
import { triggerItem } from './triggerItem';
import { mendTrigger } from './triggerLifecycle';
import { explainMissed } from './triggerMissed';
import { readSettings } from './triggerSettings';

/** Looks after a published trigger. Never raises: n8n would take back the publishing of the workflow. */
export async function pollGateway(
  context: IPollFunctions,
  adapter: GatewayAdapter,
): Promise<INodeExecutionData[][] | null> {
  const { id: gateway, backfill: means } = adapter;
  if (!means) return null;
  const items: INodeExecutionData[] = [];
  try {
    const ledger = await ledgerFor(context, 'live');
    const url = await addressOf(context, ledger);
    if (url !== undefined) await mendTrigger(context, adapter, url);
    const task = await taskFor(context, adapter, ledger);
    const cursor = await ledger.cursor(task.subscriber);
    const found = await backfill(task, means);
    const settings = readSettings(context);
    items.push(...found.emit.map((one) => triggerItem(one, settings, 'live')));
    if (found.failure) task.log('backfill_failed', { gateway, why: found.failure.message });
    if (url !== undefined && cursor)
      await followUp(context, adapter, { ledger, url, cursor, found });
  } catch (error) {
    const why = messageOf(error);
    logOf(context)('backfill_failed', { gateway, why });
  }
  // What is stored goes its way, whatever happened after.
  return items.length > 0 ? [await apart(context, items)] : null;
}

interface Looked {
  readonly ledger: Ledger;
  readonly url: string;
  /** As it was before the look. */
  readonly cursor: Cursor;
  readonly found: Backfilled;
}

/** What a look says of the endpoint. */
async function followUp(
  context: IPollFunctions,
  adapter: GatewayAdapter,
  { ledger, url, cursor, found }: Looked,
): Promise<void> {
  const missed = missedOf(found, adapter.backfill, new Date().toISOString());
  if (missed > 0) {
    await explainMissed(context, adapter, { ledger, url, lastLook: cursor.until, missed });
  }
  // The endpoint that an earlier ledger knew is of no use from here on.
  if (cursor.undeliveredSince !== undefined && !found.failure) {
    await mendTrigger(context, adapter, url);
  }
}

async function addressOf(context: IPollFunctions, ledger: Ledger): Promise<string | undefined> {
  const subscriber = subscriberOf(context);
  const [known] = await ledger.registrationsOf(subscriber);
  return webhookUrl(process.env, subscriber.workflowId, context.getNode()) ?? known?.url;
}

async function taskFor(
  context: IPollFunctions,
  adapter: GatewayAdapter,
  ledger: Ledger,
): Promise<Backfilling> {
  const { account, filters } = readSettings(context);
  const credential = await credentialOf(context, adapter);
  const client = adapter.api(httpFor(context, adapter.credential), credential);
  const subscriber = subscriberOf(context);
  const log = logOf(context);
  // As the trigger's endpoint knows it: an event has one id, delivered or found.
  const [known] = await ledger.registrationsOf(subscriber);
  return {
    adapter,
    client,
    ledger,
    subscriber,
    account:
      account ??
      known?.account ??
      (await accountOf({ adapter, client, credential, account, log }, known)),
    filters,
    supplied: adapter.supplies?.(credential) ?? {},
    now: () => new Date().toISOString(),
    log,
  };
}
