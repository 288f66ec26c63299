import { createHmac } from 'node:crypto';
import type { Answer, SeenRequest } from '../request';

export interface ApiKey {
  readonly apiKey: string;
  readonly apiSecret: string;
}

const FIVE_MINUTES = 5 * 60_000;

/**
 * Refuses what is not signed, signed long ago, or asked a second time under one number.
 * https://docs.fiserv.dev/public/docs/message-signature
 */
export function guard(
  { apiKey, apiSecret }: ApiKey,
  header: 'message-signature' | 'authorization',
) {
  const seen = new Set<string>();
  return ({ headers, text }: SeenRequest): Answer | undefined => {
    const id = headers['client-request-id'] ?? '';
    const timestamp = headers.timestamp ?? '';
    const signature = createHmac('sha256', apiSecret)
      .update(`${apiKey}${id}${timestamp}${text}`)
      .digest('base64');
    if (headers['api-key'] !== apiKey || headers[header] !== signature)
      return no(401, '401', 'Unable to verify the message signature.');
    if (!(Math.abs(Date.now() - Number(timestamp)) < FIVE_MINUTES))
      return no(401, '401', 'The timestamp is not within its limits.');
    if (id === '' || seen.has(id)) return no(401, '401', 'The client request id was used before.');
    seen.add(id);
    return undefined;
  };
}

export const no = (status: number, code: string, message: string): Answer => ({
  status,
  body: { error: { code, message } },
});
