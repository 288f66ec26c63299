import type { Reason } from './paymentEvent';
import { later } from './reading';

/**
 * Mastercard's merchant advice codes, which some gateways pass on beside the decline: what may be tried, and when.
 * https://developer.paypal.com/braintree/docs/reference/general/processor-responses/merchant-advice-codes
 */
type Advised = Pick<Reason, 'advice' | 'hardness'> & {
  /** No try before has a chance. */
  readonly hours?: number;
};

const LATER: Advised = { advice: 'retry_later', hardness: 'soft' };
const NEVER: Advised = { advice: 'do_not_retry', hardness: 'hard' };
const ANOTHER: Advised = { advice: 'use_other_method', hardness: 'hard' };
const MEND: Advised = { advice: 'fix_configuration', hardness: 'hard' };

/** Code 43, a virtual card for several uses, says nothing of a retry. */
const CODES: ReadonlyMap<string, Advised> = new Map<string, Advised>([
  ['01', { advice: 'update_details', hardness: 'hard' }],
  ['02', LATER],
  ['03', NEVER],
  ['04', MEND],
  ['21', NEVER],
  ['22', MEND],
  ['24', { ...LATER, hours: 1 }],
  ['25', { ...LATER, hours: 24 }],
  ['26', { ...LATER, hours: 48 }],
  ['27', { ...LATER, hours: 96 }],
  ['28', { ...LATER, hours: 144 }],
  ['29', { ...LATER, hours: 192 }],
  ['30', { ...LATER, hours: 240 }],
  ['40', ANOTHER],
  ['41', ANOTHER],
]);

/** The reason with what the network advises. What must not be tried again is never made milder. */
export function withMerchantAdvice(
  reason: Reason,
  code: string | undefined,
  declinedAt: string,
): Reason {
  const advised = CODES.get(code ?? '');
  if (!advised || (reason.advice === 'do_not_retry' && advised !== NEVER)) return reason;
  const { hours, ...rest } = advised;
  const retryAfter = hours === undefined ? undefined : later(declinedAt, hours * 3_600);
  return { ...reason, ...rest, ...(retryAfter === undefined ? {} : { retryAfter }) };
}
