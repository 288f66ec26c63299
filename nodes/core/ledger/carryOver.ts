import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { copyTables, type Copied } from './carryTables';
import { CommitUnheard, fingerprintOf, nameOf, withTarget, type Target } from './carryTarget';
import { LedgerError, isError } from './ledgerError';
import { identity } from './migrations';
import { findMove, forgetMove, noteMove, type Move } from './moved';
import { openSqlite } from './sqlite';
import type { LedgerPlace } from './openLedger';
import type { Store } from './store';

export interface CarriedOver {
  readonly to: string;
  readonly fingerprint: string;
  /** Absent where it had been carried over before. */
  readonly copied?: Copied;
}

type PostgresLedger = Extract<LedgerPlace, { readonly kind: 'postgres' }>;

/** Files that are being carried over by this process, the only one that may use them. */
const underWay = new Set<string>();

/**
 * Carries the embedded ledger over to Postgres. From its first step on the file serves nobody, so that nothing can
 * arrive that would be left behind: deliveries are answered 503 and gateways send them again. Where it fails, the file
 * serves again; where it was cut short, it is run again.
 */
export async function carryOver(
  file: string,
  place: PostgresLedger,
  now: string,
): Promise<CarriedOver> {
  if (!existsSync(file)) {
    throw new LedgerError(
      'unavailable',
      `There is no embedded ledger to carry over: ${file} is not there.`,
    );
  }
  if (underWay.has(file)) {
    throw new LedgerError(
      'unavailable',
      'The ledger is being carried over already. Wait for its end.',
    );
  }
  underWay.add(file);
  try {
    const store = await openSqlite(file);
    try {
      return await carry(store, file, place, now);
    } finally {
      await store.close();
    }
  } finally {
    underWay.delete(file);
  }
}

async function carry(
  store: Store,
  file: string,
  place: PostgresLedger,
  now: string,
): Promise<CarriedOver> {
  const { sql, transact } = store;
  const to = nameOf(place);
  const own = await transact(() => identity(sql));
  const before = await transact(() => findMove(sql));
  if (before?.state === 'done' && before.to !== to) throw elsewhere(before);
  const move: Move = { to, at: before?.at ?? now, state: 'under_way' };
  const finish = () => transact(() => noteMove(sql, { ...move, state: 'done' }));

  return await withTarget(place, async (target) => {
    if ((await fingerprintOf(target)) === own.fingerprint) {
      if (!before) throw laterState(target);
      await finish();
      return { to, fingerprint: own.fingerprint };
    }
    if (before?.state === 'done') throw lost(target);
    await transact(() => noteMove(sql, move));
    const copied = await copyFile(file, target, own).catch(async (error: unknown) => {
      if (error instanceof CommitUnheard && (await arrived(place, own.fingerprint, error))) {
        return undefined;
      }
      await transact(() => forgetMove(sql));
      throw failed(target, error);
    });
    await finish();
    return { to, fingerprint: own.fingerprint, ...(copied && { copied }) };
  });
}

async function copyFile(
  file: string,
  target: Target,
  own: Parameters<typeof copyTables>[2],
): Promise<Copied> {
  const source = new DatabaseSync(file, { readOnly: true });
  try {
    return await copyTables(source, target, own);
  } finally {
    source.close();
  }
}

/** Whether the copy was committed although its end was not heard of. Raises where that cannot be told. */
async function arrived(
  place: PostgresLedger,
  fingerprint: string,
  unheard: CommitUnheard,
): Promise<boolean> {
  try {
    return (await withTarget(place, fingerprintOf)) === fingerprint;
  } catch {
    throw new LedgerError(
      'unavailable',
      `Postgres went away while the ledger was being carried over (${unheard.message}). Until it is back and you run Carry Over again, deliveries are answered 503 and the gateways send them again later.`,
      { cause: unheard },
    );
  }
}

const failed = ({ name }: Target, error: unknown): unknown =>
  error instanceof LedgerError
    ? error
    : new LedgerError(
        'unavailable',
        `The ledger could not be carried over to Postgres at ${name} (${isError(error) ? error.message : String(error)}). Nothing was kept there, and the embedded ledger serves as before. Run Carry Over again.`,
        { cause: error },
      );

const elsewhere = ({ to, at }: Move): LedgerError =>
  new LedgerError(
    'moved',
    `The embedded ledger was carried over to Postgres at ${to} on ${at.slice(0, 10)} already. Go on from there.`,
  );

const laterState = ({ name }: Target): LedgerError =>
  new LedgerError(
    'foreign',
    `The Postgres at ${name} holds this ledger already, in a later state, and the file looks like an older copy of it. Set Storage to Postgres in every node of the pack.`,
  );

const lost = ({ name }: Target): LedgerError =>
  new LedgerError(
    'foreign',
    `The embedded ledger was carried over to Postgres at ${name}, but that database does not hold it any more. Restore it from a backup.`,
  );
