import { messageOf } from '../core/event/messageOf';
import { integer, object, text } from '../core/event/json';
import { maskText } from '../core/event/mask';
import { ApiError, type ApiRequest } from '../core/gateway/apiClient';

/** An error of the SDK in words for the person who has to do something about it. */
export function apiError(error: unknown, { path }: ApiRequest): ApiError {
  if (error instanceof ApiError) return error;
  if (!(error instanceof Error))
    return new ApiError(`Stripe could not be asked: ${messageOf(error)}`, 0);
  const details = object(error);
  const status = integer(details.statusCode) ?? 0;
  const said = maskText(error.message);
  return new ApiError(sentence(status, path, said, details.detail), status, text(details.code));
}

function sentence(status: number, path: string, said: string, detail: unknown): string {
  switch (status) {
    case 0:
      return `Stripe could not be reached for ${path}. ${network(detail) ?? ended(said)} Check that this n8n may open connections to api.stripe.com.`;
    case 401:
      return 'Stripe does not accept the Secret Key of the credential. Copy it again from Stripe under Developers, API keys: it begins with sk_ or rk_.';
    case 403:
      return `The Secret Key may not do this (${path}). ${permission(said)}`;
    case 404:
      return `Stripe does not find ${path}. Is the key of the same account, and test or live as the payment is? ${said}`;
    case 429:
      return 'Stripe gets too many requests from this account right now. Try again in a minute.';
    default:
      return status >= 500
        ? `Stripe has a problem of its own (${status}) with ${path}. Try again later. ${said}`
        : `Stripe refused ${path}: ${said}`;
  }
}

/** Restricted keys are refused with the name of what they lack: `rak_charge_read` is "charge: read". */
function permission(said: string): string {
  const name = /'rak_(\w+)_(read|write)'/.exec(said);
  if (!name) return said;
  const [, of = '', access = ''] = name;
  return `It is a restricted key: give it the permission “${of.replaceAll('_', ' ')}: ${access}” at Stripe under Developers, API keys.`;
}

const network = (detail: unknown): string | undefined =>
  detail instanceof Error ? ended(maskText(detail.message)) : undefined;

const ended = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);
