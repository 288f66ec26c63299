import { messageOf } from '../event/messageOf';
import { ApiError } from './apiClient';

/** Why publishing could not register the endpoint, and what to do, for the person who published. */
export class RegistrationError extends Error {
  override readonly name = 'RegistrationError';
  constructor(
    message: string,
    readonly description?: string,
  ) {
    super(message);
  }
}

/** What went wrong, and what to do where that is known, for the log. */
export const whyOf = (error: unknown): string =>
  error instanceof RegistrationError && error.description !== undefined
    ? `${error.message}. ${error.description}`
    : messageOf(error);

/** Whether the gateway may well answer later: out of reach, overloaded, or broken on its side. */
export const isTransient = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);
