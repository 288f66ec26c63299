import { createHmac } from 'node:crypto';
import axios from 'axios';
import type { JsonObject } from '../../../nodes/core/event/json';

export interface DeliverOptions {
  readonly secret?: string;
  /** Instead of the true signature; `null` sends none. */
  readonly signature?: string | null;
  /** What somebody in between makes of the body after it was signed. */
  readonly tamper?: (body: string) => string;
}

export interface Delivered {
  readonly status: number;
  readonly body: string;
}

/** GoCardless waits ten seconds. https://developer.gocardless.com/api-reference/#webhooks-overview */
const PATIENCE = 10_000;
const MOST_EVENTS = 250;

/** Posts a batch as GoCardless does: the hex digest of the exact body, and no clock. */
export async function deliver(
  url: string,
  events: readonly JsonObject[],
  { secret = '', signature, tamper = (body) => body }: DeliverOptions,
): Promise<Delivered> {
  if (events.length > MOST_EVENTS) throw new Error('GoCardless puts at most 250 into one delivery');
  const body = JSON.stringify({ events, meta: { webhook_id: 'WB0SANDBOX' } });
  const signed =
    signature === undefined ? createHmac('sha256', secret).update(body).digest('hex') : signature;
  const response = await axios.post<string>(url, Buffer.from(tamper(body)), {
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'gocardless-webhook-service/1.1',
      ...(signed === null ? {} : { 'Webhook-Signature': signed }),
    },
    proxy: false,
    maxRedirects: 0,
    timeout: PATIENCE,
    responseType: 'text',
    validateStatus: () => true,
  });
  return { status: response.status, body: response.data };
}
