import { completeEvent } from '../../nodes/core/gateway/completeEvent';
import { isObject, list, object, type Json, type JsonObject } from '../../nodes/core/event/json';
import { paymentEventSchema } from '../../nodes/core/event/paymentEvent';
import { maskPayload } from '../../nodes/core/event/mask';
import { foldCase } from '../../nodes/core/ledger/case';
import type { RawEvent } from '../../nodes/core/event/rawEvent';
import { fiserv } from '../../nodes/Fiserv/fiserv.adapter';
import { EVENING, hubAnswer } from '../fixtures/fiserv';

const MERCHANT = '100009000000035';
const ID = 'b7c0f3e29a6d4f0e8e51';
const ORDER = 'CHG01a9c5512be64f1d';

function rawOf(body: JsonObject): RawEvent {
  const [raw] = fiserv.split(body, EVENING)?.events ?? [];
  if (!raw) throw new Error('It was not accepted');
  return { ...raw, payload: maskPayload(raw.payload, fiserv.mask) };
}
const told = (body: JsonObject, given: object = {}) => {
  const event = fiserv.normalize(rawOf(body), {}, { account: MERCHANT, ...given });
  return event && paymentEventSchema.parse(event);
};
const with_ = (transactionType: string, transactionState: string, more: JsonObject = {}) =>
  hubAnswer({
    gatewayResponse: {
      ...object(hubAnswer().gatewayResponse),
      transactionType,
      transactionState,
    },
    ...more,
  });
const codes = (processorResponseDetails: JsonObject, more: JsonObject = {}) =>
  told(hubAnswer({ paymentReceipt: { processorResponseDetails }, ...more }))?.reason;

test('a declined charge is told whole', () => {
  expect(told(hubAnswer())).toEqual({
    schema: 'payment-event/1',
    id: `fiserv:${MERCHANT}:${ID}:DECLINED`,
    gateway: 'fiserv',
    account: MERCHANT,
    live: true,
    type: 'payment.failed',
    kind: 'charge',
    attempt: { key: `fiserv:${MERCHANT}:${ID}` },
    references: [
      { type: 'charge', value: ID },
      { type: 'payment', value: ORDER },
      { type: 'checkout', value: 'order-1042' },
      { type: 'order', value: 'order-1042' },
    ],
    occurredAt: '2026-11-20T19:30:12.480Z',
    occurredAtSource: 'gateway',
    receivedAt: EVENING,
    late: false,
    amount: { minor: 12840, currency: 'USD', decimal: '128.40' },
    customer: {},
    instrument: { type: 'card', brand: 'VISA', last4: '0019', expiry: '2030-10' },
    reason: {
      code: '032',
      networkCode: '54',
      message: 'Expired card',
      category: 'expired_instrument',
      cause: 'instrument',
      hardness: 'hard',
      advice: 'update_details',
    },
    order: { id: 'order-1042', number: 'order-1042' },
    products: [],
    links: {},
  });
});

test.each([
  ['CHARGE', 'CAPTURED', 'payment.succeeded'],
  ['CHARGE', 'AUTHORIZED', 'payment.pending'],
  ['CHARGE', 'WAITING', 'payment.pending'],
  ['CHARGE', 'FAILED', 'payment.failed'],
  ['CHARGE', 'VOIDED', 'refund.succeeded'],
  ['CAPTURE', 'CAPTURED', 'payment.succeeded'],
  ['CAPTURE', 'DECLINED', 'payment.failed'],
  ['REFUND', 'CAPTURED', 'refund.succeeded'],
  ['REFUND', 'DECLINED', 'refund.failed'],
  ['CANCEL', 'VOIDED', 'refund.succeeded'],
  ['CANCEL', 'FAILED', 'refund.failed'],
  ['CHARGE', 'CHECKED', undefined],
  ['CHARGE', 'constructor', undefined],
])('%s that is %s becomes %s', (type, state, becomes) => {
  expect(told(with_(type, state))?.type).toBe(becomes);
});

test('a refund is owed by itself, beside the charge that it gives back', () => {
  expect(told(with_('REFUND', 'DECLINED'))?.references.slice(0, 2)).toEqual([
    { type: 'refund', value: ID },
    { type: 'payment', value: ORDER },
  ]);
});

test('calls that move no money are acknowledged, and other bodies refused', () => {
  expect(fiserv.split(with_('TOKEN', 'CHECKED'), EVENING)).toEqual({ events: [], rejected: [] });
  for (const body of [null, [], {}, hubAnswer({ gatewayResponse: {} })]) {
    expect(fiserv.split(body, EVENING)).toBeUndefined();
  }
  expect(fiserv.recognises(hubAnswer())).toBe(true);
});

test('several merchants may post to one address', () => {
  const body = hubAnswer({ merchantDetails: { merchantId: '100009000000036' } });
  expect(told(body)?.account).toBe('100009000000036');
});

describe('why it was declined', () => {
  test('is told by Commerce Hub’s code, and of a vague one by the network’s', () => {
    expect(codes({ responseCode: '008', hostResponseCode: '05' })).toMatchObject({
      category: 'insufficient_funds',
      networkCode: '05',
    });
    expect(codes({ responseCode: '006', hostResponseCode: '43' })).toMatchObject({
      code: '006',
      category: 'lost_or_stolen',
    });
    expect(codes({ responseCode: '006', hostResponseCode: '060' })).toMatchObject({
      category: 'issuer_declined',
      networkCode: '60',
    });
  });

  test('by an error, or by the status, where there is no code', () => {
    const error = [{ type: 'HOST', code: '022', message: 'PIN tries exceeded' }];
    expect(codes({}, { error })).toMatchObject({ code: '022', message: 'PIN tries exceeded' });
    expect(codes({ approvalStatus: 'PROCESSING_FAILED' })).toMatchObject({
      category: 'processing_error',
    });
    expect(codes({ responseCode: '777' })).toMatchObject({ code: '777', category: 'unknown' });
    expect(codes({})).toMatchObject({ category: 'unknown' });
  });
});

describe('what your checkout sends along', () => {
  test('under the names of the README is read', () => {
    const event = told(
      hubAnswer({
        customer: {
          merchantCustomerId: 'guest-77',
          firstName: 'Minji',
          lastName: 'Park',
          email: 'minji@example.com',
          phone: [{ countryCode: '1', phoneNumber: '5125550142' }],
        },
        metadata: {
          order_id: 'bill-7',
          order_number: '1042',
          order_total: '25680',
          table: '12',
          product: 'Galbi dinner',
          locale: 'ko-KR',
          payment_link: 'https://pay.example/1042',
          payment_failure_case: 'case-1',
        },
      }),
      { reference: 'order' },
    );
    expect(event).toMatchObject({
      customer: {
        id: 'guest-77',
        name: 'Minji Park',
        email: 'minji@example.com',
        phone: '+15125550142',
        locale: 'ko-KR',
      },
      order: {
        id: 'bill-7',
        number: '1042',
        table: '12',
        total: { minor: 25680, currency: 'USD' },
      },
      products: [{ name: 'Galbi dinner' }],
      links: { pay: 'https://pay.example/1042' },
    });
    expect(event?.references.slice(2)).toEqual([
      { type: 'order', value: 'order-1042' },
      { type: 'order', value: 'bill-7' },
      { type: 'case', value: 'case-1' },
    ]);
  });

  test('a guest is texted at the number that they dial at home, and no stranger is', () => {
    const phoneOf = (countryCode: Json, phoneNumber: string) =>
      told(hubAnswer({ customer: { phone: [{ countryCode, phoneNumber }] } }))?.customer.phone;
    expect(phoneOf('49', '0151 5550142')).toBe('+491515550142');
    expect(phoneOf(44, '07700 900123')).toBe('+447700900123');
    expect(phoneOf('1', '1 512 555 0142')).toBe('+15125550142');
    expect(phoneOf('1', '555 0142')).toBeUndefined();
  });

  test('or in the billing address, or not at all', () => {
    const billed = hubAnswer({
      additionalDataCommon: {
        billingAddress: { firstName: 'Jae', phone: { phoneNumber: '+1 512 555 0143' } },
      },
    });
    expect(told(billed)?.customer).toEqual({ name: 'Jae', phone: '+15125550143' });
    const bare = told(
      hubAnswer({ source: {}, amount: {}, transactionDetails: { merchantInvoiceNumber: 'INV-7' } }),
    );
    expect([bare?.instrument, bare?.amount]).toEqual([undefined, undefined]);
    expect(bare?.order).toEqual({ id: 'INV-7', number: 'INV-7' });
    expect(told(hubAnswer({ transactionDetails: {} }))?.order).toBeUndefined();
  });

  test('amounts may be text or numbers', () => {
    expect(told(hubAnswer({ amount: { total: '128.40', currency: 'USD' } }))?.amount?.minor).toBe(
      12840,
    );
    expect(told(hubAnswer({ amount: { total: 690, currency: 'JPY' } }))?.amount?.minor).toBe(690);
  });
});

describe('a prepaid card that has only a part of the bill of table 12', () => {
  const usd = (total: number) => ({ total, currency: 'USD' });
  const charge = (id: string, state: string, asked: JsonObject, approved: number): JsonObject =>
    hubAnswer({
      gatewayResponse: {
        transactionType: 'CHARGE',
        transactionState: state,
        transactionProcessingDetails: { transactionId: id, orderId: `CHG-${id}` },
      },
      ...asked,
      paymentReceipt: { approvedAmount: usd(approved) },
    });
  const tell = (...answer: Parameters<typeof charge>) => {
    const event = told(charge(...answer));
    if (!event) throw new Error('It tells of nothing');
    return event;
  };
  const declined = tell('refused', 'DECLINED', { amount: usd(100.04) }, 0);
  const part = tell('prepaid', 'CAPTURED', { amount: usd(100.04) }, 50.02);
  const rest = tell('other', 'CAPTURED', { amount: usd(50.02) }, 50.02);
  const stateOf = (...events: (typeof part)[]) => {
    const { state } = foldCase(events);
    expect(foldCase(events.toReversed()).state).toEqual(state);
    return state;
  };

  test('pays what it was approved for, and belongs to the order', () => {
    expect(part).toMatchObject({ type: 'payment.succeeded', amount: { decimal: '50.02' } });
    const order = { type: 'order', value: 'order-1042' };
    for (const { references } of [declined, part, rest]) expect(references).toContainEqual(order);
    expect(tell('held', 'AUTHORIZED', { amount: usd(100.04) }, 50.02)).toMatchObject({
      type: 'payment.pending',
      amount: { decimal: '50.02' },
    });
  });

  test('does not settle the card that was declined; the card that pays the rest does', () => {
    expect(stateOf(declined, part)).toMatchObject({ status: 'open', paid: { decimal: '50.02' } });
    expect(stateOf(declined, part, rest)).toMatchObject({
      status: 'settled',
      attempts: 1,
      due: { decimal: '100.04' },
      paid: { decimal: '100.04' },
    });
  });

  test('hides neither that a second such card leaves a rest, nor that the rest is declined', () => {
    const second = tell('prepaid too', 'CAPTURED', { amount: usd(50.02) }, 20);
    expect(stateOf(declined, part, second).status).toBe('open');
    expect(stateOf(part, tell('rest', 'DECLINED', { amount: usd(50.02) }, 0))).toMatchObject({
      status: 'open',
      due: { decimal: '100.04' },
      paid: { decimal: '50.02' },
    });
  });

  test('leaves due what the order comes to, where the checkout says so', () => {
    const bill = { metadata: { order_total: '10004' } };
    const whole = tell('refused', 'DECLINED', { amount: usd(100.04), ...bill }, 0);
    const half = tell('prepaid', 'CAPTURED', { amount: usd(100.04), ...bill }, 50.02);
    const [due, paid] = [{ decimal: '100.04' }, { decimal: '50.02' }];
    expect(stateOf(whole, half)).toMatchObject({ status: 'open', due, paid });
    const other = tell('other', 'CAPTURED', { amount: usd(50.02), ...bill }, 50.02);
    expect(stateOf(whole, half, other)).toMatchObject({ status: 'settled', due, paid: due });
  });

  test('is known by its answer alone, where the checkout does not say what it asked for', () => {
    const details = (partiallyApprovedTransactionAmount: number | string) => ({
      amount: undefined,
      transactionDetails: { merchantOrderId: 'order-1042', partiallyApprovedTransactionAmount },
    });
    const unasked = tell('prepaid', 'CAPTURED', details(50.02), 50.02);
    expect(stateOf(declined, unasked)).toMatchObject({
      status: 'open',
      paid: { decimal: '50.02' },
    });
    expect(stateOf(declined, tell('whole', 'CAPTURED', details('0'), 100.04)).status).toBe(
      'settled',
    );
  });

  test('is known by an inquiry, where the checkout posts no receipt', () => {
    const { paymentReceipt, ...thin } = charge('p', 'CAPTURED', { amount: usd(100.04) }, 50.02);
    const inquiry = { list: [{ paymentReceipt }] };
    const event = fiserv.normalize(rawOf(thin), { inquiry }, { account: MERCHANT });
    expect(event?.amount?.decimal).toBe('50.02');
    expect(event?.references.map(({ type }) => type)).not.toContain('checkout');
  });
});

test('an answer without its receipt is completed by an inquiry', async () => {
  const { paymentReceipt, source, amount, ...thin } = hubAnswer();
  const asked: unknown[] = [];
  const { event } = await completeEvent(
    fiserv,
    rawOf(thin),
    { account: MERCHANT },
    async (read) => {
      asked.push(read);
      return { list: [{ ...thin, paymentReceipt, source, amount }] };
    },
  );
  expect(asked).toEqual([{ key: 'inquiry', method: 'GET', path: `/transactions/${ID}` }]);
  expect(event).toEqual(told(hubAnswer()));
  expect(fiserv.needs(rawOf(hubAnswer()), {})).toEqual([]);
});

test('an order that is split is told apart by what each charge is called', () => {
  const other = hubAnswer({
    gatewayResponse: {
      ...object(hubAnswer().gatewayResponse),
      transactionProcessingDetails: { transactionId: 'other' },
    },
  });
  expect(told(other)?.attempt?.key).not.toBe(told(hubAnswer())?.attempt?.key);
  expect(isObject(other) && list(told(other)?.references)).toBeTruthy();
});
