import type { PaymentEvent } from '../event/paymentEvent';
import type { EventType } from '../event/taxonomy';

/** What a trigger's workflow is for. An empty list, like an absent setting, lets everything pass. */
export type Filters = {
  readonly eventTypes: readonly EventType[];
  readonly mode: 'both' | 'live' | 'test';
  readonly accounts: readonly string[];
  readonly minimumAmount?: MinimumAmount | undefined;
  /** Names or ids. */
  readonly products: readonly string[];
  readonly locations: readonly string[];
};

export type MinimumAmount = {
  /** As people write it: 25 is $25.00 and also ₩25. */
  readonly value: number;
  /** ISO 4217; amounts in another currency are not measured. Absent: all are. */
  readonly currency?: string | undefined;
};

export type Passes = boolean | 'undecided';

/**
 * Whether the event is for this workflow. `undecided`: nothing speaks against it, but a fact that a filter asks for
 * is missing, and may come with the reads that complete the event.
 */
export function passes(
  event: PaymentEvent,
  filters: Filters,
  { possible, joinedByRead = false }: Unread = {},
): Passes {
  const byType = passesType(possible ?? [event.type], filters);
  const wanted = strictest([
    possible && byType === false ? 'undecided' : byType,
    passesAmount(event, filters),
    passesDetails(event, filters),
  ]);
  return strictest([
    joinedByRead && wanted === false ? 'undecided' : wanted,
    passesEarly(event, filters),
  ]);
}

/**
 * What is not known of an event before it is read. It is read then, whatever the filter wants: a success that nobody is
 * to be told of settles its case all the same.
 */
interface Unread {
  /** What it may turn out to be, where it only names its object. */
  readonly possible?: readonly EventType[] | undefined;
  /** Whether only the read tells what it belongs to. */
  readonly joinedByRead?: boolean;
}

/**
 * The same when nothing more will be learned. No amount is not a small amount; no product is not this product.
 * Where a read did not succeed the alert leaves all the same: it fails for nothing it lacks.
 */
export function passesFinally(event: PaymentEvent, filters: Filters): boolean {
  const details = passesDetails(event, filters);
  return (
    passesType([event.type], filters) === true &&
    passesEarly(event, filters) &&
    passesAmount(event, filters) !== false &&
    (details === 'undecided' ? event.incomplete === true : details)
  );
}

function passesType(possible: readonly EventType[], { eventTypes }: Filters): Passes {
  if (eventTypes.length === 0) return true;
  const wanted = possible.filter((type) => eventTypes.includes(type));
  return wanted.length === 0 ? false : wanted.length === possible.length || 'undecided';
}

/** Mode and account: every event says these. */
function passesEarly(event: PaymentEvent, { mode, accounts }: Filters): boolean {
  return (
    (mode === 'both' || event.live === (mode === 'live')) &&
    (accounts.length === 0 || accounts.includes(event.account))
  );
}

function passesAmount({ amount }: PaymentEvent, { minimumAmount }: Filters): Passes {
  if (!minimumAmount) return true;
  if (!amount) return 'undecided';
  const { value, currency } = minimumAmount;
  if (currency !== undefined && currency !== amount.currency) return true;
  // Compared, never computed with: the nearest doubles of two decimals stand in the decimals' order.
  return Number(amount.decimal) >= value;
}

function passesDetails(event: PaymentEvent, { products, locations }: Filters): Passes {
  const { location } = event.order ?? {};
  return strictest([
    matches(
      products,
      event.products.flatMap(({ id, name }) => [id, name]),
    ),
    matches(locations, [location]),
  ]);
}

function matches(wanted: readonly string[], found: readonly (string | undefined)[]): Passes {
  if (wanted.length === 0) return true;
  const known = found.filter((value) => value !== undefined).map(plain);
  if (known.length === 0) return 'undecided';
  return wanted.some((value) => known.includes(plain(value)));
}

const plain = (value: string): string => value.trim().toLowerCase();

function strictest(answers: readonly Passes[]): Passes {
  if (answers.includes(false)) return false;
  return answers.includes('undecided') ? 'undecided' : true;
}
