import { reasonTable } from '../core/event/reason';
import { CHECKS } from './reasons/checks';
import { DECLINES } from './reasons/declines';
import { FOLLOW_UPS } from './reasons/followUps';
import { PROCESSING } from './reasons/processing';
import { SETUP } from './reasons/setup';
import { STATES } from './reasons/states';

/** Every response reason code that Authorize.Net publishes, and the states that say why by themselves. */
export const reasons = reasonTable(DECLINES, CHECKS, PROCESSING, SETUP, FOLLOW_UPS, STATES);
