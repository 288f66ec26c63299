import type { Place } from './ledger';

/** Takes from an empty ledger what later versions have added to the first. */
export async function toVersion1({ run }: Pick<Place, 'run'>, store: string): Promise<void> {
  await run('drop table {}handshakes');
  await run('alter table {}dispatches drop column execution_id');
  await run('alter table {}registrations drop column instance');
  for (const table of store === 'SQLite' ? ['audit', 'audit_checkpoints'] : [])
    await run(`drop trigger ${table}_no_replace`);
  await run(`update {}meta set value = '1' where key in ('version', 'needs')`);
}
