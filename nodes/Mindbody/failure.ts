import type { Reason } from '../core/event/paymentEvent';
import { masked } from '../core/event/reading';
import { reasonFor } from '../core/event/reason';
import { plain } from './fields';
import { AUTOPAY_SUSPENDED, CLIENT_DECLINED, reasons } from './reasons';

/** Mindbody tells that a payment was declined, and neither a code nor why. */
export const reasonOfStatus = (status: unknown): Reason => {
  const known = [...reasons.keys()].find((code) => code.toLowerCase() === plain(status));
  return { ...reasonFor(reasons, known), code: masked(status) };
};

export const clientDeclined = (): Reason => reasonFor(reasons, CLIENT_DECLINED);
export const autopaySuspended = (): Reason => reasonFor(reasons, AUTOPAY_SUSPENDED);
