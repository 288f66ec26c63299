import type { Answer } from '../request';

/** Clover's way of saying no, thrown by whatever finds the reason. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }

  get answer(): Answer {
    return { status: this.status, body: { message: this.message } };
  }
}
