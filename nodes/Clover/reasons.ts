import { reasonTable } from '../core/event/reason';
import { ECOMMERCE } from './reasons/ecommerce';
import { VOIDS } from './reasons/voids';

/** Every code that Clover publishes for payments on the web, and for payments at the till that it took back itself. */
export const reasons = reasonTable(ECOMMERCE, VOIDS);
