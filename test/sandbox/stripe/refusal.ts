import { text, type JsonObject } from '../../../nodes/core/event/json';
import type { Answer } from '../request';

/** Stripe's way of saying no, thrown by whatever finds the reason. https://docs.stripe.com/api/errors */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly detail: JsonObject,
  ) {
    super(text(detail.message));
  }

  get answer(): Answer {
    return { status: this.status, body: { error: this.detail } };
  }
}

export function invalid(message: string, detail: JsonObject = {}, status = 400): Refusal {
  return new Refusal(status, { type: 'invalid_request_error', message, ...detail });
}

export const missingParameter = (param: string): Refusal =>
  invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });

export const unknownParameter = (param: string): Refusal =>
  invalid(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });

export const noSuch = (what: string, id: string, param: string, elsewhere = ''): Refusal =>
  invalid(`No such ${what}: '${id}'${elsewhere}`, { code: 'resource_missing', param }, 404);
