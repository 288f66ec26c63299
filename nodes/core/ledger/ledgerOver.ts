import { randomUUID } from 'node:crypto';
import { auditTrail, caseById, rebuild, verifyAudit } from './audit';
import { confirm } from './confirm';
import { count } from './count';
import { cursor, lookedForUndelivered, lookForUndelivered, moveCursor } from './cursors';
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
import { lease, release } from './leases';
import { leave } from './leave';
import type { Dispatch, Ledger } from './ledger';
import { ANOTHER_STORAGE, LedgerError } from './ledgerError';
import { unlessMoved } from './moved';
import { beat } from './processes';
import { queriesOf } from './queries';
import { readStatus } from './readStatus';
import { receive } from './receive';
import { complete, record } from './record';
import { selfOf } from './self';
import { clockOf } from './serverClock';
import type { Store } from './store';
import { stored } from './stored';
import type { Transaction } from './transaction';
import { lettersSent } from './letters';
import { lookedAfter, unfinished } from './unfinished';

/** The ledger over either store, as one process uses it: every operation is one transaction. */
export async function ledgerOver(
  store: Store,
  processId: string = randomUUID(),
  machine: () => number = Date.now,
): Promise<Ledger> {
  const q = queriesOf(store.sql, processId);
  const self = selfOf(store.sql);
  const clock = clockOf(store.sql, machine);
  const begin = function* (): Transaction<void> {
    if (self.mayChange()) yield* self.find();
    if (clock.mayBeOff()) yield* clock.compare();
  };
  await store.transact(begin).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const transact = unlessMoved({
    ...store,
    transact: (body) =>
      store.transact(function* () {
        yield* begin();
        return yield* body();
      }),
  });
  /** What is asked of dispatches that must be this ledger's own. */
  const ofOurs = <T>(dispatches: readonly Dispatch[], body: () => Transaction<T>): Promise<T> =>
    transact(() => {
      for (const one of dispatches) refuseForeign(one, self.known().fingerprint);
      return body();
    });
  const { instant } = clock;
  const now = (): string => instant(new Date(machine()).toISOString());

  return {
    fingerprint: async () => {
      if (self.mayChange()) await transact(begin);
      return self.known().fingerprint;
    },
    receive: (events, subscriber, at, how = 'delivered') =>
      transact(() => receive(q, self.known().fingerprint, events, subscriber, instant(at), how)),
    claim: (dispatches, at, execution) =>
      ofOurs(dispatches, () => claim(q, dispatches, instant(at), execution)),
    stored: (eventIds) => transact(() => stored(q, eventIds)),
    record: (items, at) => ofOurs(dispatchesOf(items), () => record(q, items, instant(at))),
    complete: (items, at) => ofOurs(dispatchesOf(items), () => complete(q, items, instant(at))),
    count: (items, rule, at) =>
      ofOurs(dispatchesOf(items), () => count(q, self.known().secret, items, rule, instant(at))),
    confirm: (outcomes, at) =>
      ofOurs(dispatchesOf(outcomes), () => confirm(q, outcomes, instant(at))),
    finish: (dispatches, at) => ofOurs(dispatches, () => finish(q, dispatches, instant(at))),
    leave: (left, at) => ofOurs(dispatchesOf(left), () => leave(q, left, instant(at))),
    unfinished: (workflowId, at, limit = 100) =>
      transact(() => unfinished(q, self.known().fingerprint, workflowId, instant(at), limit)),
    lettersSent: (dispatches) => transact(() => lettersSent(q, dispatches)),
    beat: (at) =>
      transact(function* () {
        yield* clock.compare();
        yield* beat(q, instant(at));
      }),
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
    lookedForUndelivered: (subscriber, since) =>
      transact(() => lookedForUndelivered(q, subscriber, instant(since))),
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

const dispatchesOf = (items: readonly { readonly dispatch: Dispatch }[]): readonly Dispatch[] =>
  items.map(({ dispatch }) => dispatch);

function refuseForeign({ eventId, ledger }: Dispatch, fingerprint: string): void {
  if (ledger === fingerprint) return;
  throw new LedgerError(
    'foreign',
    `${ANOTHER_STORAGE.what} (${eventId}). ${ANOTHER_STORAGE.advice}`,
  );
}
