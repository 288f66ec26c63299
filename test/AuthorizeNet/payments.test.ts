import { authorizenet } from '../../nodes/AuthorizeNet/authorizenet.adapter';
import { normalize } from '../../nodes/AuthorizeNet/normalize';
import type { JsonObject } from '../../nodes/core/event/json';
import type { PaymentEvent } from '../../nodes/core/event/paymentEvent';
import { ACCOUNT, approved, byCheck, details, payment, rawOf } from '../fixtures/authorizenet';

const context = { account: ACCOUNT, currency: 'USD', live: true };
const told = (body: JsonObject, read: JsonObject = {}): PaymentEvent => {
  const event = normalize(rawOf(body), { transaction: details(read) }, context);
  if (!event) throw new Error('It tells of nothing');
  return event;
};
const refused = { responseCode: 2 };

describe('a card declined at table 12', () => {
  const event = told(payment('authcapture.created', refused));

  test('is one failed attempt, named after its transaction', () => {
    expect(event).toMatchObject({
      type: 'payment.failed',
      kind: 'charge',
      live: true,
      attempt: { key: `authorizenet:${ACCOUNT}:60200001042` },
      amount: { minor: 12840, currency: 'USD', decimal: '128.40' },
      occurredAt: '2026-11-23T01:00:00.123Z',
      late: false,
    });
    expect(event.incomplete).toBeUndefined();
  });

  test('says why, in Authorize.Net’s code and ours', () => {
    expect(event.reason).toMatchObject({
      code: '2',
      category: 'issuer_declined',
      message: 'This transaction has been declined.',
    });
  });

  test('says who, with what, and for what', () => {
    expect(event.customer).toMatchObject({
      id: 'guest-77',
      name: 'Minji Park',
      email: 'minji@example.com',
      phone: '+15125550142',
    });
    expect(event.instrument).toMatchObject({ type: 'card', brand: 'Visa', last4: '4242' });
    expect(event.order).toMatchObject({ id: 'BBQ-20261122-12', number: 'BBQ-20261122-12' });
    expect(event.products).toEqual([{ name: 'Galbi for four, table 12' }]);
  });

  test('meets its payment by transaction and invoice number, not by the request’s reference id', () => {
    expect(event.references).toEqual([
      { type: 'payment', value: '60200001042' },
      { type: 'invoice', value: 'BBQ-20261122-12' },
    ]);
  });
});

test('before anything was read it is the same attempt, and known to be incomplete', () => {
  const raw = rawOf(payment('authcapture.created', refused));
  expect(authorizenet.needs(raw, {})).toEqual([
    {
      key: 'transaction',
      method: 'POST',
      path: '/xml/v1/request.api',
      body: { getTransactionDetailsRequest: { transId: '60200001042' } },
    },
  ]);
  expect(normalize(raw, {}, context)).toMatchObject({
    type: 'payment.failed',
    attempt: { key: `authorizenet:${ACCOUNT}:60200001042` },
    amount: { decimal: '128.40' },
    reason: { category: 'unknown' },
    incomplete: true,
  });
  expect(authorizenet.needs(raw, { transaction: details() })).toEqual([]);
});

test('a check number that comes back tomorrow is told apart by the day on the restaurant’s clock', () => {
  const event = told(payment('authcapture.created', refused), { order: { invoiceNumber: '0042' } });
  expect(event.order?.number).toBe('0042');
  expect(event.references).toContainEqual({ type: 'invoice', value: '0042 on 2026-11-22' });
  const undated = told(payment('authcapture.created', refused), {
    order: { invoiceNumber: '0042' },
    submitTimeLocal: null,
  });
  expect(undated.references).toEqual([{ type: 'payment', value: '60200001042' }]);
});

test('where the parts of an order share a number, it unites them and settles none', () => {
  const raw = rawOf(payment('authcapture.created', refused));
  const supplied = authorizenet.supplies?.({ invoiceNumber: 'order', currency: 'USD' });
  const event = normalize(raw, { transaction: details() }, { account: ACCOUNT, ...supplied });
  expect(event?.references).toEqual([
    { type: 'payment', value: '60200001042' },
    { type: 'order', value: 'BBQ-20261122-12' },
  ]);
});

test.each([
  ['authcapture.created', {}, approved, 'payment.succeeded'],
  ['capture.created', {}, approved, 'payment.succeeded'],
  ['priorAuthCapture.created', {}, approved, 'payment.succeeded'],
  [
    'authorization.created',
    {},
    { ...approved, transactionStatus: 'authorizedPendingCapture' },
    'payment.pending',
  ],
  ['authorization.created', { responseCode: 2 }, {}, 'payment.failed'],
  [
    'authorization.created',
    { responseCode: 3 },
    { responseCode: 3, responseReasonCode: 19 },
    'payment.failed',
  ],
  [
    'authcapture.created',
    { responseCode: 4 },
    { responseCode: 4, responseReasonCode: 252 },
    'payment.pending',
  ],
  [
    'fraud.held',
    { responseCode: 4 },
    { responseCode: 4, responseReasonCode: 253 },
    'payment.pending',
  ],
  ['fraud.approved', {}, approved, 'payment.succeeded'],
  [
    'fraud.approved',
    {},
    { ...approved, transactionStatus: 'authorizedPendingCapture' },
    'payment.pending',
  ],
  ['authcapture.created', {}, { ...approved, ...byCheck }, 'payment.pending'],
  [
    'authcapture.created',
    {},
    { ...approved, ...byCheck, transactionStatus: 'settledSuccessfully' },
    'payment.succeeded',
  ],
] as const)('%s with %j and %j is %s', (type, payload, read, becomes) => {
  expect(told(payment(type, payload), read).type).toBe(becomes);
});

test('what the fraud team declines is suspected fraud, whatever the code of the hold was', () => {
  const event = told(payment('fraud.declined', { responseCode: 4 }), {
    responseCode: 4,
    responseReasonCode: 252,
    transactionStatus: 'declined',
  });
  expect(event).toMatchObject({
    type: 'payment.failed',
    reason: { category: 'suspected_fraud', hardness: 'hard', advice: 'do_not_retry' },
  });
  const coded = told(payment('fraud.declined', { responseCode: 2 }), { responseReasonCode: 251 });
  expect(coded.reason).toMatchObject({ code: '251', category: 'suspected_fraud' });
});

describe('money that goes back', () => {
  const back = {
    transId: '60200001099',
    refTransId: '60200001042',
    transactionType: 'refundTransaction',
  };
  const notice = { id: '60200001099' };

  test('a refund names what it refunds, and settles no payment', () => {
    const event = told(payment('refund.created', notice), {
      ...back,
      ...approved,
      settleAmount: 50,
    });
    expect(event).toMatchObject({
      type: 'refund.succeeded',
      kind: 'refund',
      amount: { decimal: '50.00' },
      references: [
        { type: 'refund', value: '60200001099' },
        { type: 'payment', value: '60200001042' },
      ],
    });
  });

  test('a refund that was refused is owed to the guest', () => {
    const event = told(payment('refund.created', { ...notice, responseCode: 3 }), {
      ...back,
      responseCode: 3,
      responseReasonCode: 50,
    });
    expect(event).toMatchObject({
      type: 'refund.failed',
      reason: { code: '50', advice: 'retry_later' },
    });
  });

  test('a payment that was voided was never collected, a refund that was voided never given back', () => {
    const letGo = told(payment('void.created'), { ...approved, transactionStatus: 'voided' });
    expect(letGo).toMatchObject({
      type: 'payment.canceled',
      kind: 'charge',
      attempt: { key: `authorizenet:${ACCOUNT}:60200001042` },
      amount: { decimal: '128.40' },
    });
    const kept = told(payment('void.created', notice), {
      ...back,
      ...approved,
      transactionStatus: 'voided',
    });
    expect(kept).toMatchObject({ type: 'refund.failed', reason: { category: 'canceled' } });
  });
});

test.each([
  ['USD', 45, 4500, '45.00'],
  ['USD', 0.1, 10, '0.10'],
  ['USD', '1234.56', 123456, '1234.56'],
  ['KRW', 45000, 45000, '45000'],
  ['JPY', 45000, 45000, '45000'],
  ['KWD', 4.125, 4125, '4.125'],
])('an amount in %s of %p is %d minor units', (currency, authAmount, minor, decimal) => {
  const raw = rawOf(payment('authcapture.created', { responseCode: 2, authAmount }));
  expect(normalize(raw, {}, { account: ACCOUNT, currency })?.amount).toEqual({
    minor,
    currency,
    decimal,
  });
});

test('without a currency in the credential no amount is guessed', () => {
  const raw = rawOf(payment('authcapture.created', refused));
  expect(normalize(raw, {}, { account: ACCOUNT })?.amount).toBeUndefined();
  expect(authorizenet.supplies?.({ environment: 'sandbox', currency: 'CAD' })).toEqual({
    live: false,
    currency: 'CAD',
    reference: 'payment',
  });
});

test('what was bought, served by whom and tipped is read from the details', () => {
  const event = told(payment('authcapture.created'), {
    ...approved,
    lineItems: [{ itemId: 'galbi', name: 'Galbi', quantity: 4, unitPrice: 28 }, {}],
    tip: { amount: 16.4, name: 'Tip' },
    employeeId: '0007',
    profile: { customerProfileId: '348', customerPaymentProfileId: '644' },
  });
  expect(event.products).toEqual([{ id: 'galbi', name: 'Galbi' }]);
  expect(event.tip).toMatchObject({ decimal: '16.40' });
  expect(event.order?.server).toBe('0007');
  expect(event.customer.id).toBe('348');
  expect(event.instrument?.fingerprint).toBe('644');
});
