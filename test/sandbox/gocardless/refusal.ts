import type { Answer } from '../request';

/** https://developer.gocardless.com/api-reference/#errors-error-types */
export const refuse = (code: number, reason: string, message: string): Answer => ({
  status: code,
  body: {
    error: {
      message,
      errors: [{ reason, message }],
      type: 'invalid_api_usage',
      code,
      request_id: 'sandbox',
    },
  },
});

export const invalid = (field: string, message: string): Answer => ({
  status: 422,
  body: {
    error: {
      message: 'Validation failed',
      errors: [{ field, message }],
      type: 'validation_failed',
      code: 422,
      request_id: 'sandbox',
    },
  },
});
