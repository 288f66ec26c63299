import { attemptNames } from '../event/attempt';
import type { PaymentEvent } from '../event/paymentEvent';
import type { EventType, ReferenceType } from '../event/taxonomy';

/** One thing owed within a case: a payment, a refund, or an answer to a dispute. */
export interface Obligation {
  readonly events: readonly PaymentEvent[];
  /** When it first went wrong; absent where it never did. */
  readonly failedAt?: number;
  /** When it was made good, whether or not it went wrong before. */
  readonly settledAt?: number;
  /** Closed without money of its own: the invoice was voided, or what could not be given back; or it was given again. */
  readonly voided: boolean;
  readonly about: About;
  /** A dispute that ended against us. */
  readonly lost: boolean;
  /** Of a payment that was given back, and of its refund: another try failed afterwards, so the money is owed again. */
  readonly owedAgain?: boolean;
}

/** Whether money went where it should. */
export const hasMoved = ({ settledAt, voided }: Obligation): boolean =>
  settledAt !== undefined && !voided;

type About = 'payment' | 'refund' | 'dispute';

interface Kind {
  /** What went wrong, and what makes it good. */
  readonly fails: readonly EventType[];
  readonly settles: readonly EventType[];
  /** What leaves nothing to be made good. */
  readonly voids: readonly EventType[];
  /** Tells of it without deciding anything. */
  readonly mentions: readonly EventType[];
  /** Events that share a reference of these types tell of one obligation. `order` and `case` unite cases only. */
  readonly joins: readonly ReferenceType[];
  readonly about: About;
}

const PAYMENT: Kind = {
  // An overdue invoice is money owed, even where no attempt failed.
  fails: ['payment.failed', 'invoice.overdue'],
  settles: ['payment.succeeded', 'invoice.paid'],
  voids: ['invoice.voided'],
  mentions: ['payment.pending', 'payment.canceled', 'invoice.issued'],
  joins: ['payment', 'charge', 'invoice', 'checkout', 'setup', 'subscription_period'],
  about: 'payment',
};
const KINDS: readonly Kind[] = [
  PAYMENT,
  {
    fails: ['refund.failed'],
    settles: ['refund.succeeded'],
    voids: ['payment.canceled'],
    mentions: [],
    joins: ['refund'],
    about: 'refund',
  },
  {
    fails: ['dispute.opened'],
    settles: ['dispute.closed'],
    voids: [],
    mentions: [],
    joins: ['dispute'],
    about: 'dispute',
  },
];

/** What went wrong and is to be made good. */
export const BAD_NEWS: readonly EventType[] = KINDS.flatMap(({ fails }) => fails);
/** What makes something good, or leaves nothing to be made good. */
export const GOOD_NEWS: readonly EventType[] = KINDS.flatMap(({ settles, voids }) => [
  ...settles,
  ...voids,
]);

/** Everything that the events of a case tell to be owed. */
export const obligationsOf = (events: readonly PaymentEvent[]): readonly Obligation[] =>
  KINDS.flatMap((kind) => {
    const { fails, settles, voids, mentions } = kind;
    const types: readonly EventType[] = [...fails, ...settles, ...voids, ...mentions];
    const concerned = events.filter((event) => types.includes(event.type));
    return components(concerned, (event) => joinKeys(event, kind)).map((part) => fate(part, kind));
  });

const joinKeys = (event: PaymentEvent, { joins }: Kind): readonly string[] => [
  ...event.references
    .filter((reference) => joins.includes(reference.type))
    .map(({ type, value }) => JSON.stringify([event.gateway, event.account, type, value])),
  ...(event.attempt ? attemptNames(event) : []),
];

/** By what an event tells of one payment and no other. */
export const paymentKeys = (event: PaymentEvent): readonly string[] => joinKeys(event, PAYMENT);

/** What became of the payment that these events tell of. */
export const paymentOf = (events: readonly PaymentEvent[]): Obligation => fate(events, PAYMENT);

function fate(events: readonly PaymentEvent[], kind: Kind): Obligation {
  const losses = events.filter(isLoss);
  const failures = events.filter((event) => kind.fails.includes(event.type) || isLoss(event));
  const settling = events.filter((event) => kind.settles.includes(event.type) && !isLoss(event));
  const returnedAt = lastReturn(events, failures);
  const ends = [...failures, ...events.filter(isLetGo)];
  const successes = standing(
    settling.filter(
      (success) =>
        !(mayBeDebit(success) && time(success) <= returnedAt) &&
        !ends.some((end) => undoes(end, success)),
    ),
    losses,
  );
  const voids = events.filter((event) => kind.voids.includes(event.type));
  const failedAt = earliest(failures);
  const paidAt = earliest(successes);
  const settledAt = paidAt ?? earliest(voids);
  return {
    events,
    ...(failedAt !== undefined && { failedAt }),
    ...(settledAt !== undefined && { settledAt }),
    voided: paidAt === undefined && voids.length > 0,
    about: kind.about,
    lost: losses.length > 0 && successes.length === 0,
  };
}

/** The bank took the money back for good. It is bad news, though the dispute is over. */
export const isLoss = ({ type, dispute }: PaymentEvent): boolean =>
  type === 'dispute.closed' && dispute?.outcome === 'lost';

/** Voided by the till: nobody's card was declined, and nothing was paid. */
export const isLetGo = ({ type }: PaymentEvent): boolean => type === 'payment.canceled';

/**
 * One transaction has one fate: what was authorized and could not be collected in the end was never paid. But for that a
 * card's success is final. A dispute that was won does not answer the next one.
 */
const undoes = (end: PaymentEvent, success: PaymentEvent): boolean =>
  (isOfOneTry(end, success) || end.type === 'dispute.opened') &&
  (end.type !== 'payment.failed' || isDatedFailure(end)) &&
  time(end) > time(success);

/** An older failure that is heard of late, and bears the time at which it was received, follows nothing. */
export const isDatedFailure = ({ type, occurredAtSource }: PaymentEvent): boolean =>
  type === 'payment.failed' && occurredAtSource === 'gateway';

export const isOfOneTry = (one: PaymentEvent, other: PaymentEvent): boolean =>
  one.attempt !== undefined && attemptNames(one).some((name) => attemptNames(other).includes(name));

/** A debit that was returned after it had been paid is unpaid again: the later event wins, the failure on a tie. */
function lastReturn(events: readonly PaymentEvent[], failures: readonly PaymentEvent[]): number {
  if (!events.some(isDebit)) return -Infinity;
  const returns = failures.filter((one) => one.type === 'payment.failed' && mayBeDebit(one));
  return Math.max(...returns.map(time));
}

const isDebit = ({ kind }: PaymentEvent): boolean => kind === 'bank_debit';

/** An event that does not say what was tried may tell of the debit; a card that was tried besides stands for itself. */
const mayBeDebit = (event: PaymentEvent): boolean =>
  isDebit(event) || event.instrument === undefined;

/** What still counts as a good end beside a loss: a later word that it was won after all, and no silence. */
function standing(
  successes: readonly PaymentEvent[],
  losses: readonly PaymentEvent[],
): readonly PaymentEvent[] {
  if (losses.length === 0) return successes;
  const lostAt = Math.max(...losses.map(time));
  return successes.filter((one) => one.dispute?.outcome === 'won' && time(one) > lostAt);
}

/** A card to be saved for later, without money: not a payment of anything. */
export const isSetup = ({ events }: Obligation): boolean =>
  events.every(({ amount }) => !amount) &&
  events.some(({ references }) => references.some(({ type }) => type === 'setup'));

export const time = (event: PaymentEvent): number => Date.parse(event.occurredAt);

const earliest = (events: readonly PaymentEvent[]): number | undefined =>
  events.length === 0 ? undefined : Math.min(...events.map(time));

/** Groups items that share a key, directly or through others. */
export function components<T>(
  items: readonly T[],
  keysOf: (item: T) => readonly string[],
): readonly (readonly T[])[] {
  const groups = new Map<string, Set<T>>();
  const all = new Set<Set<T>>();
  for (const item of items) {
    const keys = keysOf(item);
    const met = new Set(keys.flatMap((key) => groups.get(key) ?? []));
    const [first, ...others] = [...met].sort((a, b) => b.size - a.size);
    const group = first ?? new Set<T>();
    all.add(group.add(item));
    for (const other of others) {
      all.delete(other);
      for (const member of other) group.add(member);
      for (const [key, holder] of groups) if (holder === other) groups.set(key, group);
    }
    for (const key of keys) groups.set(key, group);
  }
  return [...all].map((group) => [...group]);
}
