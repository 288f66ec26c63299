import { attemptNames, eachOf, isFailedAttempt, type Names } from '../event/attempt';
import type { PaymentEvent } from '../event/paymentEvent';
import { clean } from './batch';
import { BAD_NEWS, isLoss } from './obligations';

/** Something went wrong that is to be made good. */
export const isBadNews = (event: PaymentEvent): boolean =>
  BAD_NEWS.includes(event.type) || isLoss(event);

/** What an event tells of, as the ledger writes it. */
export const toldOf = (event: PaymentEvent): Names => eachOf(attemptNames(event), clean);

/** What is told at most once per workflow, whichever of the events that tell of it comes first. */
export const subjectOf = (event: PaymentEvent, told = toldOf(event)): Names =>
  eachOf(told, (name) => `${isFailedAttempt(event) ? 'attempt' : event.type}:${name}`);
