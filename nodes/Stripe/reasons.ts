import { reasonTable } from '../core/event/reason';
import { BANK_DEBITS } from './reasons/bankDebits';
import { BLOCKS } from './reasons/blocks';
import { CARDS } from './reasons/cards';
import { DISPUTES } from './reasons/disputes';
import { ERRORS } from './reasons/errors';
import { LOCAL_METHODS } from './reasons/localMethods';
import { REFUNDS } from './reasons/refunds';

/**
 * Every code that Stripe publishes. A code means the same whichever payment method gives it; refunds and disputes use
 * some of the same words for other things, so theirs are listed as `refund.declined`, `dispute.fraudulent`.
 */
export const reasons = reasonTable(
  CARDS,
  LOCAL_METHODS,
  BANK_DEBITS,
  ERRORS,
  BLOCKS,
  REFUNDS,
  DISPUTES,
);
