import { randomUUID } from 'node:crypto';
import type { Ledger } from './ledger';
import { LedgerError } from './ledgerError';
import type { PostgresPlace } from './postgres';

export type LedgerPlace =
  | { readonly kind: 'sqlite'; readonly file: string }
  | ({ readonly kind: 'postgres' } & PostgresPlace);

interface Shared {
  readonly ledger: Promise<Ledger>;
  users: number;
}

/** By what other processes on the same ledger know this one. */
const PROCESS = randomUUID();

/** One store per place and process: SQLite must not have two connections here, and a pool is there to be shared. */
const open = new Map<string, Shared>();

/** Opens the ledger at a place, creating it where there is none. Close it once for every time it was opened. */
export async function openLedger(place: LedgerPlace): Promise<Ledger> {
  const key = JSON.stringify(place);
  const shared = open.get(key) ?? share(place, key);
  shared.users += 1;
  try {
    const ledger = await shared.ledger;
    let closed = false;
    return {
      ...ledger,
      close: async () => {
        if (closed) return;
        closed = true;
        shared.users -= 1;
        if (shared.users > 0) return;
        forget(key, shared);
        await ledger.close();
      },
    };
  } catch (error) {
    // What failed once may work next time.
    forget(key, shared);
    throw error;
  }
}

function share(place: LedgerPlace, key: string): Shared {
  const onLost = (): void => forget(key, shared);
  /** Whoever uses the ledger next hears that it was lost. */
  const unheard = (error: unknown): void => {
    if (!(error instanceof LedgerError) || error.code !== 'lost' || open.has(key)) return;
    const refused = Promise.reject<Ledger>(error);
    refused.catch(() => undefined);
    open.set(key, { ledger: refused, users: 0 });
  };
  const shared: Shared = { ledger: connect(place, onLost, unheard), users: 0 };
  open.set(key, shared);
  return shared;
}

function forget(key: string, shared: Shared): void {
  if (open.get(key) === shared) open.delete(key);
}

/** Drivers and query builder are loaded here and not when n8n starts. */
async function connect(
  place: LedgerPlace,
  onLost: () => void,
  unheard: (error: unknown) => void,
): Promise<Ledger> {
  const { ledgerOver } = await import('./ledgerOver');
  const { withHeartbeat } = await import('./heartbeat');
  if (place.kind === 'sqlite') {
    const { openSqlite } = await import('./sqlite');
    return withHeartbeat(await ledgerOver(await openSqlite(place.file, onLost), PROCESS), unheard);
  }
  const { openPostgres } = await import('./postgres');
  return withHeartbeat(await ledgerOver(await openPostgres(place), PROCESS), unheard);
}
