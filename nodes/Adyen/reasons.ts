import { reasonTable } from '../core/event/reason';
import { REFUSALS } from './reasons/refusals';
import { DISPUTES, SETBACKS } from './reasons/setbacks';

/** Every refusal that Adyen publishes, by its number; and what its events mean that carry no code, by their names. */
export const reasons = reasonTable(REFUSALS, SETBACKS, DISPUTES);
