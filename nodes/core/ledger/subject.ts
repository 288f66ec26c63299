import type { PaymentEvent } from '../event/paymentEvent';
import type { EventType } from '../event/taxonomy';
import { clean } from './batch';
import { isLoss } from './obligations';

const BAD_NEWS: readonly EventType[] = [
  'payment.failed',
  'refund.failed',
  'dispute.opened',
  'invoice.overdue',
];

/** Something went wrong that is to be made good. */
export const isBadNews = (event: PaymentEvent): boolean =>
  BAD_NEWS.includes(event.type) || isLoss(event);

export const isFailedAttempt = ({ type }: PaymentEvent): boolean =>
  type === 'payment.failed' || type === 'refund.failed';

/** The attempt that an event tells of; the event itself where there is none. */
export const toldOf = ({ attempt, id }: PaymentEvent): string => clean(attempt?.key ?? id);

/** What is told at most once per workflow, whichever of the events that tell of it comes first. */
export const subjectOf = (event: PaymentEvent): string =>
  `${isFailedAttempt(event) ? 'attempt' : event.type}:${toldOf(event)}`;
