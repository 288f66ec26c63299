import { later } from '../../../nodes/core/event/reading';
import type { RejectionReason } from '../../../nodes/core/event/rejection';
import type {
  Cursor,
  Handshake,
  Ledger,
  NewEvent,
  StoredRegistration,
  Subscriber,
} from '../../../nodes/core/ledger/ledger';

/** So much of a ledger, in memory, as a trigger asks of it. */
/** A lease that is not to run out. */
export const heldBy = (holder: string) => ({ holder, until: '9999-12-31T00:00:00.000Z' });

export function fakeLedger() {
  const events = new Map<string, NewEvent>();
  const refusals: { endpoint: string; reason: RejectionReason; lastAt: string }[] = [];
  const handshakes = new Map<string, Handshake>();
  const registrations = new Map<string, StoredRegistration>();
  const cursors = new Map<string, Cursor>();
  const leases = new Map<string, { readonly holder: string; readonly until: string }>();
  const served = new Set<string>();
  const notNeeded = () => Promise.reject(new Error('A trigger asks no such thing'));

  const ledger: Ledger = {
    fingerprint: async () => 'in-memory',
    receive: async (received, subscriber) => {
      served.add(JSON.stringify(subscriber));
      return received.map((one) => {
        const { id } = one.event;
        const isNew = !events.has(id);
        if (isNew) events.set(id, one);
        const dispatch = {
          ...subscriber,
          eventId: id,
          token: `t-${id}`,
          ledger: 'in-memory',
          emission: 1,
        };
        return { eventId: id, isNew, ...(isNew && one.emit ? { dispatch } : {}) };
      });
    },
    leave: notNeeded,
    lettersSent: notNeeded,
    complete: notNeeded,
    hasReceived: async (subscriber: Subscriber) => served.has(JSON.stringify(subscriber)),
    reject: async (endpoint, reason, now) => {
      refusals.push({ endpoint, reason, lastAt: now });
    },
    rejections: async (endpoint, limit) =>
      refusals
        .filter((one) => one.endpoint === endpoint)
        .slice(0, limit)
        .map(({ reason, lastAt }) => ({ reason, hour: lastAt.slice(0, 13), count: 1, lastAt })),
    keepHandshake: async (one) => {
      handshakes.set(one.endpoint, one);
    },
    handshake: async (endpoint) => handshakes.get(endpoint),
    registration: async (url) => registrations.get(url),
    saveRegistration: async (one) => {
      registrations.set(one.url, one);
    },
    registrationsOf: async ({ workflowId, triggerId }) =>
      [...registrations.values()].filter(
        (one) => one.workflowId === workflowId && one.triggerId === triggerId,
      ),
    forgetRegistration: async (url) => {
      registrations.delete(url);
    },
    cursor: async (subscriber) => cursors.get(JSON.stringify(subscriber)),
    moveCursor: async (subscriber, { since, until }) => {
      const known = cursors.get(JSON.stringify(subscriber));
      cursors.set(JSON.stringify(subscriber), { ...known, since, until });
    },
    lookForUndelivered: async (subscriber, undeliveredSince, now) => {
      const known = cursors.get(JSON.stringify(subscriber)) ?? { since: now, until: now };
      cursors.set(JSON.stringify(subscriber), { ...known, undeliveredSince });
    },
    lookedForUndelivered: async (subscriber) => {
      const known = cursors.get(JSON.stringify(subscriber));
      if (!known) return;
      const { undeliveredSince: _, ...rest } = known;
      cursors.set(JSON.stringify(subscriber), rest);
    },
    lease: async (name, holder, seconds, now) => {
      const held = leases.get(name);
      if (held && held.holder !== holder && held.until > now) return false;
      leases.set(name, { holder, until: later(now, seconds) });
      return true;
    },
    release: async (name, holder) => {
      if (leases.get(name)?.holder === holder) leases.delete(name);
    },
    claim: notNeeded,
    stored: notNeeded,
    record: notNeeded,
    count: notNeeded,
    confirm: notNeeded,
    finish: notNeeded,
    unfinished: notNeeded,
    beat: notNeeded,
    lookedAfter: notNeeded,
    status: notNeeded,
    caseById: notNeeded,
    auditTrail: notNeeded,
    heads: notNeeded,
    verifyAudit: notNeeded,
    rebuild: notNeeded,
    erase: notNeeded,
    close: async () => {},
  };
  return { ledger, events, refusals, handshakes, registrations, cursors, leases };
}
