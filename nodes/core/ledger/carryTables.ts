import { hash as digestOf, createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction, type Target } from './carryTarget';
import { LedgerError } from './ledgerError';
import type { Identity } from './migrations';

/** Who is at work, rather than what happened: may differ by the time that everything else is copied. */
const PASSING = ['processes', 'leases', 'watchers'];

export interface Copied {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** One digest over the heads of all audit chains. */
  readonly auditHeads: string;
}

interface Table {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** Copies every table of the ledger in one transaction of the target's, and compares before it commits. */
export async function copyTables(
  source: DatabaseSync,
  target: Target,
  { fingerprint, secret }: Identity,
): Promise<Copied> {
  const tables = tablesOf(source);
  return await inTransaction(target, async () => {
    const names = tables.map(({ name }) => `${target.at}${name}`).join(', ');
    // In the order of whoever is at work there: first who the ledger is, then what it holds.
    await target.client.query(`lock table ${target.at}meta, ${names} in exclusive mode`);
    await refuseFilled(target, tables);
    const rows: Record<string, number> = {};
    for (const table of tables) rows[table.name] = await copy(source, target, table);
    for (const [key, value] of Object.entries({ fingerprint, secret })) {
      await target.client.query(`update ${target.at}meta set value = $1 where key = $2`, [
        value,
        key,
      ]);
    }
    await compareCounts(target, rows);
    return { rows, auditHeads: await compareHeads(source, target) };
  });
}

function tablesOf(source: DatabaseSync): readonly Table[] {
  const names = source
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name != 'meta' order by name",
    )
    .all();
  return names.map(({ name }) => ({
    name: String(name),
    columns: source
      .prepare('select name, type from pragma_table_info(?)')
      .all(String(name))
      .map((column) => ({ name: String(column['name']), type: String(column['type']) })),
  }));
}

async function refuseFilled(target: Target, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables.filter((table) => !PASSING.includes(table.name))) {
    const { rowCount } = await target.client.query(`select 1 from ${target.at}${name} limit 1`);
    if (rowCount === 0) continue;
    throw new LedgerError(
      'foreign',
      `The Postgres at ${target.name} holds another ledger already. Choose a database without one, or drop its schema ${target.at.slice(0, -1)} if nobody needs it.`,
    );
  }
}

/** Enough rows that the way there hardly counts, few enough to hold in memory. */
const BATCH = 1_000_000;

async function copy(source: DatabaseSync, target: Target, table: Table): Promise<number> {
  const columns = table.columns.map(({ name }) => `"${name}"`).join(', ');
  const types = table.columns.map(({ name, type }) => `"${name}" ${type}`).join(', ');
  const insert = `insert into ${target.at}${table.name} (${columns})
    select ${columns} from json_to_recordset($1::json) as input(${types})
    ${PASSING.includes(table.name) ? 'on conflict do nothing' : ''}`;
  let batch: string[] = [];
  let size = 0;
  let copied = 0;
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await target.client.query(insert, [`[${batch.join(',')}]`]);
    batch = [];
    size = 0;
  };
  for (const row of source.prepare(`select ${columns} from "${table.name}"`).iterate()) {
    const text = JSON.stringify(row);
    batch.push(text);
    size += text.length;
    copied += 1;
    if (size >= BATCH) await flush();
  }
  await flush();
  return copied;
}

async function compareCounts(
  target: Target,
  expected: Readonly<Record<string, number>>,
): Promise<void> {
  for (const [name, count] of Object.entries(expected)) {
    if (PASSING.includes(name)) continue;
    const { rows } = await target.client.query<{ count: string }>(
      `select count(*) as count from ${target.at}${name}`,
    );
    if (Number(rows[0]?.count) !== count) throw incomplete(name);
  }
}

/** Every case with the head and length of its chain, and every chain's last link as it was written. */
const HEADS = (at: string): string => `select c.id, c.audit_head, c.audit_entries, a.hash
  from ${at}cases c left join ${at}audit a on a.case_id = c.id and a.sequence = c.audit_entries order by c.id`;

async function compareHeads(source: DatabaseSync, { client, at }: Target): Promise<string> {
  const ours = createHash('sha256');
  for (const row of source.prepare(HEADS('')).iterate()) ours.update(line(row));
  const theirs = createHash('sha256');
  await client.query(`declare heads no scroll cursor for ${HEADS(at)}`);
  for (;;) {
    const { rows } = await client.query<Record<string, unknown>>('fetch 5000 from heads');
    if (rows.length === 0) break;
    for (const row of rows) theirs.update(line(row));
  }
  const digest = ours.digest('hex');
  if (digest !== theirs.digest('hex')) throw incomplete('audit');
  return digest;
}

const line = ({ id, audit_head, audit_entries, hash }: Readonly<Record<string, unknown>>): string =>
  digestOf('sha256', JSON.stringify([id, audit_head, audit_entries, hash]));

const incomplete = (table: string): LedgerError =>
  new LedgerError(
    'unavailable',
    `What arrived in Postgres is not what left the embedded ledger (table ${table}). Nothing was kept there. Run Carry Over again.`,
  );
