import { mkdtempSync } from 'node:fs';
import {
  createServer,
  request,
  type IncomingMessage,
  type RequestOptions,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n-core writes its settings file where this points, as soon as it is loaded.
process.env['N8N_USER_FOLDER'] = mkdtempSync(join(tmpdir(), 'n8n-host-'));
process.env['N8N_LOG_LEVEL'] = 'silent';

import { HookContext, LoadOptionsContext, PollContext, WebhookContext } from 'n8n-core';
import {
  Workflow,
  type ICredentialDataDecryptedObject,
  type ICredentialsHelper,
  type IHookFunctions,
  type ILoadOptionsFunctions,
  type INode,
  type INodeType,
  type IPollFunctions,
  type IWebhookData,
  type IWebhookDescription,
  type IWebhookFunctions,
  type IWorkflowExecuteAdditionalData,
  type WorkflowExecuteMode,
} from 'n8n-workflow';
import { list, object, type JsonObject } from '../../../nodes/core/event/json';

/** What a node asks n8n's HTTP helper to send. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly headers: OutgoingHttpHeaders;
}

/** n8n's own contexts around one trigger node: what the node sees here is what it sees in n8n 2.41. */
export interface Host {
  readonly hook: (mode?: WorkflowExecuteMode, isTest?: boolean) => IHookFunctions;
  readonly loadOptions: () => ILoadOptionsFunctions;
  readonly poll: (mode?: WorkflowExecuteMode) => IPollFunctions;
  /** The request as n8n hands it to the node, and what the caller got. */
  readonly deliver: (
    deliver: (context: IWebhookFunctions) => Promise<unknown>,
    request: {
      readonly body: Buffer | string;
      readonly headers: OutgoingHttpHeaders;
      readonly method?: string;
      readonly query?: string;
    },
    mode?: WorkflowExecuteMode,
  ) => Promise<{ readonly status: number; readonly body: string; readonly returned: unknown }>;
}

/**
 * A part of a large interface of n8n's stands for the whole, and n8n's classes for its interfaces, which they meet
 * but for strictness: a test that needs more fails at once.
 */
const isWhole = <T>(part: object | T): part is T => part !== null;

function standIn<T>(part: object | T): T {
  if (isWhole<T>(part)) return part;
  throw new Error('Nothing stands in');
}

export function n8nHost(
  nodeType: INodeType,
  parameters: INode['parameters'],
  credentials: Readonly<Record<string, ICredentialDataDecryptedObject>>,
  baseUrl = 'https://n8n.bbq.example',
  httpRequest?: (request: SentRequest) => Promise<unknown>,
): Host {
  const node: INode = {
    id: 'trigger-1',
    name: nodeType.description.displayName,
    type: nodeType.description.name,
    typeVersion: 2,
    position: [0, 0],
    webhookId: 'hook-1',
    parameters,
    credentials: Object.fromEntries(
      Object.keys(credentials).map((type) => [type, { id: `${type}-id`, name: type }]),
    ),
  };
  const workflow = new Workflow({
    id: 'dinner',
    name: 'Dinner',
    nodes: [node],
    connections: {},
    active: false,
    nodeTypes: {
      getByName: () => nodeType,
      getByNameAndVersion: () => nodeType,
      getKnownTypes: () => ({}),
    },
  });
  const webhookData = (isTest: boolean, method = 'POST'): IWebhookData =>
    standIn<IWebhookData>({
      httpMethod: method,
      node: node.name,
      path: 'hook-1/webhook',
      webhookDescription: standIn<IWebhookDescription>(
        nodeType.description.webhooks?.find(({ httpMethod }) => httpMethod === method) ?? {},
      ),
      workflowId: 'dinner',
      workflowExecuteAdditionalData: additionalData(),
      isTest,
    });
  const additionalData = (more: object = {}): IWorkflowExecuteAdditionalData =>
    standIn<IWorkflowExecuteAdditionalData>({
      webhookBaseUrl: `${baseUrl}/webhook`,
      webhookTestBaseUrl: `${baseUrl}/webhook-test`,
      instanceBaseUrl: baseUrl,
      currentNodeParameters: parameters,
      credentialsHelper: standIn<ICredentialsHelper>({
        getCredentialsProperties: () => [],
        isCredentialUsableByNode: () => true,
        getDecrypted: async (_: unknown, __: unknown, type: string) => credentials[type],
      }),
      ...more,
    });
  const withHttp = <T extends HookContext | PollContext>(context: T): T => {
    if (httpRequest) {
      const httpRequestWithAuthentication = (_: string, sent: SentRequest) => httpRequest(sent);
      Object.assign(context.helpers, { httpRequest, httpRequestWithAuthentication });
    }
    return context;
  };

  return {
    hook: (mode = 'internal', isTest = mode === 'manual') =>
      standIn<IHookFunctions>(
        withHttp(
          new HookContext(workflow, node, additionalData(), mode, 'update', webhookData(isTest)),
        ),
      ),
    poll: (mode = 'trigger') =>
      standIn<IPollFunctions>(
        withHttp(new PollContext(workflow, node, additionalData(), mode, 'activate')),
      ),
    loadOptions: () => {
      // n8n's editor names neither the node's id nor its workflow while it fills a list.
      const temporary: INode = { ...node, id: 'uuid-1234', name: 'Temp-Node' };
      return standIn<ILoadOptionsFunctions>(
        new LoadOptionsContext(workflow, temporary, additionalData(), ''),
      );
    },
    deliver: async (deliver, { body, headers, method, query = '' }, mode = 'webhook') => {
      let returned: Promise<unknown> | undefined;
      const server = createServer((incoming, response) => {
        asN8nWould(incoming, response);
        const data = additionalData({ httpRequest: incoming, httpResponse: response });
        const context = new WebhookContext(
          workflow,
          node,
          data,
          mode,
          webhookData(mode === 'manual', method),
          [],
          null,
        );
        returned = deliver(standIn<IWebhookFunctions>(context));
      }).listen(0, '127.0.0.1');
      await new Promise((listening) => server.once('listening', listening));
      try {
        const { port } = portOf(server.address());
        const options = { port, path: `/webhook${query}`, headers, method: method ?? 'POST' };
        const answer = await send(options, body);
        return { ...answer, returned: await returned };
      } finally {
        server.close();
      }
    },
  };
}

/** By hand, since clients above this level merge a header that is given twice. */
async function send(options: RequestOptions, body: Buffer | string) {
  const sent = request({ host: '127.0.0.1', agent: false, ...options });
  sent.end(body);
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    sent.once('response', resolve).once('error', reject),
  );
  const chunks: Buffer[] = [];
  for await (const chunk of answer) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return { status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString() };
}

const portOf = (address: AddressInfo | string | null): AddressInfo => {
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address;
};

/** What n8n's middleware adds to a request and Express to a response. */
function asN8nWould(incoming: IncomingMessage, response: ServerResponse): void {
  const readRawBody = async (): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    incoming.rawBody = Buffer.concat(chunks);
    if (incoming.headers['x-break'] === 'too large') {
      throw Object.assign(new Error('request entity too large'), { statusCode: 413 });
    }
    if (incoming.headers['x-break'] === 'aborted') throw new Error('request aborted');
    if (incoming.headers['x-break'] === 'no body') Reflect.deleteProperty(incoming, 'rawBody');
  };
  const status = (code: number): ServerResponse => {
    response.statusCode = code;
    return response;
  };
  Object.assign(incoming, { readRawBody });
  Object.assign(response, { status });
}

/** The items that a webhook's answer starts an execution with. */
export const itemsOf = (returned: unknown): readonly JsonObject[] =>
  list(list(object(returned)['workflowData'])[0]).map((item) => object(object(item)['json']));
