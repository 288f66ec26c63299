import { announcementQueries } from './announcements';
import { attachQueries } from './attach';
import { auditQueries } from './audit';
import { caseQueries } from './cases';
import { confirmQueries } from './confirm';
import { countQueries } from './count';
import { dispatchQueries } from './dispatches';
import { endpointQueries } from './endpoints';
import { eraseQueries } from './erase';
import { guestQueries } from './guest';
import { locateQueries } from './locate';
import { mergeQueries } from './merge';
import type { Sql } from './sql';
import { storedQueries } from './stored';
import { unfinishedQueries } from './unfinished';

export type Queries = ReturnType<typeof queriesOf>;

/** Every query of the ledger, built once per store. */
export const queriesOf = (sql: Sql) => ({
  ...announcementQueries(sql),
  ...attachQueries(sql),
  ...auditQueries(sql),
  ...caseQueries(sql),
  ...confirmQueries(sql),
  ...countQueries(sql),
  ...dispatchQueries(sql),
  ...endpointQueries(sql),
  ...eraseQueries(sql),
  ...guestQueries(sql),
  ...locateQueries(sql),
  ...mergeQueries(sql),
  ...storedQueries(sql),
  ...unfinishedQueries(sql),
});
