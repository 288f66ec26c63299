import { randomUUID } from 'node:crypto';
import { auditTrail, caseById, rebuild, verifyAudit } from './audit';
import { confirm } from './confirm';
import { count } from './count';
import { cursor, lookForUndelivered, moveCursor } from './cursors';
import { claim, finish } from './dispatches';
import {
  forgetRegistration,
  hasReceived,
  registration,
  registrationsOf,
  reject,
  rejections,
  saveRegistration,
} from './endpoints';
import { erase } from './erase';
import { handshake, keepHandshake } from './handshakes';
import { heads } from './heads';
import { instant } from './instant';
import { lease, release } from './leases';
import { leave } from './leave';
import type { Dispatch, Ledger } from './ledger';
import { ANOTHER_STORAGE, LedgerError } from './ledgerError';
import { identity } from './migrations';
import { unlessMoved } from './moved';
import { beat } from './processes';
import { queriesOf } from './queries';
import { readStatus } from './readStatus';
import { receive } from './receive';
import { complete, record } from './record';
import type { Store } from './store';
import { stored } from './stored';
import { lettersSent } from './letters';
import { lookedAfter, unfinished } from './unfinished';

/** The ledger over either store, as one process uses it: every operation is one transaction. */
export async function ledgerOver(store: Store, processId: string = randomUUID()): Promise<Ledger> {
  const transact = unlessMoved(store);
  const q = queriesOf(store.sql, processId);
  const { fingerprint, secret } = await store
    .transact(() => identity(store.sql))
    .catch(async (error: unknown) => {
      await store.close();
      throw error;
    });
  const ours = (items: readonly { readonly dispatch: Dispatch }[]): void => {
    for (const { dispatch } of items) refuseForeign(dispatch, fingerprint);
  };
  const now = (): string => new Date().toISOString();

  return {
    fingerprint,
    receive: (events, subscriber, at, how = 'delivered') =>
      transact(() => receive(q, fingerprint, events, subscriber, instant(at), how)),
    claim: async (dispatches, at, execution) => {
      ours(dispatches.map((dispatch) => ({ dispatch })));
      return transact(() => claim(q, dispatches, instant(at), execution));
    },
    stored: (eventIds) => transact(() => stored(q, eventIds)),
    record: async (items, at) => {
      ours(items);
      return transact(() => record(q, items, instant(at)));
    },
    complete: async (items, at) => {
      ours(items);
      return transact(() => complete(q, items, instant(at)));
    },
    count: async (items, rule, at) => {
      ours(items);
      return transact(() => count(q, secret, items, rule, instant(at)));
    },
    confirm: async (outcomes, at) => {
      ours(outcomes);
      return transact(() => confirm(q, outcomes, instant(at)));
    },
    finish: async (dispatches, at) => {
      ours(dispatches.map((dispatch) => ({ dispatch })));
      return transact(() => finish(q, dispatches, instant(at)));
    },
    leave: async (left, at) => {
      ours(left);
      return transact(() => leave(q, left, instant(at)));
    },
    unfinished: (workflowId, at, limit = 100) =>
      transact(() => unfinished(q, fingerprint, workflowId, instant(at), limit)),
    lettersSent: (dispatches) => transact(() => lettersSent(q, dispatches)),
    beat: (at) => transact(() => beat(q, instant(at))),
    lookedAfter: (workflowId, at) => transact(() => lookedAfter(q, workflowId, instant(at))),
    reject: (endpoint, reason, at) => transact(() => reject(q, endpoint, reason, instant(at))),
    rejections: (endpoint, limit) => transact(() => rejections(q, endpoint, limit)),
    keepHandshake: (one) => transact(() => keepHandshake(q, { ...one, at: instant(one.at) })),
    handshake: (endpoint) => transact(() => handshake(q, endpoint)),
    hasReceived: (subscriber) => transact(() => hasReceived(q, subscriber)),
    registration: (url) => transact(() => registration(q, url)),
    registrationsOf: (subscriber) => transact(() => registrationsOf(q, subscriber)),
    saveRegistration: (one) => transact(() => saveRegistration(q, one)),
    forgetRegistration: (url) => transact(() => forgetRegistration(q, url)),
    cursor: (subscriber) => transact(() => cursor(q, subscriber)),
    moveCursor: (subscriber, moved) => transact(() => moveCursor(q, subscriber, moved)),
    lookForUndelivered: (subscriber, since, at) =>
      transact(() => lookForUndelivered(q, subscriber, instant(since), instant(at))),
    lease: (name, holder, seconds, at) =>
      transact(() => lease(q, name, holder, seconds, instant(at))),
    release: (name, holder) => transact(() => release(q, name, holder)),
    status: (since, at) =>
      transact(() =>
        readStatus(
          q,
          store.sql.schema === undefined ? 'embedded' : 'postgres',
          instant(since),
          instant(at),
        ),
      ),
    caseById: (caseId) => transact(() => caseById(q, caseId)),
    auditTrail: (caseId) => transact(() => auditTrail(q, caseId)),
    heads: (since) => transact(() => heads(q, instant(since))),
    verifyAudit: (caseId) => transact(() => verifyAudit(q, caseId)),
    rebuild: (caseId) => transact(() => rebuild(q, caseId, now())),
    erase: (whom) => erase(q, transact, whom, now),
    close: () => store.close(),
  };
}

function refuseForeign({ eventId, ledger }: Dispatch, fingerprint: string): void {
  if (ledger === fingerprint) return;
  throw new LedgerError(
    'foreign',
    `${ANOTHER_STORAGE.what} (${eventId}). ${ANOTHER_STORAGE.advice}`,
  );
}
