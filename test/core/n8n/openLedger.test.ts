import type { INode } from 'n8n-workflow';
import { ledgerFor } from '../../../nodes/core/n8n/openLedger';

const node = (parameters: INode['parameters']): INode => ({
  id: 'node-1',
  name: 'Escalation Counter',
  type: 'n8n-nodes-payment-failure.escalationCounter',
  typeVersion: 1,
  position: [0, 0],
  parameters,
});

const context = (parameters: INode['parameters'], credential: object = {}) => ({
  getNode: () => node(parameters),
  getCredentials: <T extends object>() =>
    Promise.resolve(Object.assign(Object.create(null), credential) as T),
});

describe('a storage that cannot serve', () => {
  const { EXECUTIONS_MODE } = process.env;
  afterEach(() => {
    if (EXECUTIONS_MODE === undefined) delete process.env['EXECUTIONS_MODE'];
    else process.env['EXECUTIONS_MODE'] = EXECUTIONS_MODE;
  });

  test('the embedded ledger in queue mode is refused', async () => {
    process.env['EXECUTIONS_MODE'] = 'queue';
    await expect(ledgerFor(context({ storage: 'embedded' }), 'live')).rejects.toThrow(
      'Set Storage to Postgres in every node',
    );
  });

  test('a Postgres credential with an SSH tunnel is refused by name', async () => {
    await expect(
      ledgerFor(context({ storage: 'postgres' }, { sshTunnel: true }), 'live'),
    ).rejects.toThrow('SSH tunnel');
  });

  test('a Postgres that is not there is named in the error', async () => {
    const credential = { host: '127.0.0.1', port: 1, database: 'bbq', user: 'x', password: 'y' };
    await expect(ledgerFor(context({ storage: 'postgres' }, credential), 'live')).rejects.toThrow(
      /127\.0\.0\.1/,
    );
  });
});
