import type { INodeExecutionData, INodeProperties, IPollFunctions } from 'n8n-workflow';
import { cronNodeOptions } from 'n8n-workflow';
import type { ApiClient, Backfill, GatewayAdapter } from '../gateway/adapter';
import { accountOf } from '../gateway/accountOf';
import { backfill } from '../gateway/backfill';
import type { Ledger } from '../ledger/ledger';
import { httpFor } from './http';
import { logOf } from './log';
import { ledgerFor } from './openLedger';
import { subscriberOf } from './triggerEndpoint';
import { triggerItem } from './triggerItem';
import { readSettings, type TriggerSettings } from './triggerSettings';

/**
 * n8n polls every node that has `poll` by the times in a parameter of this name. The flag `polling` would do so too,
 * but puts its own parameter first and takes the test run of a webhook for a poll.
 */
export const pollTimesProperty = ({ title }: GatewayAdapter): INodeProperties => ({
  displayName: 'Look for Missed Events',
  name: 'pollTimes',
  type: 'fixedCollection',
  typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Time' },
  placeholder: 'Add Time',
  default: { item: [{ mode: 'everyX', value: 10, unit: 'minutes' }] },
  description: `When to ask ${title} for events that it could not deliver, because n8n was not running or the workflow was not published. Each starts the workflow once, whether it was delivered or found.`,
  options: cronNodeOptions,
});

/** Never raises: n8n would take back the publishing of the workflow. */
export async function pollGateway(
  context: IPollFunctions,
  adapter: GatewayAdapter,
): Promise<INodeExecutionData[][] | null> {
  const log = logOf(context);
  const { id: gateway, backfill: means } = adapter;
  if (!means) return null;
  try {
    const settings = readSettings(context);
    const { emit, failure } = await look(context, adapter, means, settings);
    if (emit.length > 0) log('backfilled', { gateway, count: emit.length });
    if (failure) log('backfill_failed', { gateway, why: failure.message });
    return emit.length > 0 ? [emit.map((one) => triggerItem(one, settings, 'live'))] : null;
  } catch (error) {
    log('backfill_failed', {
      gateway,
      why: error instanceof Error ? error.message : String(error),
    });
    return null;
  }
}

async function look(
  context: IPollFunctions,
  adapter: GatewayAdapter,
  means: Backfill,
  settings: TriggerSettings,
) {
  const credential = await context.getCredentials(adapter.credential);
  const client = adapter.api(httpFor(context, adapter.credential), credential);
  const ledger = await ledgerFor(context, 'live');
  const task = {
    adapter,
    client,
    ledger,
    subscriber: subscriberOf(context),
    account: await accountFor(context, adapter, client, ledger, settings),
    filters: settings.filters,
    supplied: {},
    now: () => new Date().toISOString(),
    log: logOf(context),
  };
  return await backfill(task, means);
}

/** As the trigger's endpoint knows it: an event has one id, delivered or found. */
async function accountFor(
  context: IPollFunctions,
  adapter: GatewayAdapter,
  client: ApiClient,
  ledger: Ledger,
  { account }: TriggerSettings,
): Promise<string> {
  const [kept] = await ledger.registrationsOf(subscriberOf(context));
  const known = account ?? kept?.account;
  return known ?? (await accountOf({ adapter, client, account, log: logOf(context) }, kept));
}
