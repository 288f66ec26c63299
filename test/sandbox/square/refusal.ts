import type { Answer } from '../request';

/** Square's way of saying no, thrown by whatever finds the reason. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly category: string,
    readonly code: string,
    readonly detail: string,
  ) {
    super(detail);
  }

  get answer(): Answer {
    const { status, category, code, detail } = this;
    return { status, body: { errors: [{ category, code, detail }] } };
  }
}

export const invalid = (code: string, detail: string): Refusal =>
  new Refusal(400, 'INVALID_REQUEST_ERROR', code, detail);

export const notFound = (what: string, id: string): Refusal =>
  new Refusal(404, 'INVALID_REQUEST_ERROR', 'NOT_FOUND', `${what} with ID ${id} not found.`);
