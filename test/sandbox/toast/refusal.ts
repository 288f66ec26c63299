import type { Answer } from '../request';

/** Toast's way of saying no: https://doc.toasttab.com/doc/devguide/apiResponsesAndErrors.html */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    readonly said: string,
  ) {
    super(said);
  }

  get answer(): Answer {
    const { status, code, said } = this;
    return {
      status,
      body: {
        status,
        code,
        message: said,
        messageKey: null,
        fieldName: null,
        requestId: 'sandbox',
      },
    };
  }
}
