import { list, object, text, type JsonObject } from '../core/event/json';
import { networkCodes } from '../core/event/networkCodes';
import type { Reason } from '../core/event/paymentEvent';
import { masked } from '../core/event/reading';
import { explained } from '../core/event/reason';
import { reasons } from './reasons';

/** Say only that the bank said no: what the network answered tells more. */
const VAGUE: ReadonlySet<string> = new Set(['05', '006', '007', 'DECLINED']);

/**
 * By Fiserv's own code, which the card network's makes precise. A code that Fiserv does not list, but networks do, is
 * the network's: processors pass these on.
 */
function reasonOf(code: string | undefined, network: string | undefined): Reason {
  const networkCode = network ?? (networkCodes.has(code ?? '') ? code : undefined);
  const own = VAGUE.has(code ?? '') ? undefined : reasons.get(code ?? '');
  const row = own ?? networkCodes.get(networkCode ?? '') ?? reasons.get(code ?? '');
  return { code, ...explained(row), networkCode };
}

/** `N:05:Do Not Honour`, `N:-5101:3D Secure authentication failed`: the outcome, the code, words. */
const APPROVAL = /^N:-?([A-Z0-9_]+)(?::(.*))?$/i;

/** Why the IPG declined, from the signed code; the network’s own is known where the API confirms the rest. */
export function declined(
  { approval_code: code }: JsonObject,
  known: JsonObject | undefined,
): Reason {
  const [, given, words] = APPROVAL.exec(text(code) ?? '') ?? [];
  const { associationResponseCode } = object(known?.processor);
  return { ...reasonOf(given, codeIn(associationResponseCode)), message: masked(words) };
}

/** Why Commerce Hub declined: https://developer.fiserv.com/product/CommerceHub/docs/?path=docs/Resources/Guides/Response-Codes/Response-Codes.md */
export function refused(payload: JsonObject): Reason {
  const { processorResponseDetails } = object(payload.paymentReceipt);
  const { responseCode, responseMessage, hostResponseCode, hostResponseMessage, approvalStatus } =
    object(processorResponseDetails);
  const error = object(list(payload.error)[0]);
  const code = text(responseCode) ?? text(error.code) ?? text(approvalStatus);
  return {
    ...reasonOf(code, codeIn(hostResponseCode)),
    message: masked(responseMessage) ?? masked(hostResponseMessage) ?? masked(error.message),
  };
}

/** Networks answer with two signs; some processors write a nought before them. */
const codeIn = (code: unknown): string | undefined =>
  /^0?([0-9A-Z]{2})$/.exec(text(code) ?? '')?.[1];
