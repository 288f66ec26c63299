import { createHmac } from 'node:crypto';
import type { Delivery } from '../../../nodes/core/gateway/delivery';

export const SECRET = 'whsec_bbq';
export const NOW = '2026-11-20T19:30:00.000Z';
export const SECONDS = Date.parse(NOW) / 1000;
export const URL = 'https://n8n.bbq.example/webhook/1/webhook';

/** Signed as Hwaro signs, with an HMAC that shares no line with the verifier. */
export const signature = (
  body: Buffer | string,
  secret = SECRET,
  seconds: number | string = SECONDS,
) =>
  createHmac('sha256', secret)
    .update(Buffer.concat([Buffer.from(`${seconds}.`), Buffer.from(body)]))
    .digest('hex');

export const header = (
  body: Buffer | string,
  secret = SECRET,
  seconds: number | string = SECONDS,
) => `t=${seconds},v1=${signature(body, secret, seconds)}`;

export const delivery = (
  rawBody: Buffer | string,
  signed: string | undefined = header(rawBody),
): Delivery => ({
  method: 'POST',
  url: URL,
  headers: [
    ['Content-Type', 'application/json'],
    ['Hwaro-Signature', signed],
  ],
  rawBody: Buffer.from(rawBody),
  receivedAt: NOW,
});

export const events = (...items: readonly object[]): string => JSON.stringify({ events: items });
