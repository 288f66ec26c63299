import type { Answer } from '../request';

/** PayPal's way of saying no, thrown by whatever finds the reason. https://developer.paypal.com/api/rest/responses/ */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }

  get answer(): Answer {
    const { status, name, message } = this;
    const body =
      status === 401 ? { error: name, error_description: message } : { name, message, details: [] };
    return { status, body };
  }
}
