import { isObject, object, type Json, type JsonObject } from '../../../nodes/core/event/json';
import { invalid } from './refusal';

const MOST_KEYS = 50;
const LONGEST_KEY = 40;
const LONGEST_VALUE = 500;

/** Metadata is merged key by key; an empty value removes its key. https://docs.stripe.com/metadata */
export function mergeMetadata(known: unknown, change: Json | undefined): JsonObject {
  if (change === undefined) return object(known);
  if (change === '') return {};
  if (!isObject(change)) throw invalid('Invalid metadata: must be a hash', { param: 'metadata' });
  const merged = { ...object(known), ...change };
  const kept = Object.entries(merged).filter(([, value]) => value !== '');
  if (kept.length > MOST_KEYS)
    throw invalid(`Metadata can have up to ${MOST_KEYS} keys.`, { param: 'metadata' });
  for (const [key, value] of kept) {
    if (typeof value !== 'string')
      throw invalid(`Metadata values must be strings.`, { param: `metadata[${key}]` });
    if (key.length > LONGEST_KEY)
      throw invalid(`Metadata keys can have up to ${LONGEST_KEY} characters.`, {
        param: 'metadata',
      });
    if (value.length > LONGEST_VALUE)
      throw invalid(`Metadata values can have up to ${LONGEST_VALUE} characters.`, {
        param: `metadata[${key}]`,
      });
  }
  return Object.fromEntries(kept);
}
