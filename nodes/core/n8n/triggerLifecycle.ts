import {
  type IHookFunctions,
  type IPollFunctions,
  type IWebhookFunctions,
  sleep,
} from 'n8n-workflow';
import { messageOf } from '../event/messageOf';
import type { GatewayAdapter } from '../gateway/adapter';
import type { Lifecycle } from '../gateway/lifecycle';
import { mendEndpoint } from '../gateway/mendEndpoint';
import type { Trouble } from '../gateway/standing';
import { httpFor } from './http';
import type { LedgerName } from './item';
import { credentialOf } from './credential';
import { logOf } from './log';
import { ledgerFor } from './openLedger';
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
  return {
    adapter,
    credential,
    client: adapter.api(httpFor(context, adapter.credential), credential),
    ledger: await ledgerFor(context, name),
    subscriber: subscriberOf(context),
    url,
    isTest: name === 'test',
    description: `n8n: ${context.getWorkflow().name ?? context.getNode().name}`,
    account,
    whenUnpublished,
    now: () => new Date().toISOString(),
    wait: sleep,
    log: logOf(context),
  };
}

/** Mends the endpoint of a published trigger. Never raises: what cannot be done now is tried again. */
export async function mendTrigger(
  context: TriggerContext,
  adapter: GatewayAdapter,
  url: string,
  because?: Trouble,
): Promise<void> {
  try {
    const life = await lifecycleOf(context, adapter, url, 'live');
    if (await mendEndpoint(life, because)) secrets.forget(url);
  } catch (error) {
    const why = messageOf(error);
    logOf(context)('endpoint_not_mended', { gateway: adapter.id, url, why });
  }
}
