import type { Json, JsonObject } from '../../../nodes/core/event/json';
import type { Answer } from '../request';

/** Adyen's way of saying no, thrown by whatever finds the reason. https://docs.adyen.com/development-resources/error-codes */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly more: JsonObject = {},
  ) {
    super(detail);
  }

  get answer(): Answer {
    const { status, title, detail, more } = this;
    const type = `https://docs.adyen.com/errors/${status === 422 ? 'validation' : 'security'}`;
    return { status, body: { type, errorCode: `00_${status}`, title, detail, status, ...more } };
  }
}

export const invalid = (name: string, value: Json | undefined, message: string): Refusal =>
  new Refusal(422, 'Invalid request', 'Some fields are not valid.', {
    invalidFields: [{ name, value: JSON.stringify(value ?? null), message }],
  });
