import { reasonTable } from '../core/event/reason';
import { CHARGES } from './reasons/charges';
import { STATES } from './reasons/states';

/** The codes of QuickBooks Payments that are published one by one, and the states in which a payment is none. */
export const reasons = reasonTable(CHARGES, STATES);
