import { actionsOf, booksOf, ordinalOf, type Books } from './books';
import { BEFORE_REPEATED, BEFORE_TOLD, booksHold } from './booksHold';
import { idOf, type Decline } from './declines';
import { groups } from './groups';
import { hearingOf, type Hearing } from './hearing';
import type { Installation } from './installation';
import type { Kill } from './kills';
import { newPromises, type Promises } from './promises';

/** What became of everything, and every promise that was broken. */
export interface Verdict {
  readonly broken: readonly string[];
  /** Staff messages beyond the first about one thing. */
  readonly staffRepeats: number;
  readonly guestsTold: number;
  /** Guests of whom staff were told that it is not certain. */
  readonly guestsUnresolved: number;
  /** Attempts that nobody was told of, since they were paid before. */
  readonly untold: number;
  /** Orders of which staff heard that they are settled. */
  readonly settled: number;
  readonly dead: number;
  /** The most often that one event was handed over. */
  readonly mostEmissions: number;
}

/** Who is paged at which failure of an order; the template's levels. */
const PAGES = [
  { channel: '#managers', at: 2 },
  { channel: '#general-manager', at: 4 },
] as const;
const UNRESOLVED = 'It is not certain that the guest was told.';

export async function judge(
  installation: Installation,
  declines: readonly Decline[],
  kills: readonly Kill[],
): Promise<Verdict> {
  const promises = newPromises(kills);
  const books = await booksOf(installation);
  const heard = hearingOf(installation);
  const orders = groups(declines, ({ order }) => order);
  booksHold(books, declines, promises.expect);
  for (const decline of declines) guestAndStaffHear(decline, books, heard, promises);
  for (const [order, shares] of orders) {
    settlementIsHeard(order, shares, heard, promises);
    managersArePaged(order, shares, books, heard, promises);
  }
  return {
    broken: promises.broken,
    staffRepeats: promises.repeats(),
    guestsTold: heard.guests,
    guestsUnresolved: declines.filter((one) => isUnresolved(one, heard)).length,
    untold: declines.filter((one) => !isTold(one, heard)).length,
    settled: [...orders.keys()].filter((order) => heard.settlementsOf(order).length > 0).length,
    dead: books.dispatches.filter(({ state }) => state === 'dead').length,
    mostEmissions: Math.max(0, ...books.dispatches.map(({ emission }) => Number(emission))),
  };
}

const isTold = ({ table }: Decline, { failuresOf }: Hearing): boolean =>
  failuresOf(table).length > 0;

const isUnresolved = ({ table }: Decline, { failuresOf }: Hearing): boolean =>
  failuresOf(table).some(({ text }) => text.includes(UNRESOLVED));

/** Staff hear of every failure but of those that were paid before, and the guest does not hear of one twice. */
function guestAndStaffHear(
  decline: Decline,
  books: Books,
  heard: Hearing,
  { expect, expectOnce, cut }: Promises,
): void {
  const { table, phone, events, success } = decline;
  const about = `Table ${table}`;
  const messages = heard.failuresOf(table);
  const actions = actionsOf(books, events.map(idOf));
  const untold = actions.has(BEFORE_TOLD);
  // An execution that was cut short may have told of it, or not.
  const spared = untold || (actions.has(BEFORE_REPEATED) && cut(events) > 0);
  expect(!spared || success !== undefined, `${about}: kept quiet about, and never paid`);
  expect(!untold || messages.length === 0, `${about}: told, and settled before it was told`);
  if (messages.length > 0 || !spared) expectOnce(about, messages, events);
  const times = heard.textsTo(phone);
  expect(times <= 1, `${about}: the guest was told ${times} times`);
  expect(
    times === 1 || spared || isUnresolved(decline, heard),
    `${about}: the guest was not told, and staff do not know`,
  );
  expect(
    !isUnresolved(decline, heard) || cut(events) > 0,
    `${about}: staff were left in doubt, and nothing had been cut short`,
  );
}

/** Who heard that a share failed hears when the whole order is paid. */
function settlementIsHeard(
  order: string,
  shares: readonly Decline[],
  heard: Hearing,
  { expect, expectOnce, cut }: Promises,
): void {
  const news = heard.settlementsOf(order);
  const successes = shares.flatMap(({ success }) => (success ? [success] : []));
  const isPaid = successes.length === shares.length;
  const told = shares.some((one) => isTold(one, heard));
  if (isPaid && (told || news.length > 0)) expectOnce(`Order ${order} settled`, news, successes);
  // An alert on its way counts as heard.
  const mayBeTold = told || cut(shares.flatMap(({ events }) => events)) > 0;
  expect(news.length === 0 || (isPaid && mayBeTold), `Order ${order}: settled for nothing`);
}

/** Each level is paged once where a failure of at least its number is told, and never for one that was paid before. */
function managersArePaged(
  order: string,
  shares: readonly Decline[],
  books: Books,
  heard: Hearing,
  { expect, expectOnce, cut }: Promises,
): void {
  // The page of a payment that was made good may have been cut short: nobody needs it any more.
  const inDoubt = cut(shares.flatMap(({ success, events }) => (success ? events : []))) > 0;
  for (const { channel, at } of PAGES) {
    const about = `Order ${order} in ${channel}`;
    const pages = heard.pagesOf(channel, order);
    const due = shares.some((one) => ordinalOf(books, one.attempt) >= at && isTold(one, heard));
    if (pages.length > 0 || (due && !inDoubt))
      expectOnce(
        about,
        pages,
        shares.flatMap(({ events }) => events),
      );
    expect(pages.length === 0 || due || inDoubt, `${about}: paged for nothing`);
  }
}
