import { mock } from 'jest-mock-extended';
import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { apart, startsApart } from '../../../nodes/core/n8n/apart';

let lookedAfter: (workflowId: string) => Promise<boolean>;
jest.mock('../../../nodes/core/n8n/openLedger', () => ({
  ledgerFor: async () => ({ lookedAfter: async (id: string) => await lookedAfter(id) }),
}));

const tables = [{ json: { table: 4 } }, { json: { table: 5 } }, { json: { table: 6 } }];
const first = tables.slice(0, 1);
const of = (id: string) =>
  mock<IWebhookFunctions>({ getWorkflow: () => ({ id, name: id, active: true }) });

beforeEach(() => {
  lookedAfter = async () => false;
});

describe('events that came in one delivery', () => {
  it('share an execution where nobody would start others', async () => {
    expect(await apart(of('evening'), tables)).toEqual(tables);
  });

  it('get one each from the Payment Follow-Up Trigger of their own workflow', async () => {
    const started: INodeExecutionData[] = [];
    const stop = startsApart('evening', (item) => started.push(item));
    expect(await apart(of('evening'), tables)).toEqual(first);
    expect(started).toEqual(tables.slice(1));
    expect(await apart(of('lunch'), tables)).toEqual(tables);
    stop();
    expect(await apart(of('evening'), tables)).toEqual(tables);
  });

  it('start a hundred executions at once and no more, however many an outage has kept back', async () => {
    const orders = Array.from({ length: 20_000 }, (_, order) => ({ json: { order } }));
    const started: INodeExecutionData[] = [];
    const stop = startsApart('evening', (item) => started.push(item));
    const byN8n = await apart(of('evening'), orders);
    stop();
    expect([...byN8n, ...started]).toEqual(orders.slice(0, 100));
  });

  it('are left to it where it is at work in another process', async () => {
    lookedAfter = async (id) => id === 'evening';
    expect(await apart(of('evening'), tables)).toEqual(first);
    expect(await apart(of('lunch'), tables)).toEqual(tables);
  });

  it('share one where nobody can say', async () => {
    lookedAfter = () => Promise.reject(new Error('The ledger cannot be reached'));
    expect(await apart(of('evening'), tables)).toEqual(tables);
  });

  it('and nobody is asked for one event, or none', async () => {
    lookedAfter = () => Promise.reject(new Error('Nobody is to be asked'));
    expect(await apart(of('evening'), first)).toEqual(first);
    expect(await apart(of('evening'), [])).toEqual([]);
  });

  it('whoever was published anew goes on when the old one is closed after it', async () => {
    const started: INodeExecutionData[] = [];
    const stopOld = startsApart('evening', () => undefined);
    const stop = startsApart('evening', (item) => started.push(item));
    stopOld();
    await apart(of('evening'), tables);
    expect(started).toHaveLength(2);
    stop();
  });
});
