import { plain } from './fields';

/** What became of a transaction. */
export type Fate = 'failed' | 'paid' | 'voided';

/**
 * What the status of a transaction says. Mindbody publishes no list: `Approved`, `Declined`, `Pending`, `Funded`,
 * `Approved (Voided)` and `Credit` are what integrations report. One that is not here is not taken for a failure.
 * https://developers.mindbodyonline.com/ui/documentation/public-api#/http/api-endpoints/sale/get-transactions
 */
// prettier-ignore
const FATES: ReadonlyMap<string, Fate> = new Map([
  ['declined', 'failed'],
  ['rejected', 'failed'],
  ['returned', 'failed'],
  ['failed',   'failed'],
  ['error',    'failed'],
  ['approved', 'paid'],
  ['captured', 'paid'],
  ['settled',  'paid'],
  ['funded',   'paid'],
  ['approved (voided)', 'voided'],
  ['voided',   'voided'],
]);

export const fateOf = (status: unknown): Fate | undefined => FATES.get(plain(status));
