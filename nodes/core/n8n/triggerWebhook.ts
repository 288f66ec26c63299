import {
  type INodeExecutionData,
  type IWebhookFunctions,
  type IWebhookResponseData,
  sleep,
} from 'n8n-workflow';
import { messageOf } from '../event/messageOf';
import type { RejectionReason } from '../event/rejection';
import type { GatewayAdapter } from '../gateway/adapter';
import type { Credential } from '../gateway/credential';
import type { Delivery } from '../gateway/delivery';
import { withCredential, type EndpointSecrets } from '../gateway/endpointSecrets';
import { evidenceFor } from '../gateway/evidence';
import { inMode } from '../gateway/mode';
import { receive, refused, type Reception } from '../gateway/receive';
import { statusOf } from '../gateway/refuse';
import { asSampled } from '../gateway/signDelivery';
import { isBadNews } from '../ledger/subject';
import { callsOf } from './calls';
import { credentialOf } from './credential';
import { deliveryHeaders } from './deliveryHeaders';
import { logOf } from './log';
import { ledgerFor } from './openLedger';
import type { LedgerName } from './item';
import { AnswersFirst } from './answersFirst';
import { apart } from './apart';
import { endpointOf, secrets, subscriberOf } from './triggerEndpoint';
import { mendTrigger } from './triggerLifecycle';
import { triggerItem } from './triggerItem';
import { sampleSecrets } from './triggerSample';
import { readSettings, type TriggerSettings } from './triggerSettings';

/**
 * A gateway's delivery, from n8n's request to its answer. The answer leaves before n8n starts the execution; nothing
 * is raised, since n8n would record an errored execution for every forgery, and nothing is left hanging.
 */
export async function receiveWebhook(
  context: IWebhookFunctions,
  adapter: GatewayAdapter,
): Promise<IWebhookResponseData> {
  const response = context.getResponseObject();
  const toMend = new Set<string>();
  try {
    const items = await answers.answered(async () => {
      const answerNow = setTimeout(() => {
        const why = `Nothing was stored within ${PATIENCE / 1000} s. It starts the workflow if it is stored after all.`;
        logOf(context)('delivery_failed', { gateway: adapter.id, why });
        response.status(statusOf('ledger_unavailable')).end();
      }, PATIENCE);
      try {
        const { status, items } = await handle(context, adapter, (url) => toMend.add(url));
        if (!response.headersSent) response.status(status).end();
        return items;
      } finally {
        clearTimeout(answerNow);
      }
    });
    // After the answer, and before n8n takes back what evaluates the credential's expressions.
    for (const url of toMend) await mendTrigger(context, adapter, url);
    const started = isTest(context) ? [...items] : await apart(context, items);
    return { noWebhookResponse: true, ...(started.length > 0 ? { workflowData: [started] } : {}) };
  } catch (error) {
    logOf(context)('delivery_failed', { gateway: adapter.id, why: messageOf(error) });
    if (!response.headersSent) response.status(statusOf('ledger_unavailable')).end();
    return { noWebhookResponse: true };
  }
}

/**
 * How long a gateway waits for its answer, in milliseconds, where a server that we need has fallen silent: none gives up
 * sooner than after ten seconds. What is stored later than that is a duplicate when it is sent again.
 */
const PATIENCE = 8_000;

const answers = new AnswersFirst(sleep);

const isTest = (context: IWebhookFunctions): boolean => context.getMode() === 'manual';

async function handle(
  context: IWebhookFunctions,
  adapter: GatewayAdapter,
  onMending: (url: string) => void,
): Promise<{ readonly status: number; readonly items: INodeExecutionData[] }> {
  const settings = readSettings(context);
  const ledger: LedgerName = isTest(context) ? 'test' : 'live';
  const body = await readBody(context);
  const reception = receptionOf(context, adapter, settings, ledger, body, onMending);
  const { status, emit } =
    typeof body === 'string' ? await refused(reception, body) : await receive(reception);
  const headers = settings.simplify ? undefined : deliveryHeaders(reception.delivery);
  // Bad news first: of several, the first one starts at once.
  const sorted = emit.toSorted((a, b) => Number(isBadNews(b.event)) - Number(isBadNews(a.event)));
  return { status, items: sorted.map((one) => triggerItem(one, settings, ledger, headers)) };
}

function receptionOf(
  context: IWebhookFunctions,
  gateway: GatewayAdapter,
  settings: TriggerSettings,
  name: LedgerName,
  body: Buffer | RejectionReason,
  onMending: (url: string) => void,
): Reception {
  const request = context.getRequestObject();
  const headers = pairs(request.rawHeaders);
  const query = request.url.split('?')[1];
  const isSample = name === 'test' && settings.emitSample;
  const adapter = isSample ? asSampled(gateway) : inMode(gateway, { headers, query });
  const node = context.getNode();
  const now = new Date();
  const url = urlOf(context, name);
  const ledger = () => ledgerFor(context, name);
  let read: Promise<Credential> | undefined;
  const readCredential = () => (read ??= credentialOf(context, adapter));

  const readSecrets = async (fresh: boolean): Promise<EndpointSecrets> => {
    if (isSample)
      return await withCredential(readCredential, (credential) =>
        sampleSecrets(adapter, credential, url),
      );
    const { account } = settings;
    const endpoint = { adapter, url, credential: readCredential, account, ledger };
    const known = await secrets.read(endpoint, now.getTime(), fresh);
    if (name === 'live' && !known.ok && known.needsMending) onMending(url);
    return known;
  };

  const delivery: Delivery = {
    method: request.method,
    url,
    query,
    headers,
    rawBody: typeof body === 'string' ? Buffer.alloc(0) : body,
    receivedAt: now.toISOString(),
  };
  return {
    adapter,
    delivery,
    endpoint: endpointOf(node, adapter),
    subscriber: subscriberOf(context),
    filters: settings.filters,
    supplied: async () => adapter.supplies?.(await readCredential()) ?? {},
    secrets: readSecrets,
    evidence: async (keys) =>
      await evidenceFor(adapter, delivery, keys, await readCredential(), callsOf(context, adapter)),
    ledger,
    log: logOf(context),
  };
}

/** The exact bytes: from version 2 of a node on, n8n leaves bodies of unknown types for the node to read. */
async function readBody(context: IWebhookFunctions): Promise<Buffer | 'too_large' | 'malformed'> {
  const request = context.getRequestObject();
  try {
    await request.readRawBody();
  } catch (error) {
    const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 400;
    return status === 413 ? 'too_large' : 'malformed';
  }
  return Buffer.isBuffer(request.rawBody) ? request.rawBody : Buffer.alloc(0);
}

/** In a webhook's context n8n gives the production URL even while the editor listens. */
const urlOf = (context: IWebhookFunctions, ledger: LedgerName): string =>
  (ledger === 'test'
    ? context.getWebhookResourceUrl('default')
    : context.getNodeWebhookUrl('default')) ?? '';

/** As they came: n8n's own object has merged what was sent twice. */
const pairs = (raw: readonly string[]): (readonly [string, string])[] =>
  raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []));
