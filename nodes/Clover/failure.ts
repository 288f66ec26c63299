import { object, text } from '../core/event/json';
import type { Reason } from '../core/event/paymentEvent';
import { masked } from '../core/event/reading';
import { reasonFor } from '../core/event/reason';
import type { Evidence } from './evidence';
import { reasons } from './reasons';

/** Why a payment failed: by the most telling code that is published, else by what Clover itself says of the payment. */
export function reasonOf({ charge }: Evidence, otherwise: string | undefined): Reason {
  const { failure_code, decline_code, failure_message, outcome } = charge;
  const { reason } = object(outcome);
  const codes = [decline_code, failure_code, reason].flatMap((code) => text(code) ?? []);
  const known = codes.filter((code) => reasons.has(code));
  const code = known.find((one) => one !== LEAST_TELLING) ?? known[0] ?? codes[0] ?? otherwise;
  return { ...reasonFor(reasons, code), message: masked(failure_message) };
}

const LEAST_TELLING = 'card_declined';
