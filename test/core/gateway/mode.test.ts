import { createHmac } from 'node:crypto';
import { isObject, text } from '../../../nodes/core/event/json';
import type { GatewayAdapter } from '../../../nodes/core/gateway/adapter';
import { inMode, type Mode } from '../../../nodes/core/gateway/mode';
import { openDelivery } from '../../../nodes/core/gateway/openDelivery';
import { pushedTypes } from '../../../nodes/core/gateway/pushedTypes';
import { readBody } from '../../../nodes/core/gateway/readBody';
import { delivery, header, SECRET } from './deliveries';
import { hwaro } from './hwaro';

/** The till of before: a form with its own digest. */
const slip: Mode = {
  toldBy: { header: 'content-type', begins: 'application/x-www-form-urlencoded' },
  body: 'form',
  types: ['slip.declined'],
  signature: {
    over: 'fields',
    algorithm: 'sha256',
    digest: ['proof'],
    fields: [{ path: ['no'] }, { path: ['guest'] }],
    separator: '^',
    keyEncoding: 'utf8',
    digestEncoding: 'hex',
    keys: ({ slipSecret }) => text(slipSecret)?.split(',') ?? [],
  },
  split: (body, receivedAt) => {
    const id = isObject(body) ? text(body['no']) : undefined;
    if (!isObject(body) || id === undefined) return undefined;
    const event = { gateway: 'hwaro', id, type: 'slip.declined', receivedAt, payload: body };
    return { events: [event], rejected: [] };
  },
};
const till: GatewayAdapter = {
  ...hwaro,
  eventTypes: { ...hwaro.eventTypes, 'slip.declined': ['payment.failed'] },
  modes: [slip],
};
const FORM = ['Content-Type', 'Application/x-www-form-urlencoded; charset=utf-8'] as const;
const proof = (message: string) => createHmac('sha256', 'old key').update(message).digest('hex');
const post = (body: string) => ({ ...delivery(body, ''), headers: [FORM] });
const open = (body: string) =>
  openDelivery(
    inMode(till, post(body)),
    post(body),
    slip.signature.keys({ slipSecret: 'old key' }),
  );

test('a slip of the old till is read as a form and proved by its own digest', () => {
  expect(open(`no=7&guest=%EB%B0%95+Minji&proof=${proof('7^박 Minji')}`)).toMatchObject({
    ok: true,
    events: [{ id: '7', payload: { no: '7', guest: '박 Minji' } }],
  });
  expect(open(`no=8&guest=Minji&proof=${proof('7^Minji')}`)).toMatchObject({
    reason: 'bad_signature',
  });
  expect(open('no=7&guest=Minji')).toMatchObject({ reason: 'unsigned_item' });
  expect(open('no=7&no=8')).toMatchObject({ reason: 'malformed' });
});

test('what another way proves proves nothing here, and the other way round', () => {
  const body = '{"events":[]}';
  const json = delivery(body);
  expect(inMode(till, json)).toBe(till);
  expect(openDelivery(inMode(till, json), json, [SECRET])).toMatchObject({ ok: true });
  const disguised = { ...json, headers: [...json.headers, FORM] };
  expect(openDelivery(inMode(till, disguised), disguised, [SECRET])).toMatchObject({ ok: false });
  const slipAsJson = delivery(`no=7&guest=&proof=${proof('7^')}`, header(body));
  expect(openDelivery(inMode(till, slipAsJson), slipAsJson, [SECRET])).toMatchObject({
    reason: 'bad_signature',
  });
});

test('no endpoint is asked for what only comes the old way', () => {
  expect(pushedTypes(till)).toEqual(pushedTypes(hwaro));
});

test('a way may be told by a word that the owner adds to the address', () => {
  const weekly: Mode = {
    ...slip,
    toldBy: { query: 'weekly' },
    signature: {
      ...slip.signature,
      keys: ({ weeklySecret }) => text(weeklySecret)?.split(',') ?? [],
    },
  };
  const both: GatewayAdapter = { ...till, modes: [weekly, slip] };
  const told = (query?: string) => inMode(both, { ...post('no=7'), query }).signature;
  expect(told('weekly')).toBe(weekly.signature);
  expect(told('a=1&weekly=')).toBe(weekly.signature);
  for (const other of [undefined, '', 'week', 'a=weekly']) expect(told(other)).toBe(slip.signature);
});

describe('a form', () => {
  const read = (form: string | Buffer) => readBody(Buffer.from(form), 'form');

  test('has names and values, some of them empty', () => {
    expect(read('a=1&b=&c&=d&e=f%3Dg&&h=%zz')).toEqual({
      a: '1',
      b: '',
      c: '',
      '': 'd',
      e: 'f=g',
      h: '%zz',
    });
  });

  test('is UTF-8, or else Latin-1', () => {
    expect(read('name=Ren%c3%a9e')).toEqual({ name: 'Renée' });
    expect(read('name=Ren%E9e')).toEqual({ name: 'Renée' });
    expect(read(Buffer.from('name=Renée', 'latin1'))).toEqual({ name: 'Renée' });
  });

  test('with nothing in it, or a name twice, is none', () => {
    expect(read('')).toBeUndefined();
    expect(read('a=1&a=1')).toBeUndefined();
    expect(read('%61=1&a=2')).toBeUndefined();
  });

  test('cannot reach behind an object', () => {
    const fields = read('__proto__=x&a=1');
    expect(Object.keys(fields ?? {})).toEqual(['__proto__', 'a']);
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
  });
});
