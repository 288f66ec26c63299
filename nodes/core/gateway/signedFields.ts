import { createHmac } from 'node:crypto';
import { object, type Json, type JsonObject } from '../event/json';
import type { Key } from './digests';
import type { FieldSignature, Path } from './signature';

/** What stands at a place; `undefined` where there is no such place. */
export function valueAt(value: JsonObject, path: Path): Json | undefined {
  let found: Json | undefined = value;
  for (const name of path) found = object(found)[name];
  return found;
}

/** A copy with another value at a place. */
export function withValueAt(value: JsonObject, [name, ...rest]: Path, put: Json): Json {
  if (name === undefined) return put;
  return { ...value, [name]: withValueAt(object(value[name]), rest, put) };
}

/** The digest of an item's signed fields; `undefined` where the item cannot have been signed like that. */
export function digestOfFields(
  row: FieldSignature,
  key: Key,
  item: JsonObject,
): Buffer | undefined {
  const message = messageOf(row, item);
  return message === undefined
    ? undefined
    : createHmac(row.algorithm, key).update(message).digest();
}

function messageOf({ fields, separator }: FieldSignature, item: JsonObject): string | undefined {
  const texts: string[] = [];
  for (const { path, free } of fields) {
    const value = valueAt(item, path) ?? '';
    if (typeof value === 'object') return undefined;
    const text = String(value);
    if (free !== true && text.includes(separator)) return undefined;
    texts.push(text);
  }
  return texts.join(separator);
}
