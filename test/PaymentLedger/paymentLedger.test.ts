import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { Client } from 'pg';
import { text } from '../../nodes/core/event/json';
import type { PaymentEvent } from '../../nodes/core/event/paymentEvent';
import type { Ledger } from '../../nodes/core/ledger/ledger';
import { openLedger } from '../../nodes/core/ledger/openLedger';
import { PaymentLedger } from '../../nodes/PaymentLedger/PaymentLedger.node';
import { declined } from '../fixtures/events';
import { runFlow } from '../inProcess';
import { testPostgres, type TestPostgres } from '../postgres';

/** The node in n8n's own engine, over the ledger of one evening. */

let folder: string;
const opened: Ledger[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'operator-'));
  process.env['N8N_USER_FOLDER'] = folder;
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((ledger) => ledger.close()));
  await rm(folder, { recursive: true, force: true });
});

const fileOf = (name: string): string => join(folder, '.n8n', 'payment-failure', `${name}.sqlite`);

async function ledger(name: 'ledger' | 'ledger-test' = 'ledger'): Promise<Ledger> {
  const one = await openLedger({ kind: 'sqlite', file: fileOf(name) });
  opened.push(one);
  return one;
}

async function decline(to: Ledger, event: PaymentEvent = declined()): Promise<string> {
  const now = new Date().toISOString();
  const raw = { type: 'charge.failed', payload: { name: 'Mina' } };
  const subscriber = { workflowId: 'evening', triggerId: 'stripe' };
  const received = { ...event, receivedAt: now };
  const [receipt] = await to.receive([{ event: received, raw, emit: true }], subscriber, now);
  if (!receipt?.dispatch) throw new Error('Nothing was handed over');
  const [recorded] = await to.record([{ event: received, dispatch: receipt.dispatch }], now);
  return recorded?.case.id ?? 'none';
}

const run = (
  parameters: INodeParameters,
  options: {
    readonly items?: readonly IDataObject[];
    readonly goOn?: boolean;
    readonly postgres?: ICredentialDataDecryptedObject;
  } = {},
) =>
  runFlow(
    {
      nodes: [
        {
          name: 'Payment Ledger',
          type: new PaymentLedger(),
          parameters,
          settings: {
            ...(options.goOn ? { onError: 'continueRegularOutput' as const } : {}),
            ...(options.postgres
              ? { credentials: { postgres: { id: '7', name: 'Postgres' } } }
              : {}),
          },
        },
      ],
      connections: {},
      ...(options.postgres ? { credentials: { postgres: options.postgres } } : {}),
    },
    (options.items ?? [{}]).map((json) => ({ json })),
    'manual',
  );
const answer = async (...given: Parameters<typeof run>): Promise<IDataObject> => {
  const ran = await run(...given);
  const [first] = ran.items('Payment Ledger');
  if (!first) throw new Error(ran.error ?? 'The node gave nothing');
  return first;
};

describe('Ledger Status', () => {
  it('before the first event says that all is well, and makes the ledger', async () => {
    const said = await answer({ operation: 'ledgerStatus' });
    expect(said).toMatchObject({ allIsWell: true, concerns: [], store: 'embedded' });
    expect(said['text']).toMatch(/^Payment ledger: All is well\.\n0 open cases/);
  });

  it('tells of the live ledger, even when it is tried in the editor', async () => {
    await decline(await ledger());
    const said = await answer({ operation: 'ledgerStatus' });
    expect(said).toMatchObject({ cases: { open: { count: 1 } }, events: { count: 1 } });
  });

  it('names what is wrong, in words that are safe for Slack', async () => {
    const live = await ledger();
    await live.reject('stripe:<!channel>', 'wrong_secret', new Date().toISOString());
    const said = await answer({ operation: 'ledgerStatus' });
    expect(said).toMatchObject({ allIsWell: false, rejections: [{ reason: 'wrong_secret' }] });
    expect(said['slackText']).toContain('&lt;!channel&gt;');
    expect(said['text']).toContain('1 thing needs a look');
  });

  it('leaves out what was refused before the period', async () => {
    const before = new Date(Date.now() - 5 * 3_600_000).toISOString();
    await (await ledger()).reject('stripe:4', 'wrong_secret', before);
    expect(await answer({ operation: 'ledgerStatus', periodHours: 2 })).toMatchObject({
      allIsWell: true,
    });
    expect(await answer({ operation: 'ledgerStatus', periodHours: 12 })).toMatchObject({
      allIsWell: false,
    });
  });
});

describe('Erase Customer', () => {
  const mina = {
    operation: 'eraseCustomer',
    gateway: 'stripe',
    account: 'acct_bbq',
    customerId: 'cus_1',
  };

  it('forgets the guest in the live ledger and in the test ledger', async () => {
    const [live, test] = [await ledger(), await ledger('ledger-test')];
    await decline(live);
    await decline(test);
    expect(await answer(mina)).toEqual({ gateway: 'stripe', account: 'acct_bbq', erasedEvents: 2 });
    for (const name of ['ledger', 'ledger-test']) {
      const database = new DatabaseSync(fileOf(name));
      const kept = database.prepare('select * from events').all();
      database.close();
      expect(kept).toHaveLength(1);
      expect(JSON.stringify(kept)).not.toMatch(/cus_1|Mina|8210/);
    }
    expect(await answer(mina)).toMatchObject({ erasedEvents: 0 });
  });

  it('finds a guest without an id by address, number or case, and does not repeat them', async () => {
    const erase = { operation: 'eraseCustomer' };
    for (const [eraseBy, asked, by] of [
      ['email', { email: ' MINA@bbq.example ' }, 'contact'],
      ['phone', { phone: '0082 (10) 1234-5678' }, 'contact'],
      ['case', { eraseCaseId: 'case_1' }, 'case'],
    ] as const) {
      expect(await answer({ ...erase, eraseBy, ...asked })).toEqual({ by, erasedEvents: 0 });
    }
    await decline(await ledger());
    const phone = '0082 (10) 1234-5678';
    expect(await answer({ ...erase, eraseBy: 'phone', phone })).toMatchObject({ erasedEvents: 1 });
  });

  it.each([
    { eraseBy: 'email', email: 'mina' },
    { eraseBy: 'phone', phone: '010 1234 5678' },
    { eraseBy: 'case', eraseCaseId: ' ' },
  ])('asks for one that can be told from all others: %j', async (asked) => {
    const { error } = await run({ operation: 'eraseCustomer', ...asked });
    expect(error).toBe('It is not said whom to erase');
  });

  it('says what is missing, and goes on with the next where the node goes on', async () => {
    const { error } = await run({ ...mina, customerId: ' ' });
    expect(error).toBe('It is not said whom to erase');
    await decline(await ledger());
    const ran = await run(
      { ...mina, customerId: '={{ $json.id }}' },
      { items: [{ id: '' }, { id: 'cus_1' }], goOn: true },
    );
    expect(ran.items('Payment Ledger')).toEqual([
      {
        error:
          'It is not said whom to erase. Fill in Account ID and Customer ID, as the gateway knows them.',
      },
      { gateway: 'stripe', account: 'acct_bbq', erasedEvents: 1 },
    ]);
  });
});

describe('Audit', () => {
  const verify = (caseId: string, kept: INodeParameters = {}) =>
    answer({ operation: 'verifyAuditTrail', caseId, ...kept });

  it('lists the heads of what grew lately, and finds later that they still hold', async () => {
    const live = await ledger();
    const caseId = await decline(live);
    const ran = await run({ operation: 'auditCheckpoints' });
    const [kept, ...others] = ran.items('Payment Ledger');
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ caseId, entries: 1 });

    await live.erase({
      by: 'customer',
      gateway: 'stripe',
      account: 'acct_bbq',
      customerId: 'cus_1',
    });
    expect(
      await verify(caseId, { keptHead: text(kept?.['head']) ?? '', keptEntries: 1 }),
    ).toMatchObject({ caseId, intact: true, entries: 2, matchesKept: true });
  });

  it('tells that a head which was kept elsewhere is not the ledger’s any more', async () => {
    const caseId = await decline(await ledger());
    expect(await verify(caseId)).toMatchObject({ intact: true });
    expect(await verify(caseId, { keptHead: 'f'.repeat(64), keptEntries: 1 })).toMatchObject({
      intact: false,
      matchesKept: false,
    });
    expect(await verify(caseId, { keptHead: 'f'.repeat(64), keptEntries: 99 })).toMatchObject({
      intact: false,
    });
  });

  it('does not call a case intact that it does not know', async () => {
    const { error } = await run({ operation: 'verifyAuditTrail', caseId: 'case_none' });
    expect(error).toBe('The ledger has no case case_none');
  });
});

describe('Carry Over', () => {
  let server: TestPostgres;
  let database: string;
  let admin: Client;
  beforeAll(async () => {
    server = await testPostgres();
    admin = new Client({ connectionString: server.url });
    await admin.connect();
  }, 60_000);
  afterAll(async () => {
    await admin.end();
    await server.stop();
  });
  beforeEach(async () => {
    database = `operator_${randomUUID().replaceAll('-', '')}`;
    await admin.query(`create database ${database}`);
  });
  afterEach(() => admin.query(`drop database ${database} with (force)`));

  const credential = (): ICredentialDataDecryptedObject => {
    const { hostname: host, port, username: user, password } = new URL(server.url);
    return { host, port: Number(port), user, password, database, ssl: 'disable' };
  };
  const CARRY = { operation: 'carryOver', storage: 'postgres' };

  it('carries the ledger over and says what to do next; a node that is still embedded says so too', async () => {
    const live = await ledger();
    await decline(live);
    const said = await answer(CARRY, { postgres: credential() });
    expect(said).toMatchObject({ carriedOver: true, rows: { events: 1, cases: 1 } });
    expect(said['next']).toContain('every node of the pack');

    const { error } = await run({ operation: 'ledgerStatus' });
    expect(error).toMatch(/was carried over to Postgres at .*Set Storage to Postgres/);
    const status = { operation: 'ledgerStatus', storage: 'postgres' };
    expect(await answer(status, { postgres: credential() })).toMatchObject({
      store: 'postgres',
      cases: { open: { count: 1 } },
    });
    expect(await answer(CARRY, { postgres: credential() })).toMatchObject({
      carriedOver: true,
      alreadyThere: true,
    });
  });

  it('carries into a database that the node has looked at before', async () => {
    const status = { operation: 'ledgerStatus', storage: 'postgres' };
    await answer(status, { postgres: credential() });
    const live = await ledger();
    await decline(live);
    await answer(CARRY, { postgres: credential() });
    expect(await answer(status, { postgres: credential() })).toMatchObject({
      events: { count: 1 },
    });
  });

  it('asks for the database where Storage is embedded, and for a ledger where there is none', async () => {
    const nowhere = await run({ operation: 'carryOver' });
    expect(nowhere.error).toBe('It is not said where to carry the ledger to');
    const nothing = await run(CARRY, { postgres: credential() });
    expect(nothing.error).toContain('There is no embedded ledger to carry over');
    expect(await readdir(folder)).toEqual([]);
  });
});
