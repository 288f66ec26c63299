import { object, text, type JsonObject } from '../core/event/json';
import { withMerchantAdvice } from '../core/event/merchantAdvice';
import type { Reason } from '../core/event/paymentEvent';
import { reasonFor } from '../core/event/reason';
import { reasons } from './reasons';

/**
 * Why a capture was not made: what the bank said, else why it had been held, else no more than that it was not. Objects
 * that know it, nearest first.
 */
export function reasonOfCapture(objects: readonly JsonObject[], at: string): Reason {
  for (const { processor_response: response } of objects) {
    const { response_code: code, payment_advice_code: advice } = object(response);
    const given = text(code);
    if (given !== undefined) return withMerchantAdvice(reasonFor(reasons, given), text(advice), at);
  }
  const [nearest = {}] = objects;
  const held = text(object(nearest.status_details).reason);
  return reasonFor(reasons, held ?? (text(nearest.status) ?? text(nearest.state))?.toUpperCase());
}

/** Words that other codes have too are told apart by a prefix. */
export const reasonOf = (prefix: 'dispute' | 'ipn', code: string | undefined): Reason => ({
  ...reasonFor(reasons, code === undefined ? undefined : `${prefix}.${code}`),
  code,
});
