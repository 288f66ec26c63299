import { mock } from 'jest-mock-extended';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
  createRunExecutionData,
  deepCopy,
  Workflow,
  type IConnections,
  type ICredentialDataDecryptedObject,
  type ICredentialsHelper,
  type IDataObject,
  type INode,
  type INodeExecutionData,
  type INodeParameters,
  type INodeType,
  type INodeTypes,
  type IRun,
  type IWorkflowBase,
  type IWorkflowExecuteAdditionalData,
  type WorkflowExecuteMode,
} from 'n8n-workflow';

/** n8n's own execution engine, in this process, with only the node types it is given. */

export interface Flow {
  readonly nodes: readonly FlowNode[];
  /** `from: [[targets of output 0], [targets of output 1], …]`, by node name. */
  readonly connections: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** What the credentials of a type hold, decrypted. */
  readonly credentials?: Readonly<Record<string, ICredentialDataDecryptedObject>>;
}

export interface FlowNode {
  readonly name: string;
  readonly type: INodeType;
  readonly parameters?: INodeParameters;
  readonly settings?: Partial<Pick<INode, 'onError' | 'retryOnFail' | 'disabled' | 'credentials'>>;
}

export interface Ran {
  readonly status: IRun['status'];
  readonly error: string | undefined;
  /** What a node handed on, over all its runs. */
  items(node: string, output?: number): readonly IDataObject[];
  /** What the editor tells its user about a node. */
  hints(node: string): readonly string[];
}

export async function runFlow(
  flow: Flow,
  start: readonly INodeExecutionData[],
  mode: WorkflowExecuteMode = 'webhook',
): Promise<Ran> {
  const [first] = flow.nodes;
  if (!first) throw new Error('A flow needs a node');
  const workflow = workflowOf(flow);
  const startNode = workflow.getNode(first.name);
  if (!startNode) throw new Error(`There is no node ${first.name}`);
  const run = createRunExecutionData({
    executionData: {
      nodeExecutionStack: [{ node: startNode, data: { main: [[...start]] }, source: null }],
    },
  });
  const hooks = new ExecutionLifecycleHooks(mode, '1', mock<IWorkflowBase>({ id: workflow.id }));
  const additional = { ...surroundings(flow.credentials ?? {}), hooks };
  const result = await new WorkflowExecute(additional, mode, run).processRunExecutionData(workflow);
  const { runData, error } = result.data.resultData;
  return {
    status: result.status,
    error: error?.message,
    items: (node, output = 0) =>
      (runData[node] ?? []).flatMap(({ data }) =>
        (data?.['main']?.[output] ?? []).map(({ json }) => json),
      ),
    hints: (node) =>
      (runData[node] ?? []).flatMap(({ hints }) => (hints ?? []).map(({ message }) => message)),
  };
}

function workflowOf({ nodes, connections }: Flow): Workflow {
  const types = new Map(nodes.map(({ type }) => [typeName(type), type]));
  const nodeTypes = mock<INodeTypes>({
    getByNameAndVersion: (name: string) => {
      const type = types.get(name);
      if (!type) throw new Error(`Unknown node type ${name}`);
      return type;
    },
  });
  return new Workflow({
    id: 'workflow-1',
    active: false,
    nodes: nodes.map(({ name, type, parameters = {}, settings = {} }, i) => ({
      id: `node-${i}`,
      name,
      type: typeName(type),
      typeVersion: [type.description.version].flat()[0] ?? 1,
      position: [i * 200, i * 100],
      parameters: deepCopy(parameters),
      ...settings,
    })),
    connections: connectionsOf(connections),
    nodeTypes,
    settings: { executionOrder: 'v1' },
  });
}

const typeName = ({ description }: INodeType): string =>
  `n8n-nodes-payment-failure.${description.name}`;

const connectionsOf = (connections: Flow['connections']): IConnections =>
  Object.fromEntries(
    Object.entries(connections).map(([from, outputs]) => [
      from,
      {
        main: outputs.map((targets) =>
          targets.map((node) => ({ node, type: 'main' as const, index: 0 })),
        ),
      },
    ]),
  );

/** What n8n's server would supply; of it these flows need but credentials. */
function surroundings(
  credentials: NonNullable<Flow['credentials']>,
): IWorkflowExecuteAdditionalData {
  const absent = async (): Promise<never> => {
    throw new Error('There is no n8n server here');
  };
  const url = 'http://localhost:5678';
  return {
    executionId: '1',
    credentialsHelper: mock<ICredentialsHelper>({
      getCredentialsProperties: () => [],
      isCredentialUsableByNode: () => true,
      getParentTypes: () => [],
      preAuthentication: async () => undefined,
      getDecrypted: async (_, __, type) => credentials[type] ?? {},
      authenticate: async (_, __, request) => ({ url: '', ...request }),
    }),
    externalSecretsProxy: mock<IWorkflowExecuteAdditionalData['externalSecretsProxy']>(),
    executeWorkflow: absent,
    getRunExecutionData: absent,
    getRuntimeCredential: absent,
    startRunnerTask: absent,
    logAiEvent: () => undefined,
    currentNodeExecutionIndex: 0,
    variables: {},
    restApiUrl: url,
    instanceBaseUrl: url,
    formBaseUrl: url,
    formWaitingBaseUrl: url,
    formTestBaseUrl: url,
    webhookBaseUrl: url,
    webhookWaitingBaseUrl: url,
    webhookTestBaseUrl: url,
    mcpBaseUrl: url,
    mcpTestBaseUrl: url,
  };
}
