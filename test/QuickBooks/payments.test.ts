import type { JsonObject } from '../../nodes/core/event/json';
import { foldCase } from '../../nodes/core/ledger/case';
import { quickbooks } from '../../nodes/QuickBooks/quickbooks.adapter';
import {
  byCard,
  charge,
  cloudEvent,
  COMPANY,
  context,
  customer,
  echeck,
  eventsIn,
  invoice,
  payment,
  RECEIVED,
  sure,
  told,
  voided,
} from '../fixtures/quickbooks';

const created = cloudEvent('qbo.payment.created.v1', '77');
const updated = cloudEvent('qbo.payment.updated.v1', '77');
const unpaid = { '/invoice/130': { Invoice: invoice() } };
const paid = { '/invoice/130': { Invoice: invoice({ Balance: 0 }) } };
const at = (answer: JsonObject) => ({ '/payment/77': { Payment: answer } });
const TRANSACTION = '/quickbooks/v4/payments/transactions/EMU891209421';

describe('a payment is entered', () => {
  test('that pays an invoice in full, and settles it', async () => {
    const { event, asked } = await told(created, { ...at(payment()), ...paid });
    expect(asked).toEqual(['/payment/77', '/invoice/130']);
    expect(event).toMatchObject({
      id: `quickbooks:${COMPANY}:77:payment:created:2026-11-24T03:00:12`,
      account: COMPANY,
      live: true,
      type: 'payment.succeeded',
      kind: 'charge',
      attempt: { key: `quickbooks:${COMPANY}:payment-77` },
      references: [
        { type: 'payment', value: '77' },
        { type: 'invoice', value: '130' },
      ],
      occurredAt: '2026-11-24T03:00:12.179Z',
      amount: { minor: 48640, currency: 'USD', decimal: '486.40' },
      customer: { id: '58', name: 'Park Family' },
      invoice: { id: '130', number: '1042' },
    });
    expect(event?.incomplete).toBeUndefined();
  });

  test('that pays a part of one, and settles nothing', async () => {
    const event = await sure(created, { ...at(payment({ TotalAmt: 100 })), ...unpaid });
    expect(event).toMatchObject({ type: 'payment.succeeded', references: [{ value: '77' }] });
    expect(event.references).toHaveLength(1);
  });

  test('of more cents than the currency has is of no amount, and no cent is made up', async () => {
    const event = await sure(created, at(payment({ TotalAmt: '0.30000000000000004', Line: [] })));
    expect(event.amount).toBeUndefined();
    const large = await sure(created, at(payment({ TotalAmt: '12345678901234.56', Line: [] })));
    expect(large.amount?.decimal).toBe('12345678901234.56');
  });

  test('and nobody can read it: nothing is settled by it', async () => {
    expect(await sure(created, {})).toMatchObject({ type: 'payment.pending', incomplete: true });
  });
});

describe('a payment is taken back', () => {
  test.each([
    ['voided', 'qbo.payment.voided.v1', 'Void', 'Park Family'],
    ['deleted', 'qbo.payment.deleted.v1', 'Delete', undefined],
  ])(
    '%s, and staff alone are told: no guest is written to for what somebody did in the books',
    async (_, type, code, name) => {
      const books = { ...at(voided()), '/customer/58': { Customer: customer } };
      const event = await sure(cloudEvent(type, '77'), books);
      expect(event).toMatchObject({
        type: 'payment.failed',
        attempt: { key: `quickbooks:${COMPANY}:payment-77` },
        reason: { code, category: 'canceled', advice: 'call_customer' },
      });
      expect(event.customer.name).toBe(name);
      expect([event.customer.phone, event.customer.email]).toEqual([undefined, undefined]);
      expect(event.amount).toBeUndefined();
    },
  );

  test('and a change that was told of late says the same, as the same attempt', async () => {
    const events = await Promise.all(
      [created, updated, cloudEvent('qbo.payment.voided.v1', '77')].map((one) =>
        sure(one, { ...at(voided()), '/customer/58': { Customer: customer } }),
      ),
    );
    expect(new Set(events.map(({ attempt }) => attempt?.key)).size).toBe(1);
    expect(events.map(({ type }) => type)).toEqual(Array(3).fill('payment.failed'));
  });

  test('after it had paid an invoice: the invoice is owed again, until another payment is entered', async () => {
    const bought = await sure(created, { ...at(payment()), ...paid });
    const settled = await sure(cloudEvent('qbo.invoice.updated.v1', '130'), {
      '/invoice/130': {
        Invoice: invoice({ Balance: 0, LinkedTxn: [{ TxnId: '77', TxnType: 'Payment' }] }),
      },
    });
    const later = { time: '2026-11-24T09:00:00Z' };
    const taken = await sure(cloudEvent('qbo.payment.voided.v1', '77', later), at(voided()));
    expect(foldCase([bought, settled]).state.status).toBe('clear');
    expect(foldCase([bought, settled, taken]).state.status).toBe('open');

    const again = cloudEvent('qbo.payment.created.v1', '78', { time: '2026-11-24T10:00:00Z' });
    const second = await sure(again, {
      '/payment/78': { Payment: payment({ Id: '78' }) },
      ...paid,
    });
    const fold = foldCase([bought, settled, taken, second]);
    expect(fold.state).toMatchObject({ status: 'settled', attempts: 1 });
    expect(fold.state.due).toEqual(fold.state.paid);
  });
});

describe('what QuickBooks Payments knows of it', () => {
  const bought = payment({ ...byCard(), Line: [] });
  const state = async (transaction: JsonObject) =>
    await sure(updated, {
      ...at(bought),
      [TRANSACTION]: { ...transaction },
      '/customer/58': { Customer: customer },
    });

  test('a declined charge, with the card and the code', async () => {
    const errors = [{ code: 'PMT-5000', message: 'The request was declined.' }];
    expect(await state({ charge: charge('DECLINED', { errors }) })).toMatchObject({
      type: 'payment.failed',
      kind: 'charge',
      instrument: { type: 'card', brand: 'visa', last4: '1111', expiry: '2028-02' },
      reason: {
        code: 'PMT-5000',
        category: 'issuer_declined',
        message: 'The request was declined.',
      },
      references: [{ value: '77' }, { type: 'charge', value: 'EMU891209421' }],
      customer: { name: 'Park Jisoo', phone: '+15550102101', email: 'jisoo@example.com' },
    });
  });

  test('an e-check that came back', async () => {
    expect(await state({ echeck: echeck('DECLINED') })).toMatchObject({
      type: 'payment.failed',
      kind: 'bank_debit',
      instrument: { type: 'bank_account', last4: '6789' },
      reason: { code: 'DECLINED' },
    });
  });

  test.each([
    ['AUTHORIZED', 'payment.pending'],
    ['CAPTURED', 'payment.succeeded'],
    ['SETTLED', 'payment.succeeded'],
    ['REFUNDED', 'payment.succeeded'],
    ['PENDING', 'payment.pending'],
    ['WITHHELD', 'payment.pending'],
    ['CANCELLED', 'payment.failed'],
    ['RETURNED', 'payment.failed'],
    ['SOMETHING_NEW', 'payment.succeeded'],
  ])('a charge that is %s: %s', async (status, type) => {
    expect((await state({ charge: charge(status) })).type).toBe(type);
  });

  test('a dispute, which is a case of its own attempt', async () => {
    expect(await state({ charge: charge('DISPUTED') })).toMatchObject({
      type: 'dispute.opened',
      kind: 'dispute',
      attempt: { key: `quickbooks:${COMPANY}:dispute-EMU891209421` },
      dispute: { id: 'EMU891209421' },
      reason: { category: 'disputed', advice: 'answer_dispute' },
    });
    expect(
      await told(updated, { ...at(bought), [TRANSACTION]: { charge: { status: 'DISPUTED' } } }),
    ).toMatchObject({ event: undefined });
  });

  test('nothing, where nobody signed in there: the books are believed', async () => {
    expect(await state({})).toMatchObject({
      type: 'payment.succeeded',
      instrument: { brand: 'visa' },
    });
    for (const [booked, type] of [
      ['Voided', 'payment.failed'],
      ['Unknown', 'payment.pending'],
    ] as const) {
      const books = { ...at(payment({ ...byCard(booked), Line: [] })), [TRANSACTION]: {} };
      const { event } = await told(updated, { ...books, '/customer/58': { Customer: customer } });
      expect(event?.type).toBe(type);
    }
  });
});

test('a change at another company is told as its own, and asked for as its own', () => {
  const [raw] = eventsIn([cloudEvent('qbo.payment.created.v1', '77', { intuitaccountid: '42' })]);
  if (!raw) throw new Error('There is none');
  expect(quickbooks.needs(raw, {})).toEqual([
    { method: 'GET', key: 'object', path: '/payment/77', account: '42' },
  ]);
  expect(quickbooks.normalize(raw, {}, context)).toMatchObject({ account: '42', connected: true });
});

test('a change without a time happened when it was heard of', async () => {
  const event = await sure(cloudEvent('qbo.payment.created.v1', '77', { time: '' }), {});
  expect(event).toMatchObject({ occurredAt: RECEIVED, occurredAtSource: 'received' });
});

test('the sample needs no QuickBooks', () => {
  const [raw] = eventsIn(quickbooks.sample?.('evt_1', 1_795_000_000));
  if (!raw) throw new Error('There is none');
  expect(quickbooks.needs(raw, {})).toEqual([]);
  expect(quickbooks.normalize(raw, {}, context)).toMatchObject({
    amount: { decimal: '128.00' },
    instrument: { brand: 'visa', last4: '1111' },
    customer: { name: 'Kim Minji' },
  });
});
