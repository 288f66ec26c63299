import { timingSafeEqual } from 'node:crypto';
import { isObject, list, object, type Json, type JsonObject } from '../event/json';
import type { RejectedItem, Rejection, Verdict } from './delivery';
import { readDigests, readKeys, type Key } from './digests';
import { refuse } from './refuse';
import type { FieldSignature } from './signature';
import { digestOfFields, valueAt, withValueAt } from './signedFields';

export type VerifiedBody =
  | {
      readonly ok: true;
      /** The body without the items that did not verify. */
      readonly body: JsonObject;
      /** Where in the delivery each item that is left stood. */
      readonly kept: readonly number[];
      readonly rejected: readonly RejectedItem[];
    }
  | Rejection;

/**
 * Verifies each item of a body by itself. Fails closed: where no item verifies, nothing is left of the delivery, and a
 * stranger's thousand items are one refusal.
 */
export function verifyFields(
  row: FieldSignature,
  body: unknown,
  keys: readonly string[],
): VerifiedBody {
  const usable = readKeys(row, keys);
  if (usable.length === 0) return refuse('no_secret');
  if (!isObject(body)) return refuse('malformed');
  const ways: readonly [FieldSignature, ...FieldSignature[]] = [
    row,
    ...(row.also ?? []).map((variant) => ({ ...row, ...variant })),
  ];
  const entries = row.items ? list(valueAt(body, row.items.list)) : [body];

  const good: Json[] = [];
  const kept: number[] = [];
  const rejected: RejectedItem[] = [];
  for (const [index, entry] of entries.entries()) {
    const item = row.items ? valueAt(object(entry), row.items.item) : entry;
    const verdict = verifyItem(ways, object(item), usable);
    if (verdict.ok) {
      good.push(entry);
      kept.push(index);
    } else {
      rejected.push({ index, reason: verdict.reason });
    }
  }
  if (good.length === 0) return refuse(rejected[0]?.reason ?? 'malformed');
  // Only a batch has bad items beside good ones.
  const left =
    row.items && rejected.length > 0 ? object(withValueAt(body, row.items.list, good)) : body;
  return { ok: true, body: left, kept, rejected };
}

/** All ways read the digest from the same place. */
function verifyItem(
  ways: readonly [FieldSignature, ...FieldSignature[]],
  item: JsonObject,
  keys: readonly Key[],
): Verdict {
  const claimed = valueAt(item, ways[0].digest);
  if (claimed === undefined || claimed === null || claimed === '') return refuse('unsigned_item');
  let isReadable = false;
  for (const way of ways) {
    const [digest] = typeof claimed === 'string' ? readDigests(way, [claimed]) : [];
    if (!digest) continue;
    if (isSignedSo(way, item, digest, keys)) return { ok: true };
    isReadable = true;
  }
  return refuse(isReadable ? 'bad_signature' : 'unreadable_signature');
}

const isSignedSo = (
  way: FieldSignature,
  item: JsonObject,
  digest: Buffer,
  keys: readonly Key[],
): boolean =>
  keys.some((key) => {
    const expected = digestOfFields(way, key, item);
    return expected !== undefined && timingSafeEqual(digest, expected);
  });
