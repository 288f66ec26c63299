import { type IHookFunctions, type INode, NodeOperationError } from 'n8n-workflow';
import { messageOf } from '../event/messageOf';
import type { GatewayAdapter } from '../gateway/adapter';
import { ApiError, isTransient } from '../gateway/apiClient';
import type { Lifecycle } from '../gateway/lifecycle';
import { check, create, remove } from '../gateway/registrationLifecycle';
import { credentialOf } from './credential';
import { logOf } from './log';
import type { Environment } from './storage';
import { secrets } from './triggerEndpoint';
import { lifecycleOf, tidyTests } from './triggerLifecycle';
import { sendSample } from './triggerSample';
import { readSettings } from './triggerSettings';

/** n8n's hooks at publishing, unpublishing, and around listening in the editor. */

export async function endpointExists(
  context: IHookFunctions,
  adapter: GatewayAdapter,
): Promise<boolean> {
  if (isSampleRun(context)) return false;
  return await telling(context, async () => await check(await lifeOf(context, adapter)));
}

export async function createEndpoint(
  context: IHookFunctions,
  adapter: GatewayAdapter,
): Promise<boolean> {
  if (isSampleRun(context)) {
    const credential = await credentialOf(context, adapter);
    void sendSample(context, adapter, credential, urlOf(context));
    return true;
  }
  return await telling(context, async () => {
    const life = await lifeOf(context, adapter);
    // First, since they may take up the room for the one to come.
    await tidyTests(context, adapter);
    await create(life);
    secrets.forget(life.url);
    return true;
  });
}

/** n8n cannot undo what it has begun, so a failure here is only logged. */
export async function deleteEndpoint(
  context: IHookFunctions,
  adapter: GatewayAdapter,
): Promise<boolean> {
  try {
    const life = await lifeOf(context, adapter);
    secrets.forget(life.url);
    return await remove(life);
  } catch (error) {
    const why = `What became of the endpoint could not be noted: it stays at ${adapter.title}. If it is no longer wanted, delete it there by hand. ${messageOf(error)}`;
    logOf(context)('endpoint_left', { gateway: adapter.id, why });
    return false;
  }
}

async function lifeOf(context: IHookFunctions, adapter: GatewayAdapter): Promise<Lifecycle> {
  const url = urlOf(context);
  const isTest = context.getMode() === 'manual' || url.includes(`/${testPath(process.env)}/`);
  return await lifecycleOf(context, adapter, url, isTest ? 'test' : 'live');
}

/**
 * The editor's stop is told from an unpublishing by its URL alone: n8n gives both the same mode.
 * https://docs.n8n.io/hosting/configuration/environment-variables/endpoints/
 */
const testPath = ({ N8N_ENDPOINT_WEBHOOK_TEST: path }: Environment): string =>
  path === undefined || path === '' ? 'webhook-test' : path;

const isSampleRun = (context: IHookFunctions): boolean =>
  context.getMode() === 'manual' && readSettings(context).emitSample;

const urlOf = (context: IHookFunctions): string => context.getNodeWebhookUrl('default') ?? '';

async function telling<T>(context: IHookFunctions, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw errorFor(context.getNode(), error);
  }
}

/** What went wrong and what to do, in one: n8n 2.41 shows no description to the person who publishes. */
function errorFor(node: INode, error: unknown): NodeOperationError {
  if (error instanceof NodeOperationError) return error;
  if (error instanceof ApiError) {
    const what = error.message.replace(/\.$/, '');
    return new NodeOperationError(node, `${what}. ${adviceFor(error)}`);
  }
  return new NodeOperationError(node, messageOf(error));
}

/** What to do about a gateway that did not let the endpoint be set up. */
function adviceFor(error: ApiError): string {
  if (isTransient(error)) return 'Nothing was changed. Publish again once the gateway answers.';
  if (error.status === 401 || error.status === 403)
    return 'Nothing was changed. Mend the credential, then publish again.';
  return 'The gateway did not let the webhook endpoint be set up. If n8n is behind a proxy, check that N8N_WEBHOOK_URL is the address that the gateway can reach.';
}
