import { createHash, createHmac } from 'node:crypto';
import { object, type Json, type JsonObject } from '../event/json';
import type { Key } from './digests';
import type { FieldSignature, MessageText, Path, SecretField, SignedField } from './signature';

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
  const message = messageOf(row, key, item);
  const bytes = message === undefined ? undefined : bytesOf(message, row.text);
  if (message === undefined || bytes === undefined) return undefined;
  if (!row.fields.some(isSecret)) return createHmac(row.algorithm, key).update(bytes).digest();
  return UNPRINTABLE.test(message) ? undefined : createHash(row.algorithm).update(bytes).digest();
}

const isSecret = (field: SignedField | SecretField): field is SecretField => 'secret' in field;

const UNPRINTABLE = /[\p{C}\uFFFD]/u;

function messageOf(
  { fields, separator }: FieldSignature,
  key: Key,
  item: JsonObject,
): string | undefined {
  const texts: string[] = [];
  for (const field of fields) {
    const text = isSecret(field) ? String(key) : textOf(field, separator, item);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts.join(separator);
}

function textOf(
  { path, free, shape }: SignedField,
  separator: string,
  item: JsonObject,
): string | undefined {
  const value = valueAt(item, path) ?? '';
  if (typeof value === 'object') return undefined;
  const text = String(value);
  if (free !== true && separator !== '' && text.includes(separator)) return undefined;
  return shape === undefined || shape.test(text) ? text : undefined;
}

function bytesOf(message: string, written: MessageText = 'utf8'): Buffer | undefined {
  const bytes = Buffer.from(message, written === 'latin1' ? 'latin1' : 'utf8');
  switch (written) {
    case 'utf8':
      return bytes;
    case 'hex':
      return Buffer.from(bytes.toString('hex'));
    case 'latin1':
      // Of a sign beyond Latin-1 Node keeps half: two texts would have one digest.
      return bytes.toString('latin1') === message ? bytes : undefined;
  }
}
