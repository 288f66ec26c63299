import { createHash, createHmac } from 'node:crypto';
import { list, object, type Json, type JsonObject } from '../../../nodes/core/event/json';
import type { GatewayAdapter } from '../../../nodes/core/gateway/adapter';
import type { Delivery } from '../../../nodes/core/gateway/delivery';
import { openDelivery } from '../../../nodes/core/gateway/openDelivery';
import { signedDelivery } from '../../../nodes/core/gateway/signDelivery';
import type { FieldSignature } from '../../../nodes/core/gateway/signature';
import { verifyFields } from '../../../nodes/core/gateway/verifyFields';
import { NOW, URL } from './deliveries';
import { hwaro, hwaroByItem } from './hwaro';

const KEY = '5ea15ea1';
/** A till that signs each body as a whole, by the fields that matter. */
const { items: _, ...whole } = hwaroByItem;
const slip: FieldSignature = {
  ...whole,
  algorithm: 'sha512',
  digestEncoding: 'hex',
  digest: ['hash'],
  fields: [{ path: ['table'] }, { path: ['total', 'won'] }, { path: ['paid'] }],
  separator: '|',
};

const signed = (row: FieldSignature, body: Json, key = KEY): JsonObject => {
  const rawBody = Buffer.from(JSON.stringify(body));
  const { rawBody: written } = signedDelivery(row, { url: URL, rawBody, seconds: 0 }, key);
  return object(JSON.parse(written.toString()));
};
const reason = (row: FieldSignature, body: Json) => {
  const verified = verifyFields(row, body, [KEY]);
  return verified.ok ? 'accepted' : verified.reason;
};

describe('a body that is signed as one item', () => {
  const bill = { table: 12, total: { won: 45000 }, paid: false, note: 'window' };

  test('verifies whole, whatever its values are', () => {
    const body = signed(slip, bill);
    expect(verifyFields(slip, body, [KEY])).toEqual({ ok: true, body, kept: [0], rejected: [] });
    expect(reason(slip, { ...body, note: 'terrace' })).toBe('accepted');
    expect(reason(slip, { ...body, paid: true })).toBe('bad_signature');
    expect(reason(slip, { ...body, total: { won: 450 } })).toBe('bad_signature');
  });

  test('counts what is missing as empty', () => {
    const unpaid = { table: bill.table, total: bill.total, note: bill.note };
    expect(reason(slip, signed(slip, unpaid))).toBe('accepted');
    expect(reason(slip, { ...signed(slip, unpaid), paid: null })).toBe('accepted');
    expect(reason(slip, { ...signed(slip, unpaid), paid: '' })).toBe('accepted');
  });

  test('is refused where a field could be cut in two', () => {
    const shifted = { ...signed(slip, { table: '12', total: { won: '4' } }), table: '12|4' };
    expect(reason(slip, { ...shifted, total: {} })).toBe('bad_signature');
  });

  test.each([[null], [[]], ['text'], [7]])('is no object: %j', (body) => {
    expect(reason(slip, body)).toBe('malformed');
  });

  test('cannot be signed where a field is a list', () => {
    expect(reason(slip, signed(slip, { ...bill, table: [12] }))).toBe('unsigned_item');
  });
});

describe('a slip that may be proved in more ways than one', () => {
  const bill = { table: '12', total: { won: '45000' }, paid: 'né à 서울'.slice(0, 4) };
  const message = `12|45000|${bill.paid}`;
  const open: FieldSignature = {
    ...slip,
    keyEncoding: 'utf8',
    also: [
      { digestEncoding: 'base64' },
      { algorithm: 'sha256', digestEncoding: 'base64' },
      { algorithm: 'sha384' },
      { text: 'latin1' },
      { text: 'hex' },
    ],
  };
  const hmac = (algorithm: string, bytes: Buffer | string = message) =>
    createHmac(algorithm, KEY).update(bytes);

  test.each([
    ['as the row has it', hmac('sha512').digest('hex')],
    ['written in base64', hmac('sha512').digest('base64')],
    ['with a shorter hash', hmac('sha256').digest('base64')],
    ['with another hash', hmac('sha384').digest('hex')],
    ['over Latin-1', hmac('sha512', Buffer.from(message, 'latin1')).digest('hex')],
    ['over hexadecimal digits', hmac('sha512', Buffer.from(message).toString('hex')).digest('hex')],
  ])('is accepted %s', (_, hash) => {
    expect(reason(open, { ...bill, hash })).toBe('accepted');
    expect(reason({ ...open, also: [] }, { ...bill, hash: hash.slice(0, -2) })).toBe(
      'unreadable_signature',
    );
  });

  test.each([
    ['sha256', 'hex', 'bad_signature'],
    ['sha1', 'hex', 'unreadable_signature'],
    ['md5', 'base64', 'unreadable_signature'],
  ] as const)('and in no other: %s in %s', (algorithm, encoding, why) => {
    // 64 hexadecimal digits are also 48 bytes of base64, which is as long as SHA-384 is.
    const also = [{ algorithm: 'sha384', digestEncoding: 'base64' } as const];
    const hash = hmac(algorithm).digest(encoding);
    expect(reason({ ...open, also }, { ...bill, hash })).toBe(why);
  });

  test('is signed by the row itself', () => {
    expect(signed(open, bill)).toEqual({ ...bill, hash: hmac('sha512').digest('hex') });
  });

  test('has no half signs: what Latin-1 cannot write was not signed so', () => {
    const hash = hmac('sha512', '12|45000|N').digest('hex');
    const latin: FieldSignature = { ...open, text: 'latin1', also: [] };
    expect(reason(latin, { ...bill, paid: 'N', hash })).toBe('accepted');
    expect(reason(latin, { ...bill, paid: '\u014e', hash })).toBe('bad_signature');
  });
});

describe('a slip with the secret among its fields', () => {
  const plain: FieldSignature = {
    ...slip,
    algorithm: 'sha256',
    keyEncoding: 'utf8',
    separator: '',
    fields: [
      { path: ['won'], shape: /^\d+$/ },
      { secret: true },
      { path: ['table'], shape: /^[A-Z]\d\d$/ },
      { path: ['fate'], shape: /^(?:paid|declined)/ },
    ],
  };
  const bill = { won: '45000', table: 'T12', fate: 'declined' };
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

  test('is a plain hash', () => {
    expect(signed(plain, bill)).toEqual({ ...bill, hash: sha256(`45000${KEY}T12declined`) });
    expect(reason(plain, signed(plain, bill))).toBe('accepted');
    expect(reason(plain, { ...signed(plain, bill), won: '4500' })).toBe('bad_signature');
  });

  test('cannot be cut anew: each field has its shape', () => {
    const hash = sha256(`45000${KEY}T12declined`);
    expect(reason(plain, { won: '45000', table: 'T1', fate: '2declined', hash })).toBe(
      'bad_signature',
    );
    expect(reason(plain, { won: '', table: 'T12', fate: 'declined', hash })).toBe('bad_signature');
  });

  test('cannot be made longer by somebody who saw one: no text has such bytes in it', () => {
    for (const odd of ['\u0080\u0000', '\u0000', '\ufffd', '\u200b', '\n']) {
      const fate = `declined${odd}paid`;
      const hash = sha256(`45000${KEY}T12${fate}`);
      expect(reason(plain, { ...bill, fate, hash })).toBe('bad_signature');
      expect(signed(plain, { ...bill, fate })).toEqual({ ...bill, fate });
    }
  });
});

describe('a batch', () => {
  const event = (id: string) => ({ id, type: 'card.declined', at: 1 });
  const delivered = (body: JsonObject): Delivery => ({
    method: 'POST',
    url: URL,
    headers: [],
    rawBody: Buffer.from(JSON.stringify(body)),
    receivedAt: NOW,
  });
  const batch = signed(hwaroByItem, { events: [event('a'), event('b')] });
  const forged = { ...event('c'), seals: { hmac: 'AAAA' } };
  const events = [forged, ...list(batch.events)];
  const open = (body: JsonObject, more: Partial<GatewayAdapter> = {}) =>
    openDelivery({ ...hwaro, signature: hwaroByItem, ...more }, delivered(body), [KEY]);

  test('is handed on without what did not verify', () => {
    const seen: unknown[] = [];
    open(
      { till: 3, events },
      {
        split: (body) => {
          seen.push(body);
          return { events: [], rejected: [] };
        },
      },
    );
    expect(seen).toEqual([{ till: 3, ...batch }]);
  });

  test('names what its adapter rejects by where it stood in the delivery', () => {
    const rejecting = (index: number): Partial<GatewayAdapter> => ({
      split: () => ({ events: [], rejected: [{ index, reason: 'malformed' }] }),
    });
    expect(open({ events }, rejecting(1))).toMatchObject({
      rejected: [
        { index: 0, reason: 'unreadable_signature' },
        { index: 2, reason: 'malformed' },
      ],
    });
    expect(open({ events }, rejecting(9))).toMatchObject({
      rejected: [{ index: 0 }, { index: 9, reason: 'malformed' }],
    });
  });

  test('is malformed where it is none, or its adapter makes nothing of it', () => {
    expect(open({ events: [] })).toMatchObject({ reason: 'malformed' });
    expect(open(batch, { split: () => undefined })).toMatchObject({ reason: 'malformed' });
  });
});

describe('signing for trying things out', () => {
  test.each(['not JSON', '[]', '"text"'])('leaves alone what it cannot sign: %s', (text) => {
    const rawBody = Buffer.from(text);
    const written = signedDelivery(slip, { url: URL, rawBody, seconds: 0 }, KEY);
    expect(written).toEqual({ headers: [], rawBody });
  });
});
