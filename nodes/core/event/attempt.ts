import type { PaymentEvent } from './paymentEvent';

type Named = Pick<PaymentEvent, 'attempt' | 'id'>;

/** The attempt that an event tells of; the event itself where there is none. */
export const attemptName = ({ attempt, id }: Named): string => attempt?.key ?? id;

type OneOrMore<T> = readonly [T, ...T[]];
/** All names that one thing goes by, the present one first. */
export type Names = OneOrMore<string>;

export const eachOf = <T, R>([first, ...others]: OneOrMore<T>, to: (one: T) => R): OneOrMore<R> => [
  to(first),
  ...others.map(to),
];

export const attemptNames = (event: Named): Names => [
  attemptName(event),
  ...(event.attempt?.aliases ?? []),
];

export const isFailedAttempt = ({ type }: Pick<PaymentEvent, 'type'>): boolean =>
  type === 'payment.failed' || type === 'refund.failed';
