import { reasonTable } from '../core/event/reason';
import { COMMERCE_HUB } from './reasons/commerceHub';
import { IPG } from './reasons/ipg';
import { STATUSES } from './reasons/statuses';

/** Every code that Fiserv publishes for the IPG and for Commerce Hub. */
export const reasons = reasonTable(IPG, COMMERCE_HUB, STATUSES);
