import { reasonTable } from '../core/event/reason';
import { CARDS } from './reasons/cards';
import { DISPUTES } from './reasons/disputes';
import { CASES, REVERSALS } from './reasons/notifications';
import { SETUP } from './reasons/setup';
import { STATES } from './reasons/states';
import { SUBSCRIPTIONS } from './reasons/subscriptions';
import { TECHNICAL } from './reasons/technical';

/** Every code that PayPal publishes; disputes and IPN have words of their own, under `dispute.` and `ipn.`. */
export const reasons = reasonTable(
  CARDS,
  TECHNICAL,
  SETUP,
  SUBSCRIPTIONS,
  STATES,
  DISPUTES,
  CASES,
  REVERSALS,
);
