import { reasonTable } from '../core/event/reason';
import { CARDS } from './reasons/cards';
import { DISPUTES } from './reasons/disputes';
import { REFUNDS } from './reasons/refunds';
import { SETUP } from './reasons/setup';
import { TECHNICAL } from './reasons/technical';

/** Every code that Square publishes for payments and refunds; disputes have words of their own, under `dispute.`. */
export const reasons = reasonTable(CARDS, TECHNICAL, SETUP, REFUNDS, DISPUTES);
