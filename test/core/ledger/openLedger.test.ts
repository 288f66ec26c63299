import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openLedger } from '../../../nodes/core/ledger/openLedger';
import { openSqlite } from '../../../nodes/core/ledger/sqlite';
import { declined } from '../../fixtures/events';

const SUBSCRIBER = { workflowId: 'evening', triggerId: 'stripe' };
const NOW = '2026-03-06T19:30:02.000Z';
const delivery = (n: number) => [
  {
    event: declined({ id: `stripe:acct_bbq:evt_${n}` }),
    raw: { type: 'charge.failed', payload: {} },
    emit: true,
  },
];

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  file = join(folder, 'payment-failure', 'ledger.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the embedded ledger', () => {
  it('can be read by nobody but n8n', async () => {
    const ledger = await openLedger({ kind: 'sqlite', file });
    await ledger.receive(delivery(1), SUBSCRIBER, NOW);
    const mode = (path: string): number => statSync(path).mode & 0o777;
    expect(mode(join(folder, 'payment-failure'))).toBe(0o700);
    expect(mode(file)).toBe(0o600);
    expect(mode(`${file}-wal`)).toBe(0o600);
    await ledger.close();
  });

  it('has what it stored on the disk before it answers a gateway', async () => {
    const prepare = jest.spyOn(DatabaseSync.prototype, 'prepare');
    const ledger = await openLedger({ kind: 'sqlite', file });
    const connection: unknown = prepare.mock.contexts[0];
    prepare.mockRestore();
    if (!(connection instanceof DatabaseSync)) throw new Error('There is no connection');
    // 2 is full: at every commit, whatever happens to the machine afterwards.
    expect(connection.prepare('pragma synchronous').get()).toEqual({ synchronous: 2 });
    expect(connection.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
    await ledger.close();
  });

  it('is one connection, however many nodes open it, and stays open until the last has closed it', async () => {
    const [one, two] = await Promise.all([
      openLedger({ kind: 'sqlite', file }),
      openLedger({ kind: 'sqlite', file }),
    ]);
    expect(await one.fingerprint()).toBe(await two.fingerprint());
    await one.close();
    await one.close();
    expect(await two.receive(delivery(1), SUBSCRIBER, NOW)).toHaveLength(1);
    await two.close();
    await expect(two.hasReceived(SUBSCRIBER)).rejects.toThrow('was closed');
    const again = await openLedger({ kind: 'sqlite', file });
    expect(await again.hasReceived(SUBSCRIBER)).toBe(true);
    await again.close();
  });

  it('stays locked against programs that want it for themselves, while Carry Over has it open too', async () => {
    const ledger = await openLedger({ kind: 'sqlite', file });
    const beside = await openSqlite(file);
    const seize = `new (require('node:sqlite').DatabaseSync)(process.argv[1])
      .exec('pragma locking_mode = exclusive; begin exclusive')`;
    const other = spawnSync(process.execPath, ['-e', seize, file], { encoding: 'utf8' });
    expect(other.stderr).toContain('database is locked');
    await beside.close();
    await ledger.close();
  });

  it('that cannot be opened says which file, and opens once that is mended', async () => {
    writeFileSync(join(folder, 'payment-failure'), 'a file where the folder should be');
    await expect(openLedger({ kind: 'sqlite', file })).rejects.toMatchObject({
      name: 'LedgerError',
      code: 'unavailable',
      message: expect.stringContaining(file),
    });
    rmSync(join(folder, 'payment-failure'));
    await (await openLedger({ kind: 'sqlite', file })).close();
    expect(existsSync(file)).toBe(true);
  });

  it('that is no database says so', async () => {
    mkdirSync(join(folder, 'payment-failure'));
    writeFileSync(file, 'x'.repeat(5000));
    await expect(openLedger({ kind: 'sqlite', file })).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  it('takes each event once though two processes receive at the same time', async () => {
    await (await openLedger({ kind: 'sqlite', file })).close();
    const script = join(__dirname, 'receiver.ts');
    const counts = await Promise.all([receiver(script), receiver(script)]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60);
  }, 60_000);
});

/** Another n8n beside this one: receives the same 60 events and tells how many were new to it. */
async function receiver(script: string): Promise<number> {
  const tsx = require.resolve('tsx/cli');
  const child = spawn(process.execPath, [tsx, script, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise((resolve) => child.once('exit', resolve));
  return Number(output);
}

describe('a ledger in Postgres', () => {
  it('that cannot be reached says where it was sought and what to check', async () => {
    const connection = { host: '127.0.0.1', port: 1, database: 'n8n', user: 'n8n' };
    await expect(
      openLedger({ kind: 'postgres', connection, schema: 'payment_failure' }),
    ).rejects.toMatchObject({
      name: 'LedgerError',
      code: 'unavailable',
      message: expect.stringMatching(
        /^The ledger's Postgres at 127\.0\.0\.1\/n8n cannot be used now \(connect ECONNREFUSED[^)]*\)\. Check that it runs[^.]*\.$/,
      ),
    });
  });
});
