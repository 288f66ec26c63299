import type { PaymentEvent } from '../event/paymentEvent';
import { clean } from './batch';

export const isFailedAttempt = ({ type }: PaymentEvent): boolean =>
  type === 'payment.failed' || type === 'refund.failed';

/** The attempt that an event tells of; the event itself where there is none. */
export const toldOf = ({ attempt, id }: PaymentEvent): string => clean(attempt?.key ?? id);

/** What is told at most once per workflow, whichever of the events that tell of it comes first. */
export const subjectOf = (event: PaymentEvent): string =>
  `${isFailedAttempt(event) ? 'attempt' : event.type}:${toldOf(event)}`;
