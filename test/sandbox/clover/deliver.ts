import { createHmac, randomUUID } from 'node:crypto';
import axios from 'axios';
import type { JsonObject } from '../../../nodes/core/event/json';

export interface Sent {
  readonly status: number;
}

const APP = 'APPBBQ0000001';

async function post(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Sent> {
  const { status } = await axios.post<unknown>(url, Buffer.from(body), {
    headers: { 'Content-Type': 'application/json', ...headers },
    proxy: false,
    maxRedirects: 0,
    timeout: 10_000,
    validateStatus: () => true,
  });
  return { status };
}

/** Unsigned, since the auth code is shown only once the address is verified. */
export async function askForCode(url: string): Promise<Sent & { readonly code: string }> {
  const code = randomUUID();
  return { ...(await post(url, JSON.stringify({ verificationCode: code }))), code };
}

/** One batch of updates, in which nothing stands but what was touched. */
export const deliverBatch = async (
  url: string,
  touched: Readonly<Record<string, readonly string[]>>,
  type: string,
  authCode: string,
): Promise<Sent> => {
  const merchants = Object.fromEntries(
    Object.entries(touched).map(([merchant, ids]) => [
      merchant,
      ids.map((objectId) => ({ objectId, type, ts: Date.now() })),
    ]),
  );
  return await post(url, JSON.stringify({ appId: APP, merchants }), { 'X-Clover-Auth': authCode });
};

export async function deliverCheckout(
  url: string,
  about: JsonObject,
  secret: string,
): Promise<Sent> {
  const seconds = Math.floor(Date.now() / 1000);
  const body = JSON.stringify({ createdTime: seconds, ...about });
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return await post(url, body, { 'Clover-Signature': `t=${seconds},v1=${digest}` });
}
