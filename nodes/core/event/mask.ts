import { isObject, type Json, type JsonObject } from './json';
import { isIssued, maskText } from './maskText';

export { maskText };

/** What a gateway's payload declares to be sensitive, beyond `SENSITIVE` below. Keys in any spelling. */
export interface MaskRules {
  /** Security codes, track data, passwords: nothing of the value stays. */
  readonly secret?: readonly string[];
  /** Card and account numbers: the last four digits stay. */
  readonly number?: readonly string[];
  /** Ids, times and the like: never touched. A tenth of all millisecond timestamps pass the Luhn check. */
  readonly keep?: readonly string[];
}

const SENSITIVE = {
  secret:
    'cvc cvc2 cvv cvv2 cvn csc cav2 cid2 securitycode cardcode cardsecuritycode cardverificationvalue ' +
    'pin pinblock track track1 track2 track3 track1data track2data trackdata magstripe magneticstripe emvdata ' +
    'password passwd secret clientsecret apikey secretkey privatekey signingsecret webhooksecret ' +
    'accesstoken refreshtoken idtoken token authorization cryptogram cavv',
  // Routing numbers and sort codes name only the bank, but beside a name they are half of an account.
  number:
    'pan cardnumber primaryaccountnumber accountnumber bankaccountnumber iban bban accountno acctnumber ' +
    'routingnumber routing aba abanumber sortcode bsbnumber transitnumber',
};

/** A bare `number` is an order's, an invoice's or a restaurant check's, unless it stands inside one of these. */
const HOLDERS = /card|bank|account|instrument|paymentmethod|source|wallet/;

/** Kept where it is a number; beside `amount` there are also `amount_note` and `price_text`. */
const AMOUNT = /amount|total|balance|price/;
/** A reference that a machine gave; what a guest writes into `payment_reference` is free text. */
const KEPT =
  /(?:^|[^a-z])(?:ids?|uuid|guid|url|uri|time|timestamp|date|phone|fax|fingerprint)$|(?:psp|original|merchant|network|retrieval|order|invoice|receipt|transaction|trace|batch)_?ref(?:erence)?$|(?:order|invoice|receipt|ticket|table|reservation|booking|check|transaction|trace|batch)_?(?:number|num|no)$/;
const KEPT_CAMEL = /[a-z](?:Ids?|Uuid|Guid|Url|Uri|Time|Timestamp|Date|At|On|Phone)$/;
const KEPT_EXACT = new Set(
  'id created updated object type currency status livemode email'.split(' '),
);

type Treatment = 'secret' | 'number' | 'bare' | 'keep' | 'amount' | 'text';

interface Key {
  readonly treatment: Treatment;
  /** As it may be shown: a card number may be a key. */
  readonly name: string;
}

const spelling = (key: string) => key.toLowerCase().replace(/[^a-z0-9]/g, '');
const words = (text: string) => text.split(' ');

function keys(rules: MaskRules): (key: string) => Key {
  const declared = new Map<string, Treatment>();
  for (const key of words(SENSITIVE.secret)) declared.set(key, 'secret');
  for (const key of words(SENSITIVE.number)) declared.set(key, 'number');
  for (const key of rules.secret ?? []) declared.set(spelling(key), 'secret');
  for (const key of rules.number ?? []) declared.set(spelling(key), 'number');
  for (const key of rules.keep ?? []) declared.set(spelling(key), 'keep');
  declared.set('number', 'bare');

  const judge = (key: string): Treatment => {
    const treatment = declared.get(spelling(key));
    if (treatment) return treatment;
    const snake = key.toLowerCase();
    const kept = KEPT_EXACT.has(snake) || KEPT.test(snake) || KEPT_CAMEL.test(key);
    if (kept || snake.endsWith('_at') || snake.endsWith('_on')) return 'keep';
    return AMOUNT.test(snake) ? 'amount' : 'text';
  };

  // A gateway's payloads share a few hundred keys; a stranger's may not fill the memory.
  let known = new Map<string, Key>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) {
      if (known.size >= 2000) known = new Map();
      found = { treatment: judge(key), name: maskText(key) };
      known.set(key, found);
    }
    return found;
  };
}

/** No gateway nests deeper. What lies below is cut, so that a megabyte of `[[[[` cannot exhaust the stack. */
const MAX_DEPTH = 64;

/** A function that copies a payload without card and account numbers, security codes and secrets. Never raises. */
function masker(rules: MaskRules): (payload: JsonObject) => JsonObject {
  const look = keys(rules);

  const copyObject = (value: JsonObject, depth: number, holder: string): JsonObject => {
    const copy: Record<string, Json | undefined> = {};
    for (const key in value) {
      const item = value[key];
      const plain = item === null || item === undefined || typeof item === 'boolean';
      // No shorter key holds a card number, and a third of all values need no treatment.
      if (plain && key.length < 12 && key !== '__proto__') {
        copy[key] = item;
        continue;
      }
      const { treatment, name } = look(key);
      const masked = copyAs(treatment, item, key, depth, holder);
      if (name === '__proto__') define(copy, name, masked);
      else copy[name] = masked;
    }
    return copy;
  };

  const copyAs = (
    treatment: Treatment,
    value: Json | undefined,
    key: string,
    depth: number,
    holder: string,
  ): Json | undefined => {
    if (value === null || value === undefined || typeof value === 'boolean') return value;
    if (typeof value === 'object')
      return treatment === 'secret' ? '***' : copy(value, depth + 1, key);
    switch (treatment) {
      case 'secret':
        return '***';
      case 'number':
        return lastFour(String(value));
      case 'bare':
        return HOLDERS.test(spelling(holder)) ? lastFour(String(value)) : free(value);
      case 'keep':
        return value;
      case 'amount':
        return typeof value === 'number' ? value : maskText(value);
      case 'text':
        return free(value);
    }
  };

  const copy = (value: JsonObject | readonly Json[], depth: number, key: string): Json => {
    if (depth > MAX_DEPTH) return null;
    if (isObject(value)) return copyObject(value, depth, key);
    const { treatment } = look(key);
    return value.map((item) => copyAs(treatment, item, key, depth, key) ?? null);
  };

  return (payload) => copyObject(payload, 0, '');
}

const define = (target: object, key: string, value: unknown) =>
  Object.defineProperty(target, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });

function free(value: string | number): string | number {
  if (typeof value === 'string') return maskText(value);
  if (value < 1e11 || !Number.isInteger(value)) return value;
  const digits = String(value);
  // Its digits are rounded, so that no check tells what it was.
  if (!Number.isSafeInteger(value)) return isIssued(digits) ? '*'.repeat(digits.length) : value;
  const masked = maskText(digits);
  return masked === digits ? value : masked;
}

/** Hides all but the last four of a number that was declared to be one, however it is written. */
function lastFour(text: string): string {
  // Stars count: what is masked twice looks as if masked once.
  const shown = Array.from(text.replace(/[^\p{L}\p{N}*]/gu, '')).length > 8 ? 4 : 0;
  const from = text.length - shown;
  return text.slice(0, from).replace(/[\p{L}\p{N}]/gu, '*') + text.slice(from);
}

const maskers = new WeakMap<MaskRules, (payload: JsonObject) => JsonObject>();
const COMMON: MaskRules = {};

/** Copies a payload without card data, by the common rules and a gateway's own. */
export function maskPayload(payload: JsonObject, rules: MaskRules = COMMON): JsonObject {
  const mask = maskers.get(rules) ?? masker(rules);
  maskers.set(rules, mask);
  return mask(payload);
}
