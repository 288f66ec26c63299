import { announcementQueries } from './announcements';
import { attachQueries } from './attach';
import { auditQueries } from './audit';
import { caseQueries } from './cases';
import { confirmQueries } from './confirm';
import { cursorQueries } from './cursors';
import { dispatchQueries } from './dispatches';
import { endpointQueries } from './endpoints';
import { eraseQueries } from './erase';
import { guestQueries } from './guest';
import { handshakeQueries } from './handshakes';
import { headQueries } from './heads';
import { lastWordsQueries } from './lastWords';
import { leaseQueries } from './leases';
import { leaveQueries } from './leave';
import { letterQueries } from './letters';
import { locateQueries } from './locate';
import { mergeQueries } from './merge';
import { processQueries } from './processes';
import type { Sql } from './sql';
import { statusQueries } from './statusQueries';
import { storedQueries } from './stored';
import { unfinishedQueries } from './unfinished';
import { tallyQueries } from './tally';

export type Queries = ReturnType<typeof queriesOf>;

/** Every query of the ledger, built once per store, as the process that asks them. */
export const queriesOf = (sql: Sql, processId: string) => ({
  ...announcementQueries(sql, processId),
  ...attachQueries(sql),
  ...auditQueries(sql),
  ...caseQueries(sql),
  ...confirmQueries(sql),
  ...tallyQueries(sql),
  ...cursorQueries(sql),
  ...dispatchQueries(sql, processId),
  ...endpointQueries(sql),
  ...eraseQueries(sql),
  ...guestQueries(sql),
  ...handshakeQueries(sql),
  ...headQueries(sql),
  ...lastWordsQueries(sql),
  ...leaseQueries(sql),
  ...leaveQueries(sql),
  ...letterQueries(sql),
  ...locateQueries(sql),
  ...mergeQueries(sql),
  ...processQueries(sql),
  ...statusQueries(sql),
  ...storedQueries(sql),
  ...unfinishedQueries(sql, processId),
});
