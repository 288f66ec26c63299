import {
  type IHookFunctions,
  type IPollFunctions,
  type IWebhookFunctions,
  sleep,
} from 'n8n-workflow';
import { messageOf } from '../event/messageOf';
import type { GatewayAdapter } from '../gateway/adapter';
import { deleteLeftTests } from '../gateway/leftTests';
import type { Lifecycle } from '../gateway/lifecycle';
import { mendEndpoint } from '../gateway/mendEndpoint';
import type { Trouble } from '../gateway/standing';
import { httpFor } from './http';
import type { LedgerName } from './item';
import { credentialOf } from './credential';
import { logOf } from './log';
import { ledgerFor } from './openLedger';
import { isNews, isOver } from './sayOnce';
import { secrets, subscriberOf } from './triggerEndpoint';
import { readSettings } from './triggerSettings';

type TriggerContext = IHookFunctions | IPollFunctions | IWebhookFunctions;

/** Everything that the endpoint of a trigger hangs on. */
export async function lifecycleOf(
  context: TriggerContext,
  adapter: GatewayAdapter,
  url: string,
  name: LedgerName,
): Promise<Lifecycle> {
  const { account, whenUnpublished } = readSettings(context);
  const credential = await credentialOf(context, adapter);
  const log = logOf(context);
  return {
    adapter,
    credential,
    client: adapter.api(httpFor(context, adapter.credential), credential),
    ledger: await ledgerFor(context, name),
    subscriber: subscriberOf(context),
    instance: context.getInstanceId(),
    url,
    isTest: name === 'test',
    description: `n8n: ${context.getWorkflow().name ?? context.getNode().name}`,
    account,
    whenUnpublished,
    now: () => new Date().toISOString(),
    wait: sleep,
    log: (event, fields = {}) => {
      const again = event === 'endpoint_not_removed';
      if (!again || isNews(`${event} ${url} ${fields.endpoint}`, String(fields.why)))
        log(event, fields);
    },
  };
}

/**
 * Mends the endpoint of a published trigger, and answers whether it did; nothing where it could not be done now, and is
 * tried again. Never raises.
 */
export async function mendTrigger(
  context: TriggerContext,
  adapter: GatewayAdapter,
  url: string,
  because?: Trouble,
): Promise<boolean | undefined> {
  const failing = `endpoint_not_mended ${url}`;
  try {
    const life = await lifecycleOf(context, adapter, url, 'live');
    const mended = await mendEndpoint(life, because);
    if (mended !== undefined) isOver(failing);
    if (mended === true) secrets.forget(url);
    return mended;
  } catch (error) {
    const why = messageOf(error);
    if (isNews(failing, why))
      logOf(context)('endpoint_not_mended', { gateway: adapter.id, url, why });
    return undefined;
  }
}

/** Deletes endpoints of test runs that n8n was stopped over. Never raises: what cannot be done now is tried again. */
export async function tidyTests(
  context: IHookFunctions | IPollFunctions,
  adapter: GatewayAdapter,
): Promise<void> {
  try {
    await deleteLeftTests(await lifecycleOf(context, adapter, '', 'test'));
  } catch (error) {
    const why = `Endpoints of test runs could not be looked after. ${messageOf(error)}`;
    if (isNews(`tests ${context.getNode().id}`, why))
      logOf(context)('ledger_unreadable', { gateway: adapter.id, why });
  }
}
