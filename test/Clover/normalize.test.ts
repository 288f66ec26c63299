import type { JsonObject } from '../../nodes/core/event/json';
import { paymentEventSchema, type PaymentEvent } from '../../nodes/core/event/paymentEvent';
import type { RawEvent } from '../../nodes/core/event/rawEvent';
import { completeEvent } from '../../nodes/core/gateway/completeEvent';
import { foldCase } from '../../nodes/core/ledger/case';
import { clover } from '../../nodes/Clover/clover.adapter';
import { cloverSample } from '../../nodes/Clover/clover.sample';
import {
  charge,
  CHECKOUT,
  checkedOut,
  customer,
  EVENING,
  GUEST,
  LATER,
  MERCHANT,
  merchant,
  NOODLES,
  ORDER,
  order,
  PAYMENT,
  payment,
  updated,
} from '../fixtures/clover';

const context = { account: MERCHANT, live: true, currency: 'USD' };
const KNOWN: Readonly<Record<string, JsonObject>> = {
  payment: payment(),
  order: order(),
  merchant,
  charge: charge(),
  customer,
};

function told(raw: RawEvent, fetched: Readonly<Record<string, JsonObject>> = {}) {
  const event = clover.normalize(raw, fetched, context);
  if (event) expect(paymentEventSchema.safeParse(event).error).toBeUndefined();
  return event && defined(event);
}
const defined = (event: PaymentEvent): PaymentEvent =>
  paymentEventSchema.parse(JSON.parse(JSON.stringify(event)));

/** What Normalize makes of it, where Clover has these objects; and what it asked for, round by round. */
async function completed(raw: RawEvent, has: Readonly<Record<string, JsonObject>>) {
  const asked: string[] = [];
  const { event } = await completeEvent(clover, raw, context, async ({ key, path }) => {
    asked.push(`${key} ${path}`);
    const found = has[key];
    if (!found) throw new Error('not found');
    return found;
  });
  return { event: event && defined(event), asked };
}

describe('a card that is declined at table 12', () => {
  test('is first known as a payment of which nobody knows what became', () => {
    expect(told(updated())).toEqual({
      schema: 'payment-event/1',
      id: `clover:${MERCHANT}:P:${PAYMENT}:CREATE:${EVENING}`,
      gateway: 'clover',
      account: MERCHANT,
      live: true,
      type: 'payment.pending',
      kind: 'charge',
      attempt: { key: `clover:${MERCHANT}:${PAYMENT}` },
      references: [{ type: 'payment', value: PAYMENT }],
      occurredAt: '2026-11-22T10:00:00.000Z',
      occurredAtSource: 'gateway',
      receivedAt: LATER,
      late: false,
      incomplete: true,
      customer: {},
      order: undefined,
      products: [],
      links: {},
    });
  });

  test('turns out to have failed, with table, guest and amount, once it is read', async () => {
    const { event, asked } = await completed(updated(), { ...KNOWN, charge: {} });
    expect(event).toMatchObject({
      type: 'payment.failed',
      attempt: { key: `clover:${MERCHANT}:${PAYMENT}` },
      references: [
        { type: 'payment', value: PAYMENT },
        { type: 'order', value: ORDER },
      ],
      amount: { minor: 18_640, currency: 'USD', decimal: '186.40' },
      customer: {
        id: GUEST,
        name: 'Minji Kim',
        email: 'minji@example.com',
        phone: '+15550102101',
      },
      instrument: { type: 'card', brand: 'visa', last4: '1111', expiry: '2030-12' },
      reason: { code: 'FAIL', category: 'unknown', cause: 'unknown', advice: 'call_customer' },
      order: {
        id: ORDER,
        table: '12',
        location: 'Harbor',
        channel: 'dine-in',
        total: { minor: 18_640, currency: 'USD', decimal: '186.40' },
      },
      products: [{ id: 'ITEMGALB1', name: 'Galbi Set' }],
    });
    expect(event?.incomplete).toBeUndefined();
    expect(asked).toEqual([
      `payment /v3/merchants/{mId}/payments/${PAYMENT}`,
      `order /v3/merchants/{mId}/orders/${ORDER}`,
      'merchant /v3/merchants/{mId}',
      `charge /v1/charges/${PAYMENT}`,
      `customer /v3/merchants/{mId}/customers/${GUEST}`,
    ]);
  });

  test('is the same attempt however it is told: pushed, found, or by the checkout page', () => {
    const listed = { ...updated(), type: 'payments.listed', payload: { payment: payment() } };
    const all = [updated(), updated('UPDATE'), listed, checkedOut()].map((raw) => told(raw, KNOWN));
    expect(new Set(all.map((event) => event?.attempt?.key)).size).toBe(1);
    expect(new Set(all.map((event) => event?.type))).toEqual(new Set(['payment.failed']));
    const events = all.flatMap((event) => event ?? []);
    expect(foldCase(events).state).toMatchObject({ status: 'open', attempts: 1 });
  });

  test('is alerted without what Clover does not give, and says so', async () => {
    const { event } = await completed(updated(), { payment: payment() });
    expect(event).toMatchObject({ type: 'payment.failed', incomplete: true });
    expect(event?.amount).toMatchObject({ decimal: '186.40' });
  });

  test('stays open to the next look where Clover does not answer at all', async () => {
    const { event } = await completed(updated(), {});
    expect(event).toMatchObject({ type: 'payment.pending', incomplete: true });
  });
});

describe('what else a till tells', () => {
  const after = (change: JsonObject) =>
    told(updated('UPDATE'), { ...KNOWN, charge: {}, payment: payment(change) });

  test.each([
    ['money came in', { result: 'SUCCESS' }, 'payment.succeeded'],
    ['a tab is opened', { result: 'AUTH' }, 'payment.pending'],
    ['the till is offline', { result: 'OFFLINE_RETRYING' }, 'payment.pending'],
    ['the till lost it', { result: 'VOIDED', voidReason: 'TRANSPORT_ERROR' }, 'payment.failed'],
    ['staff took it back', { result: 'VOIDED', voidReason: 'USER_CANCEL' }, 'payment.canceled'],
    ['it could not be taken back', { result: 'VOID_FAILED' }, 'refund.failed'],
  ])('%s', (_, change, type) => {
    expect(after(change)?.type).toBe(type);
  });

  test('what concerns no payment’s fate is nothing', () => {
    expect(after({ result: 'DISCOUNT' })).toBeUndefined();
    expect(after({ result: null })).toBeUndefined();
  });

  test('what could not be taken back is a try of its own', () => {
    expect(after({ result: 'VOIDED' })).toMatchObject({
      kind: 'charge',
      attempt: { key: `clover:${MERCHANT}:${PAYMENT}` },
    });
    expect(after({ result: 'VOID_FAILED' })).toMatchObject({
      kind: 'refund',
      attempt: { key: `clover:${MERCHANT}:${PAYMENT}:void` },
      reason: { code: 'VOID_FAILED', category: 'unknown' },
    });
  });

  test('a tip is asked for with the bill and pays for no order', () => {
    expect(after({ result: 'SUCCESS', tipAmount: 2_000 })).toMatchObject({
      amount: { decimal: '206.40' },
      tip: { decimal: '20.00' },
      order: { total: { decimal: '186.40' } },
    });
    expect(after({ tipAmount: -5 })?.amount?.decimal).toBe('186.40');
  });

  test('cash settles like a card', () => {
    const cash = { result: 'SUCCESS', cardTransaction: null, tender: { label: 'Cash' } };
    expect(after(cash)?.instrument).toEqual({ type: 'cash' });
    const [declined, paid] = [
      told(updated(), KNOWN),
      told(
        { ...updated('CREATE', EVENING + 60_000), id: 'P:PAY12B:CREATE:1' },
        { ...KNOWN, payment: payment({ ...cash, id: 'PAY12B' }) },
      ),
    ];
    const events = [declined, paid].flatMap((event) => event ?? []);
    expect(foldCase(events).state).toMatchObject({ status: 'settled', paid: { minor: 18_640 } });
  });

  test('a share of the bill is not the bill', () => {
    const share = (id: string, amount: number, result: string) =>
      told(
        { ...updated('CREATE', EVENING + amount), id: `P:${id}:CREATE:1` },
        { ...KNOWN, payment: payment({ id, amount, result }) },
      );
    const events = [
      share('S1', 4_660, 'FAIL'),
      share('S2', 4_660, 'SUCCESS'),
      share('S3', 4_660, 'SUCCESS'),
    ].flatMap((event) => event ?? []);
    expect(foldCase(events).state.status).toBe('open');
  });

  describe('what staff take back', () => {
    /** What each payment of table 12 came to, minute by minute. */
    const table = (...changes: readonly JsonObject[]) =>
      changes.flatMap((change, minute) => {
        const ts = EVENING + minute * 60_000;
        const raw = { ...updated('UPDATE', ts), id: `P:${minute}` };
        return told(raw, { ...KNOWN, charge: {}, payment: payment(change) }) ?? [];
      });
    const wrong = { id: 'WRONGCARD0001' };
    const taken = { ...wrong, result: 'SUCCESS' };
    const takenBack = { ...wrong, result: 'VOIDED', voidReason: 'USER_CANCEL' };
    const stuck = { ...wrong, result: 'VOID_FAILED' };
    /** The same, whatever came first. */
    const stateOf = (events: readonly PaymentEvent[]) => {
      const { state } = foldCase(events);
      expect(foldCase(events.toReversed()).state).toEqual(state);
      return state;
    };

    test('has paid nothing: the guest’s right card is declined, and somebody has to know', () => {
      const events = table(taken, takenBack, { result: 'FAIL' });
      expect(stateOf(events)).toMatchObject({
        status: 'open',
        due: { decimal: '186.40' },
        paid: { decimal: '0.00' },
      });
      expect(foldCase(events).owes(events[2]?.id ?? '')).toBe(true);
    });

    test('from the card that opened the tab was never owed beside the bill', () => {
      const tab = { id: 'TAB0000000001', amount: 5_000 };
      const events = table(
        { ...tab, result: 'AUTH' },
        { id: 'SHARE00000001', amount: 9_320, result: 'SUCCESS' },
        { ...tab, result: 'VOIDED', voidReason: 'AUTH_CLOSED_NEW_CARD' },
        { amount: 9_320, result: 'FAIL' },
      );
      expect(stateOf(events)).toMatchObject({
        status: 'open',
        due: { decimal: '186.40' },
        paid: { decimal: '93.20' },
      });
    });

    test('at the second try is no trouble any more, and the guest has the money', () => {
      expect(stateOf(table(taken, stuck)).status).toBe('open');
      expect(stateOf(table(taken, stuck, takenBack)).status).toBe('settled');
      const cash = { id: 'CASH000000001', result: 'SUCCESS' };
      expect(stateOf(table(taken, stuck, takenBack, cash))).toMatchObject({
        status: 'settled',
        due: { decimal: '186.40' },
        paid: { decimal: '186.40' },
      });
    });
  });

  test.each([
    ['Table 7', 'Dine In', { table: '7', channel: 'dine-in' }],
    ['1042', 'Take Out', { number: '1042', channel: 'takeaway' }],
    ['Minji', 'Online Delivery', { number: 'Minji', channel: 'delivery' }],
    ['', 'Online Order', { channel: 'online' }],
    [null, 'Banquet', {}],
  ])('the order %j of the kind %s', (title, label, expected) => {
    const known = { ...KNOWN, order: order({ title, orderType: { label } }) };
    const { table, number, channel } = told(updated(), known)?.order ?? {};
    expect({ table, number, channel }).toEqual(expected);
  });

  test('an order without a total has none, rather than one of nothing', () => {
    expect(told(updated(), { ...KNOWN, order: order({ total: 0 }) })?.order?.total).toBeUndefined();
  });

  test('the account of another restaurant is named as one that is connected', () => {
    expect(told({ ...updated(), account: NOODLES })).toMatchObject({
      account: NOODLES,
      connected: true,
      id: `clover:${NOODLES}:P:${PAYMENT}:CREATE:${EVENING}`,
    });
  });

  test('the currency is the order’s, the card’s, the charge’s, or the account’s', () => {
    const currency = (fetched: Readonly<Record<string, JsonObject>>) =>
      told(updated(), fetched)?.amount?.currency;
    const bare = payment({ cardTransaction: null });
    expect(currency({ payment: payment(), order: order({ currency: 'CAD' }) })).toBe('CAD');
    expect(currency({ payment: payment({ cardTransaction: { currency: 'EUR' } }) })).toBe('EUR');
    expect(currency({ payment: bare, charge: charge({ currency: 'gbp' }) })).toBe('GBP');
    expect(currency({ payment: bare })).toBe('USD');
  });
});

describe('the checkout page', () => {
  test('tells at once that a card was declined, though not of how much or why', () => {
    expect(told(checkedOut())).toMatchObject({
      id: `clover:${MERCHANT}:${PAYMENT}:DECLINED`,
      type: 'payment.failed',
      occurredAt: '2026-11-22T10:00:00.000Z',
      references: [
        { type: 'payment', value: PAYMENT },
        { type: 'checkout', value: CHECKOUT },
      ],
      reason: { code: 'DECLINED', category: 'unknown' },
      order: { channel: 'online' },
    });
    // What its message calls `18640` may be dollars or cents.
    expect(told(checkedOut())?.amount).toBeUndefined();
  });

  test('the Ecommerce API knows why, and with what', async () => {
    const { event } = await completed(checkedOut(), {
      ...KNOWN,
      payment: payment({ cardTransaction: null, tender: null }),
    });
    expect(event).toMatchObject({
      reason: { code: 'expired_card', category: 'expired_instrument', advice: 'use_other_method' },
      instrument: { type: 'card', brand: 'mc', last4: '4444', expiry: '2029-05' },
    });
  });

  test('another card on the same page settles it', () => {
    const events = [
      told(checkedOut()),
      told(checkedOut({ id: 'PAY12B', status: 'APPROVED', createdTime: EVENING / 1000 + 60 })),
    ].flatMap((event) => event ?? []);
    expect(events.map(({ type }) => type)).toEqual(['payment.failed', 'payment.succeeded']);
    expect(foldCase(events).state.status).toBe('settled');
  });

  test.each([
    [EVENING / 1000, '2026-11-22T10:00:00.000Z', 'gateway'],
    [String(EVENING / 1000), '2026-11-22T10:00:00.000Z', 'gateway'],
    [EVENING, '2026-11-22T10:00:00.000Z', 'gateway'],
    ['yesterday', LATER, 'received'],
    [-1, LATER, 'received'],
    [1e15, LATER, 'received'],
    [undefined, LATER, 'received'],
  ])('a time of %j', (createdTime, occurredAt, occurredAtSource) => {
    expect(told(checkedOut({ createdTime }))).toMatchObject({ occurredAt, occurredAtSource });
  });
});

test('a sample needs nothing from Clover but the guest', () => {
  const [raw] = clover.split(cloverSample('evt_1', EVENING / 1000), LATER)?.events ?? [];
  if (!raw) throw new Error('no event');
  expect(clover.needs(raw, {})).toEqual([]);
  expect(told(raw)).toMatchObject({
    amount: { decimal: '128.00' },
    reason: { code: 'card_declined', category: 'issuer_declined' },
    order: { number: '1042', location: 'Harbor', channel: 'online' },
  });
});

test('a bare delivery is known by its shape', () => {
  expect(clover.recognises({ appId: 'A', merchants: {} })).toBe(true);
  expect(clover.recognises({ merchantId: 'M', type: 'PAYMENT', status: 'DECLINED' })).toBe(true);
  expect(clover.recognises({ merchantId: 'M', type: 'payment.updated', status: 'x' })).toBe(false);
  expect(clover.recognises({ appId: 'A' })).toBe(false);
});
