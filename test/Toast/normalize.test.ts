import { object, type JsonObject } from '../../nodes/core/event/json';
import { maskPayload } from '../../nodes/core/event/mask';
import { parseExactly } from '../../nodes/core/event/exactJson';
import type { RawEvent } from '../../nodes/core/event/rawEvent';
import { toast } from '../../nodes/Toast/toast.adapter';
import { AT, cash, check, CHECK, message, order, payment, RESTAURANT } from '../fixtures/toast';

const CONTEXT = { account: RESTAURANT, currency: 'USD', live: true };
const rawOf = (body: JsonObject): RawEvent => {
  const [raw] = toast.split(body, AT)?.events ?? [];
  if (!raw) throw new Error('The message tells nothing');
  return { ...raw, payload: maskPayload(raw.payload, toast.mask) };
};
const told = (body: JsonObject, context: Partial<typeof CONTEXT> = {}, fetched = {}) =>
  toast.normalize(rawOf(body), fetched, { ...CONTEXT, ...context });
const denied = (change: JsonObject = {}, ofCheck: JsonObject = {}, ofOrder: JsonObject = {}) =>
  message(order([check([payment('pay-1', change)], ofCheck)], ofOrder));

const FETCHED = {
  table: { name: '12' },
  server: { firstName: 'Ji-soo', chosenName: 'Jisoo', lastName: 'Kim' },
  diningOption: { name: 'Dine In', behavior: 'DINE_IN' },
  restaurant: { general: { name: 'Ember & Rice', locationName: 'Harbor' } },
};

test('a denied card is told with all that staff have to know', () => {
  expect(told(denied({ tipAmount: 20.5 }), {}, FETCHED)).toEqual({
    schema: 'payment-event/1',
    id: `toast:${RESTAURANT}:pay-1:DENIED`,
    gateway: 'toast',
    account: RESTAURANT,
    connected: undefined,
    live: true,
    type: 'payment.failed',
    kind: 'charge',
    attempt: { key: `toast:${RESTAURANT}:pay-1` },
    references: [
      { type: 'payment', value: 'pay-1' },
      { type: 'order', value: CHECK },
    ],
    occurredAt: AT,
    occurredAtSource: 'gateway',
    receivedAt: AT,
    late: false,
    amount: { minor: 20690, currency: 'USD', decimal: '206.90' },
    tip: { minor: 2050, currency: 'USD', decimal: '20.50' },
    customer: {
      id: 'c0ffee00-0000-4000-8000-000000000001',
      name: 'Minji Park',
      email: 'minji@example.com',
      phone: '+15555550101',
    },
    instrument: { type: 'card', brand: 'visa', last4: '1111', fingerprint: undefined },
    reason: {
      code: 'DENIED',
      category: 'issuer_declined',
      cause: 'instrument',
      hardness: 'soft',
      advice: 'use_other_method',
    },
    order: {
      id: CHECK,
      number: '42',
      table: '12',
      partySize: 4,
      server: 'Jisoo Kim',
      location: 'Harbor',
      channel: 'dine-in',
      total: { minor: 18640, currency: 'USD', decimal: '186.40' },
    },
    products: [{ name: 'Galbi for two' }],
    links: {},
  });
});

test('an event keeps what it needs of an order of 600 kB, and no digits of the card but the last', () => {
  const selections = Array.from({ length: 3_000 }, (_, at) => ({ displayName: `Banchan ${at}` }));
  const { payload } = rawOf(denied({}, { selections }));
  expect(JSON.stringify(payload).length).toBeLessThan(4_000);
  expect(JSON.stringify(payload)).not.toContain('411111');
});

describe('amounts', () => {
  const amountOf = (written: string, currency = 'USD') =>
    told(
      object(parseExactly(JSON.stringify(denied({ amount: 'HERE' })).replace('"HERE"', written))),
      { currency },
    )?.amount;

  test.each([
    ['8.5', 850],
    ['8.50', 850],
    ['8', 800],
    ['0.1', 10],
    ['1234567890123.45', 123456789012345],
    ['8.499999999999998', 850],
    ['8.4999999999999999999', 850],
  ])(
    '%s dollars are %i cents, exactly as written, but for the tail of a double',
    (written, minor) => {
      expect(amountOf(written)).toMatchObject({ minor, currency: 'USD' });
    },
  );

  test('a fraction of a cent, and what is no number, is no amount', () => {
    for (const written of ['8.505', '8.49999', 'null', 'true', '{}', '"eight"']) {
      expect(amountOf(written)).toBeUndefined();
    }
  });

  test('other currencies have their own digits', () => {
    expect(amountOf('8500', 'JPY')).toMatchObject({ minor: 8500, currency: 'JPY' });
    expect(amountOf('8.5', 'JPY')).toBeUndefined();
    expect(told(denied(), { currency: 'EUR' })?.order?.total).toMatchObject({ currency: 'EUR' });
  });
});

describe('whom it is about', () => {
  const phoneOf = (customer: JsonObject, currency = 'USD') =>
    told(denied({}, { customer }), { currency })?.customer.phone;

  test.each([
    [{ phone: '5555550101', phoneCountryCode: '1' }, '+15555550101'],
    [{ phone: '1 555 555 0101', phoneCountryCode: '1' }, '+15555550101'],
    [{ phone: '7700 900123', phoneCountryCode: '+44' }, '+447700900123'],
    [{ phone: '07700 900123', phoneCountryCode: '44' }, '+447700900123'],
    [{ phone: '+353 20 910 0101' }, '+353209100101'],
    // Toast leaves the country away in the USA, and only there.
    [{ phone: '(555) 555-0101' }, '+15555550101'],
    [{ phone: '1-555-555-0101' }, '+15555550101'],
    [{ phone: '07700900123' }, undefined],
    [{ phone: 'ask Jisoo' }, undefined],
    [{ phone: null }, undefined],
  ])('%j is texted at %s', (customer, phone) => {
    expect(phoneOf(customer)).toBe(phone);
  });

  test('elsewhere a number without its country is nobody’s', () => {
    expect(phoneOf({ phone: '5555550101' }, 'EUR')).toBeUndefined();
  });

  test('without a guest the tab has a name', () => {
    expect(told(denied({}, { customer: null }))?.customer.name).toBe('Minji');
    expect(told(denied({}, { customer: { guid: 'only' }, tabName: null }))?.customer).toMatchObject(
      {
        id: 'only',
        name: undefined,
      },
    );
  });
});

describe('where it happened', () => {
  test.each([
    [{ behavior: 'TAKE_OUT' }, 'In Store', 'takeaway'],
    [{ behavior: 'DELIVERY' }, 'Online', 'delivery'],
    [{}, 'Branded Online Ordering', 'online'],
    [{}, 'In Store', undefined],
  ])('%j from %s is %s', (diningOption, source, channel) => {
    expect(told(denied({}, {}, { source }), {}, { diningOption })?.order?.channel).toBe(channel);
  });

  test('without names it is still the check’s number', () => {
    expect(told(denied())?.order).toMatchObject({ number: '42', table: undefined });
    expect(told(denied({}, { displayNumber: null }))?.order?.number).toBe('108');
  });

  test('another restaurant of the same client is an account of its own', () => {
    expect(told(denied(), { account: 'headquarters' })).toMatchObject({
      account: RESTAURANT,
      connected: true,
    });
  });
});

test('a till in test mode, and Toast’s sandbox, move no live money', () => {
  expect(told(denied({}, {}, { createdInTestMode: true }))?.live).toBe(false);
  expect(told(denied(), { live: false })?.live).toBe(false);
});

test('other ways to pay are told by their names, and cash has no status', () => {
  const paid = message(order([check([cash('cash-1', 186.4)])]));
  expect(told(paid)).toMatchObject({
    id: `toast:${RESTAURANT}:cash-1:PAID`,
    type: 'payment.succeeded',
    instrument: { type: 'cash', brand: undefined },
  });
  const refused = payment('gift-1', { type: 'GIFTCARD', cardType: 'UNKNOWN' });
  expect(told(message(order([check([refused])])))).toMatchObject({
    type: 'payment.failed',
    instrument: { type: 'giftcard', brand: undefined },
  });
  const voided = { ...cash('cash-2', 20), voidInfo: { voidDate: AT } };
  expect(told(message(order([check([voided])])))?.type).toBe('payment.canceled');
  const promised = { ...cash('cash-3', 20), paidDate: null };
  expect(toast.split(message(order([check([promised])])), AT)?.events).toEqual([]);
});

describe('names are read', () => {
  const asked = (body: JsonObject, fetched = {}) =>
    toast.needs(rawOf(body), fetched).map(({ path, account }) => [path, account]);

  test('for a check on which something failed, at its restaurant', () => {
    expect(asked(denied())).toEqual([
      ['/config/v2/tables/table-12-guid', RESTAURANT],
      ['/labor/v1/employees/jisoo-guid', RESTAURANT],
      ['/config/v2/diningOptions/dine-in-guid', RESTAURANT],
      [`/restaurants/v1/restaurants/${RESTAURANT}`, RESTAURANT],
    ]);
    expect(asked(denied(), FETCHED)).toEqual([]);
    const takeaway = denied({}, {}, { table: null, server: null, diningOption: null });
    expect(asked(takeaway)).toHaveLength(1);
  });

  test('and for none that is simply paid', () => {
    expect(asked(denied({ paymentStatus: 'CAPTURED' }))).toEqual([]);
  });
});

describe('a message', () => {
  test.each([
    [message(order([]), { eventType: 'in_stock' }), []],
    [message(order([])), []],
    [message(order([{ payments: [payment('pay-1')] }])), []],
    [message(order([check([{ paymentStatus: 'DENIED' }], { totalAmount: null })])), []],
    [message({}), []],
    [message({}, { details: {} }), undefined],
    [message({}, { details: { restaurantGuid: RESTAURANT, order: 'x' } }), undefined],
    [{ guid: 'x' }, undefined],
    ['order_updated', undefined],
  ])('%j', (body, events) => {
    expect(toast.split(body, AT)?.events).toEqual(events);
  });

  test('of an ordering partner tells the same', () => {
    const body = { ...denied(), eventType: 'channel_order_updated' };
    expect(told(body)?.type).toBe('payment.failed');
  });

  test('without a time was heard of when it came', () => {
    expect(told({ ...denied(), timestamp: 'tonight' })).toMatchObject({
      occurredAt: AT,
      occurredAtSource: 'received',
    });
  });

  test('of another type is none of ours', () => {
    expect(toast.normalize({ ...rawOf(denied()), type: 'in_stock' }, {}, CONTEXT)).toBeUndefined();
  });
});
