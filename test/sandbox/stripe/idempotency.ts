import type { Answer, SeenRequest } from '../request';
import { Refusal } from './refusal';
import type { Shelf } from './shelf';

const LONGEST_KEY = 255;

/** A POST under a key that was used before is answered as before. https://docs.stripe.com/api/idempotent_requests */
export function once(request: SeenRequest, shelf: Shelf, answer: () => Answer): Answer {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.method !== 'POST') return answer();
  if (key.length > LONGEST_KEY)
    throw new Refusal(400, {
      type: 'invalid_request_error',
      message: `Idempotency keys can have up to ${LONGEST_KEY} characters.`,
    });
  const fingerprint = `${request.path} ${request.text}`;
  const earlier = shelf.answered.get(key);
  if (earlier === undefined) {
    const fresh = answer();
    shelf.answered.set(key, { fingerprint, answer: fresh });
    return fresh;
  }
  if (earlier.fingerprint !== fingerprint)
    throw new Refusal(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    });
  return {
    ...earlier.answer,
    headers: { ...earlier.answer.headers, 'Idempotent-Replayed': 'true' },
  };
}
