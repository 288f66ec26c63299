import { actionsOf, type Books } from './books';
import { idOf, type Decline } from './declines';
import { groups } from './groups';

export type Expect = (holds: boolean, promise: string) => void;

/** What the trail says where nobody is told of a failure, or nobody once more: it was made good by then. */
export const BEFORE_TOLD = 'settled before it was told';
export const BEFORE_REPEATED = 'settled before it was repeated';

/** Every promise about what the ledger holds in the end. */
export function booksHold(books: Books, declines: readonly Decline[], expect: Expect): void {
  const orders = groups(declines, ({ order }) => order);
  everyEventIsDone(books, declines, expect);
  everyAttemptIsCounted(books, declines, orders.size, expect);
  for (const [order, shares] of orders) caseIsTrue(books, order, shares, expect);
  for (const share of declines) trailIsWhole(books, share, expect);
}

const idsOf = ({ events, success }: Decline): readonly string[] =>
  [...events, ...(success ? [success] : [])].map(idOf);

function everyEventIsDone(
  { dispatches, caseOf }: Books,
  declines: readonly Decline[],
  expect: Expect,
): void {
  const ids = declines.flatMap(idsOf);
  expect(caseOf.size === ids.length, `${caseOf.size} events of ${ids.length} are stored`);
  expect(
    dispatches.length === ids.length,
    `${dispatches.length} dispatches of ${ids.length} events`,
  );
  for (const { event_id, state } of dispatches)
    expect(state === 'done' || state === 'dead', `${String(event_id)} is left ${String(state)}`);
}

/** Each attempt has one number, told of or not, and each order's numbers are 1, 2, 3 and so on. */
function everyAttemptIsCounted(
  { counts }: Books,
  declines: readonly Decline[],
  orders: number,
  expect: Expect,
): void {
  expect(counts.length === declines.length, `${counts.length} counts of ${declines.length}`);
  const byAttempt = groups(counts, ({ attempt_key }) => String(attempt_key));
  for (const { table, attempt } of declines) {
    const times = byAttempt.get(attempt)?.length ?? 0;
    expect(times === 1, `Table ${table}: counted ${times} times`);
  }
  const scopes = groups(counts, ({ scope }) => String(scope));
  expect(scopes.size === orders, `${scopes.size} orders were counted of ${orders}`);
  for (const [scope, counted] of scopes) {
    const ordinals = counted.map(({ ordinal }) => Number(ordinal)).sort((a, b) => a - b);
    expect(
      ordinals.every((ordinal, n) => ordinal === n + 1),
      `The numbers of ${scope} are ${ordinals.join(', ')}`,
    );
  }
}

/** The shares of an order are one case: settled where all of them are paid, else open. */
function caseIsTrue(
  { caseOf, cases }: Books,
  order: string,
  shares: readonly Decline[],
  expect: Expect,
): void {
  const ids = new Set(shares.flatMap(idsOf).map((id) => caseOf.get(id)));
  expect(ids.size === 1, `Order ${order} is ${ids.size} cases`);
  const status = shares.every(({ success }) => success) ? 'settled' : 'open';
  for (const id of ids) {
    const found = cases.get(id ?? '');
    expect(found?.view?.status === status, `Order ${order}, ${status}, is ${found?.view?.status}`);
    const attempts = found?.view?.attempts;
    expect(
      attempts === shares.length,
      `Order ${order} has ${attempts} attempts of ${shares.length}`,
    );
    expect(found?.sound === true, `The trail of order ${order} is broken`);
  }
}

/** In its case's trail stands what became of each event, and whether anybody was told. */
function trailIsWhole(books: Books, share: Decline, expect: Expect): void {
  for (const id of idsOf(share)) {
    const actions = actionsOf(books, [id]);
    expect(actions.has('received'), `${id}: its trail lacks its beginning`);
    expect(actions.has('done') || actions.has('dead'), `${id}: its trail has no end`);
  }
  const actions = actionsOf(books, share.events.map(idOf));
  expect(
    [BEFORE_TOLD, BEFORE_REPEATED, 'alert'].some((action) => actions.has(action)),
    `Table ${share.table}: its trail does not say whether anybody was told`,
  );
}
