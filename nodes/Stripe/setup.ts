import { object } from '../core/event/json';
import { reasonOfError } from './failure';
import { idOf } from './objects';
import type { Reader } from './told';

/** setup_intent.setup_failed: a card for deposits or a subscription could not be saved. No money was asked for. */
export const failedSetup: Reader = ({ about }) => ({
  type: 'payment.failed',
  transaction: idOf(about.latest_attempt),
  reason: reasonOfError(object(about.last_setup_error)),
  objects: [about],
});

/** setup_intent.succeeded: it settles what its own failures opened, and pays nothing. */
export const savedSetup: Reader = ({ about }) => ({
  type: 'payment.succeeded',
  transaction: idOf(about.latest_attempt),
  objects: [about],
});
