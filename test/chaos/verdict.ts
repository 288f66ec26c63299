import { openLedger } from '../../nodes/core/ledger/openLedger';
import { posts, texts, type Post } from '../e2e/template';
import { PER_ORDER, type Decline } from './declines';
import type { Installation, Row } from './installation';
import type { Kill } from './kills';

/** What became of everything, and every promise that was broken. */
export interface Verdict {
  readonly broken: readonly string[];
  /** Staff messages beyond the first about one thing. */
  readonly staffRepeats: number;
  readonly guestsTold: number;
  /** Guests of whom staff were told that it is not certain. */
  readonly guestsUnresolved: number;
  readonly dead: number;
  /** The most often that one event was handed over. */
  readonly mostEmissions: number;
}

const STAFF = '#payments';
/** Who is paged at which failure of an order; the template's levels. */
const PAGES = [
  { channel: '#managers', at: 2 },
  { channel: '#general-manager', at: 4 },
] as const;

const TABLE = /\btable (T\d{5})\b/;
const ORDER = /\border (O\d{5})\b/;
const REPEAT = /^\[May repeat an earlier message\] /;
const UNRESOLVED = 'It is not certain that the guest was told.';

export async function judge(
  installation: Installation,
  declines: readonly Decline[],
  kills: readonly Kill[],
): Promise<Verdict> {
  const { restaurant, read } = installation;
  const dispatches = await read('select event_id, state, emission from {}dispatches');
  const broken: string[] = [];
  const expect = (holds: boolean, promise: string): void => {
    if (!holds) broken.push(promise);
  };

  await counts(read, declines.length, expect);
  for (const { event_id, state } of dispatches) {
    expect(state === 'done' || state === 'dead', `${String(event_id)} is left ${String(state)}`);
  }
  expect(
    dispatches.length === declines.length,
    `${dispatches.length} dispatches of ${declines.length} events`,
  );

  const told = groups(posts(restaurant), ({ channel, text }) =>
    channel === STAFF ? TABLE.exec(text)?.[1] : undefined,
  );
  const sent = groups(texts(restaurant), ({ to }) => to);
  const cut = (ids: readonly string[]): number =>
    kills.filter(({ inFlight }) => ids.some((id) => inFlight.has(id))).length;
  let staffRepeats = 0;
  const once = (about: string, messages: readonly Post[], ids: readonly string[]): void => {
    expect(messages.length > 0, `${about}: nobody was told`);
    const again = messages.slice(1);
    staffRepeats += again.length;
    expect(
      again.length <= cut(ids),
      `${about}: told ${messages.length} times after ${cut(ids)} kills`,
    );
    const unmarked = again.filter(({ text }) => !REPEAT.test(text));
    expect(unmarked.length === 0, `${about}: ${unmarked.length} repeats are not marked`);
  };

  let guestsUnresolved = 0;
  for (const { table, phone, eventId } of declines) {
    const messages = told.get(table) ?? [];
    once(`Table ${table}`, messages, [eventId]);
    const unresolved = messages.some(({ text }) => text.includes(UNRESOLVED));
    if (unresolved) guestsUnresolved += 1;
    const times = sent.get(phone)?.length ?? 0;
    expect(times <= 1, `Table ${table}: the guest was told ${times} times`);
    expect(
      times === 1 || unresolved,
      `Table ${table}: the guest was not told, and staff do not know`,
    );
  }
  for (const [order, shares] of groups(declines, (one) => one.order)) {
    for (const { channel } of PAGES.filter((page) => shares.length >= page.at)) {
      const pages = posts(restaurant).filter(
        (post) => post.channel === channel && ORDER.exec(post.text)?.[1] === order,
      );
      const ids = shares.map(({ eventId }) => eventId);
      once(`Order ${order} in ${channel}`, pages, ids);
    }
  }
  await trails(installation, declines, expect);

  return {
    broken,
    staffRepeats,
    guestsTold: sent.size,
    guestsUnresolved,
    dead: dispatches.filter(({ state }) => state === 'dead').length,
    mostEmissions: Math.max(0, ...dispatches.map(({ emission }) => Number(emission))),
  };
}

type Expect = (holds: boolean, promise: string) => void;

/** Each attempt has one number, and each order's numbers are 1, 2, 3 and so on. */
async function counts(read: Installation['read'], attempts: number, expect: Expect): Promise<void> {
  const rows = await read('select scope, attempt_key, ordinal from {}counts');
  expect(rows.length === attempts, `${rows.length} counts of ${attempts} attempts`);
  const orders = groups(rows, ({ scope }) => String(scope));
  expect(
    orders.size === Math.ceil(attempts / PER_ORDER),
    `${orders.size} orders were counted of ${Math.ceil(attempts / PER_ORDER)}`,
  );
  for (const [scope, counted] of orders) {
    const ordinals = counted.map(({ ordinal }) => Number(ordinal)).sort((a, b) => a - b);
    expect(
      ordinals.every((ordinal, n) => ordinal === n + 1),
      `The numbers of ${scope} are ${ordinals.join(', ')}`,
    );
  }
}

/** Each attempt has its case and, in a sound chain, the entries that say what became of it. */
async function trails(
  { restaurant, read }: Installation,
  declines: readonly Decline[],
  expect: Expect,
): Promise<void> {
  const rows = await read('select id, case_id from {}events');
  expect(rows.length === declines.length, `${rows.length} events of ${declines.length} are stored`);
  const caseOf = new Map(rows.map((row: Row) => [String(row['id']), String(row['case_id'])]));
  const ledger = await openLedger(restaurant.storage.place('ledger'));
  try {
    for (const [caseId, members] of groups(declines, ({ eventId }) => caseOf.get(eventId))) {
      const view = await ledger.caseById(caseId);
      expect(view?.status === 'open', `Case ${caseId} is ${view?.status ?? 'gone'}`);
      const attempts = view?.attempts;
      expect(
        attempts === members.length,
        `Case ${caseId} has ${attempts} attempts of ${members.length}`,
      );
      expect((await ledger.verifyAudit(caseId)).ok, `The trail of case ${caseId} is broken`);
      const trail = await ledger.auditTrail(caseId);
      for (const { table, eventId } of members) {
        const actions = trail.filter((entry) => entry.eventId === eventId).map((one) => one.action);
        for (const action of ['received', 'alert'])
          expect(actions.includes(action), `Table ${table}: its trail lacks "${action}"`);
        expect(
          actions.includes('done') || actions.includes('dead'),
          `Table ${table}: its trail has no end`,
        );
      }
    }
  } finally {
    await ledger.close();
  }
  for (const { table, eventId } of declines)
    expect(caseOf.has(eventId), `Table ${table} has no case`);
}

/** Leaves out what has no name. */
function groups<T>(
  items: readonly T[],
  nameOf: (item: T) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    if (name === undefined) continue;
    found.set(name, [...(found.get(name) ?? []), item]);
  }
  return found;
}
