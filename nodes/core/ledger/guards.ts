import type { Sql } from './sql';

/** The audit trail is append-only: whatever a program tries, the database itself refuses all but new entries. */

const GUARDED = ['audit', 'audit_checkpoints'];
const REFUSAL = 'The audit trail is append-only';

/** Version 1. */
export const guards = (sqlite: boolean, at: string): readonly string[] =>
  sqlite
    ? GUARDED.flatMap((table) =>
        ['update', 'delete'].map(
          (verb) =>
            `create trigger ${table}_no_${verb} before ${verb} on ${table} begin select raise(abort, '${REFUSAL}'); end`,
        ),
      )
    : [
        `create function ${at}refuse_change() returns trigger language plpgsql as $$ begin raise exception '${REFUSAL}'; end $$`,
        ...GUARDED.flatMap((table) => [
          `create trigger ${table}_no_change before update or delete on ${at}${table} for each row execute function ${at}refuse_change()`,
          `create trigger ${table}_no_truncate before truncate on ${at}${table} for each statement execute function ${at}refuse_change()`,
        ]),
      ];

/**
 * Version 3. SQLite removes what `insert or replace` replaces without asking the trigger on deletes. In Postgres, what
 * is done on a conflict is an update, and refused as one. https://www.sqlite.org/lang_conflict.html
 */
export const replaceGuards = ({ schema }: Sql): readonly string[] =>
  schema === undefined
    ? GUARDED.map(
        (table) =>
          `create trigger ${table}_no_replace before insert on ${table} when exists (select 1 from ${table} where case_id = new.case_id and sequence = new.sequence) begin select raise(abort, '${REFUSAL}'); end`,
      )
    : [];
