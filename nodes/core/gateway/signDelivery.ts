import { isObject, list, object, type Json, type JsonObject } from '../event/json';
import type { GatewayAdapter } from './adapter';
import { takesCalls } from './evidence';
import { fieldText, withFieldText } from './fieldText';
import { hmacOf } from './hmac';
import type { FieldSignature, Signature, SignatureRow } from './signature';
import { digestOfFields, valueAt, withValueAt } from './signedFields';

/** Signs as a gateway does, for sample events and for trying things out. */

export interface SignedDelivery {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly rawBody: Buffer;
}

interface Unsigned {
  readonly url: string;
  readonly rawBody: Buffer;
  readonly seconds: number;
}

/** How this n8n signs to itself. */
const SELF_SIGNED: SignatureRow = {
  algorithm: 'sha256',
  header: 'x-payment-failure-sample',
  format: { style: 'plain' },
  message: [{ part: 'body' }],
  keyEncoding: 'utf8',
  digestEncoding: 'hex',
  keys: () => [],
};

/** The gateway as its samples are proved: where nobody but the gateway can sign, this n8n does so to itself. */
export const asSampled = (adapter: GatewayAdapter): GatewayAdapter =>
  takesCalls(adapter.signature) ? { ...adapter, signature: SELF_SIGNED } : adapter;

/** A delivery that verifies, whatever the signature goes over. */
export function signedDelivery(
  signature: Signature,
  delivery: Unsigned,
  key: string,
): SignedDelivery {
  const { rawBody } = delivery;
  switch (signature.over) {
    case 'fields':
      return { headers: [], rawBody: Buffer.from(signFields(signature, rawBody.toString(), key)) };
    case 'token':
      return { headers: [[signature.header, key]], rawBody };
    case 'certificate':
    case 'post-back':
      throw new Error('Only the gateway itself can sign this');
    default: {
      const timed = { ...delivery, rawBody: timedBody(signature, delivery) };
      return { headers: [signDelivery(signature, timed, key)], rawBody: timed.rawBody };
    }
  }
}

/** The body as it says when it is signed, where that is for the body to say. */
const timedBody = ({ timestampField: field }: SignatureRow, { rawBody, seconds }: Unsigned) =>
  field === undefined
    ? rawBody
    : withFieldText(rawBody, field, new Date(seconds * 1000).toISOString());

/** Writes the header that `verifySignature` reads. */
export function signDelivery(
  row: SignatureRow,
  delivery: Unsigned,
  key: string,
): readonly [name: string, value: string] {
  const { url, rawBody, seconds } = delivery;
  const { timestampField: field } = row;
  const timestamp = field === undefined ? String(seconds) : (fieldText(rawBody, field) ?? '');
  const signed = { url, rawBody, timestamp };
  const digest = hmacOf(row, Buffer.from(key, row.keyEncoding), signed).digest(row.digestEncoding);
  return [row.header, writeClaim(row.format, seconds, digest)];
}

function writeClaim(format: SignatureRow['format'], seconds: number, digest: string): string {
  switch (format.style) {
    case 'plain':
      return digest;
    case 'prefixed':
      return format.prefix + digest;
    case 'pairs':
      return `${format.timestamp}=${seconds},${format.digest}=${digest}`;
  }
}

/** Puts the digests that `verifyFields` reads where they belong. What is no JSON object cannot be signed so. */
function signFields(row: FieldSignature, text: string, key: string): string {
  const body = parse(text);
  if (!body) return text;
  const { items } = row;
  if (!items) return JSON.stringify(signItem(row, body, key));
  const signed = list(valueAt(body, items.list)).map((entry) => {
    const item = object(valueAt(object(entry), items.item));
    return withValueAt(object(entry), items.item, signItem(row, item, key));
  });
  return JSON.stringify(withValueAt(body, items.list, signed));
}

function signItem(row: FieldSignature, item: JsonObject, key: string): Json {
  const digest = digestOfFields(row, Buffer.from(key, row.keyEncoding), item);
  return digest ? withValueAt(item, row.digest, digest.toString(row.digestEncoding)) : item;
}

function parse(text: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
