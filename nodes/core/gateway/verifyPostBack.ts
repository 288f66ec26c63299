import { object, text } from '../event/json';
import type { PostBackSignature } from './callSignature';
import type { Verdict } from './delivery';
import type { Evidence } from './evidence';
import { refuse } from './refuse';

/** Whether the gateway calls a delivery its own, and it is for us. Fails closed. */
export function verifyPostBack(
  row: PostBackSignature,
  body: unknown,
  keys: readonly string[],
  evidence: Evidence | undefined,
): Verdict {
  const meant = isForUs(row, body, keys);
  if (!meant.ok) return meant;
  return evidence ?? refuse('post_back_unavailable');
}

/** Whether it names one of the receivers: nothing else is worth asking the gateway about. */
export function isForUs(row: PostBackSignature, body: unknown, keys: readonly string[]): Verdict {
  const ours = keys.filter((key) => key !== '').map((key) => key.toLowerCase());
  if (ours.length === 0) return refuse('no_secret');
  if (body === undefined) return refuse('malformed');
  const isNamed = row.receiver.some((field) =>
    ours.includes(text(object(body)[field])?.toLowerCase() ?? ''),
  );
  return isNamed ? { ok: true } : refuse('wrong_receiver');
}
