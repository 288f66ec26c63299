import { homedir } from 'node:os';
import { join } from 'node:path';
import { embeddedRefusal, n8nFolder } from '../../../nodes/core/n8n/storage';

describe('the embedded ledger', () => {
  test('lies in n8n’s own folder, by n8n’s own rule', () => {
    expect(n8nFolder({ N8N_USER_FOLDER: '/data' })).toBe(join('/data', '.n8n'));
    expect(n8nFolder({})).toBe(join(homedir(), '.n8n'));
  });

  test('serves one n8n process', () => {
    expect(embeddedRefusal({}, ['node', 'n8n', 'start'], false)).toBeUndefined();
  });

  test.each([
    [{ EXECUTIONS_MODE: 'queue' }, ['node', 'n8n', 'start']],
    [{}, ['node', 'n8n', 'worker']],
    [{}, ['node', 'n8n', 'webhook']],
  ])('is refused in queue mode, with what to do', (env, argv) => {
    expect(embeddedRefusal(env, argv, true)).toContain('Set Storage to Postgres');
  });

  test('waits for the operator’s word where n8n’s folder may be lost', () => {
    const env = { DB_TYPE: 'postgresdb' };
    expect(embeddedRefusal(env, [], false)).toContain('Folder Survives Restarts');
    expect(embeddedRefusal(env, [], true)).toBeUndefined();
  });
});
