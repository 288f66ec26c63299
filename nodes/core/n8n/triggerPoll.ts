import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { accountOf } from '../gateway/accountOf';
import { messageOf } from '../event/messageOf';
import type { GatewayAdapter } from '../gateway/adapter';
import { backfill, type Backfilled, type Backfilling } from '../gateway/backfill';
import { isOfThisN8n } from '../gateway/lifecycle';
import { missedOf } from '../gateway/missed';
import type { Cursor, Ledger } from '../ledger/ledger';
import { apart } from './apart';
import { credentialOf } from './credential';
import { httpFor } from './http';
import { logOf } from './log';
import { ledgerFor } from './openLedger';
import { isOver, isNews } from './sayOnce';
import { webhookUrl } from './triggerAddress';
import { subscriberOf } from './triggerEndpoint';
import { triggerItem } from './triggerItem';
import { mendTrigger, tidyTests } from './triggerLifecycle';
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
    if (adapter.registration) await tidyTests(context, adapter);
    const task = await taskFor(context, adapter, ledger);
    const cursor = await ledger.cursor(task.subscriber);
    const found = await backfill(task, means);
    const settings = readSettings(context);
    items.push(...found.emit.map((one) => triggerItem(one, settings, 'live')));
    if (found.failure) tellFailed(context, gateway, found.failure);
    else isOver(failing(context));
    if (url !== undefined && cursor)
      await followUp(context, adapter, { ledger, url, cursor, found });
  } catch (error) {
    tellFailed(context, gateway, error);
  }
  // What is stored goes its way, whatever happened after.
  return items.length > 0 ? [await apart(context, items)] : null;
}

const failing = (context: IPollFunctions): string =>
  `backfill_failed ${JSON.stringify(subscriberOf(context))}`;

/** Once, however many looks fail for the same reason. */
function tellFailed(context: IPollFunctions, gateway: string, error: unknown): void {
  const why = messageOf(error);
  if (isNews(failing(context), why)) logOf(context)('backfill_failed', { gateway, why });
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
  const { since } = cursor;
  const missed = missedOf(found, adapter.backfill, { since, now: new Date().toISOString() });
  if (missed > 0) {
    await explainMissed(context, adapter, { ledger, url, lastLook: cursor.until, missed });
  }
  const { undeliveredSince } = cursor;
  if (undeliveredSince === undefined || !found.isDone) return;
  // The endpoint that an earlier ledger knew is of no use from here on. Where somebody is at it, it goes at the next look.
  if ((await mendTrigger(context, adapter, url, 'superseded')) === undefined) return;
  await ledger.lookedForUndelivered(subscriberOf(context), undeliveredSince);
}

async function addressOf(context: IPollFunctions, ledger: Ledger): Promise<string | undefined> {
  const { workflowId } = subscriberOf(context);
  const [known] = await registrationsOf(context, ledger);
  return webhookUrl(process.env, workflowId, context.getNode()) ?? known?.url;
}

const registrationsOf = async (context: IPollFunctions, ledger: Ledger) =>
  (await ledger.registrationsOf(subscriberOf(context))).filter(
    isOfThisN8n({ instance: context.getInstanceId() }),
  );

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
  const [known] = await registrationsOf(context, ledger);
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
