import { text, type JsonObject } from '../core/event/json';
import { withMerchantAdvice } from '../core/event/merchantAdvice';
import { networkCodes } from '../core/event/networkCodes';
import type { Reason } from '../core/event/paymentEvent';
import { masked } from '../core/event/reading';
import { explained, reasonFor, type ReasonTable } from '../core/event/reason';
import { nachaCodes } from '../core/event/schemes/nacha';
import { sepaCodes } from '../core/event/schemes/sepa';
import type { Advice } from '../core/event/taxonomy';
import { isTrue } from './item';
import { reasons } from './reasons';
import { refusalNamed } from './reasons/refusals';
import type { Occurrence } from './told';

/** Says only that something was said: what the network answered tells more. */
const VAGUE: ReadonlySet<string> = new Set(['2', '3', '27']);

/** Why a payment was refused: by Adyen's name for it, made precise by what the network answered. */
export function refusal({ item, additional, at }: Occurrence): Reason {
  const said = text(item.reason);
  const code = said === undefined ? undefined : refusalNamed(said);
  const networkCode =
    codeIn(additional.refusalReasonRaw) ?? codeIn(additional.acquirerResponseCode);
  const own = code === undefined || VAGUE.has(code) ? undefined : reasons.get(code);
  const row = own ?? networkCodes.get(networkCode ?? '');
  const reason: Reason = {
    ...reasonFor(reasons, code ?? masked(said)),
    ...(row && explained(row)),
    networkCode,
    message: masked(said),
  };
  return unlessRescued(
    withMerchantAdvice(reason, codeIn(additional.merchantAdviceCode), at),
    additional,
  );
}

/**
 * Adyen will try again itself (Auto Rescue), and does not say when: whoever tried as well would collect twice.
 * https://docs.adyen.com/online-payments/auto-rescue
 */
const unlessRescued = (reason: Reason, additional: JsonObject): Reason =>
  isTrue(additional['retry.rescueScheduled']) && reason.advice.startsWith('retry_')
    ? { ...reason, advice: 'call_customer', retryAfter: undefined }
    : reason;

/** A failure without a code of its own: the event is the reason. */
export const setback = ({ item }: Occurrence): Reason => ({
  ...reasonFor(reasons, text(item.eventCode)),
  message: masked(item.reason),
});

/**
 * A request to collect or give back was refused, because that was done before or more was asked for than there is: it
 * takes nothing back. https://help.adyen.com/knowledge/ecommerce-integrations/error-codes/what-does-insufficient-balance-on-payment-mean
 */
export const isNothingLeft = ({ item }: Occurrence): boolean =>
  /^\s*insufficient balance\b/i.test(text(item.reason) ?? '');

/** A dispute: the event says how far it has come, the network's code why. */
export const disputed = (occurrence: Occurrence, advice: Advice): Reason => ({
  ...setback(occurrence),
  networkCode: schemeCodeOf(occurrence),
  advice,
});

/** A bank debit that was returned: by the code of its scheme. */
export function returned(occurrence: Occurrence): Reason {
  const code = codeIn(schemeCodeOf(occurrence));
  const table = SCHEME_OF.get(text(occurrence.item.paymentMethod) ?? '');
  const reason = table?.has(code ?? '') === true ? reasonFor(table, code) : UNEXPLAINED;
  return unlessRescued(
    {
      ...reason,
      code: text(occurrence.item.eventCode),
      networkCode: code,
      message: masked(occurrence.item.reason),
    },
    occurrence.additional,
  );
}

const UNEXPLAINED = reasonFor(reasons, undefined);

/** Bacs numbers unpaid debits and guests’ claims alike, and Adyen does not say which it tells of. */
const SCHEME_OF: ReadonlyMap<string, ReasonTable> = new Map([
  ['sepadirectdebit', sepaCodes],
  ['ach', nachaCodes],
]);

const schemeCodeOf = ({ additional }: Occurrence): string | undefined =>
  trimmed(additional.chargebackReasonCode) ?? trimmed(additional.rfiReasonCode);

const trimmed = (code: unknown): string | undefined => text(text(code)?.trim());

/** Networks' codes come alone or before their words: `51`, `05 : Do not honor`, `01: Refer to card issuer`. */
const codeIn = (raw: unknown): string | undefined =>
  /^\s*([0-9A-Z]{1,4})\s*(?::|$)/.exec(text(raw) ?? '')?.[1];
