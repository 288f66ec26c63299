import type { INodeExecutionData } from 'n8n-workflow';
import { apart, startsApart } from '../../../nodes/core/n8n/apart';

const tables = [{ json: { table: 4 } }, { json: { table: 5 } }, { json: { table: 6 } }];

describe('events that came in one delivery', () => {
  it('share an execution where nobody can start others', () => {
    expect(apart('evening', tables)).toEqual(tables);
  });

  it('get one each from the Payment Follow-Up Trigger of their own workflow', () => {
    const started: INodeExecutionData[] = [];
    const stop = startsApart('evening', (item) => started.push(item));
    expect(apart('evening', tables)).toEqual(tables.slice(0, 1));
    expect(started).toEqual(tables.slice(1));
    expect(apart('lunch', tables)).toEqual(tables);
    expect(apart('evening', [])).toEqual([]);
    stop();
    expect(apart('evening', tables)).toEqual(tables);
  });

  it('whoever was published anew goes on when the old one is closed after it', () => {
    const started: INodeExecutionData[] = [];
    const stopOld = startsApart('evening', () => undefined);
    const stop = startsApart('evening', (item) => started.push(item));
    stopOld();
    apart('evening', tables);
    expect(started).toHaveLength(2);
    stop();
  });
});
