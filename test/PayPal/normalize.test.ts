import { object, type JsonObject } from '../../nodes/core/event/json';
import { paymentEventSchema, type PaymentEvent } from '../../nodes/core/event/paymentEvent';
import { prepareEvents } from '../../nodes/core/gateway/prepareEvents';
import { NO_FILTERS } from '../core/gateway/noFilters';
import { completeEvent } from '../../nodes/core/gateway/completeEvent';
import { foldCase } from '../../nodes/core/ledger/case';
import { ipn } from '../../nodes/PayPal/ipn';
import { ipnTime } from '../../nodes/PayPal/ipnTime';
import { paypal } from '../../nodes/PayPal/paypal.adapter';
import {
  capture,
  checkout,
  CREATED,
  dispute,
  notification,
  rawEvent,
  RECEIVED,
  refund,
  sale,
  subscription,
} from '../fixtures/paypal';

/** What PayPal tells, in the words that every later node understands. */

const ACCOUNT = 'mWq6ember';
const context = { account: ACCOUNT, live: true, reference: 'payment' } as const;

const told = (type: string, resource: JsonObject, fetched = {}): PaymentEvent | undefined => {
  const event = paypal.normalize(rawEvent(type, resource), fetched, context);
  return event && paymentEventSchema.parse(event);
};
const posted = (more: Readonly<Record<string, string>> = {}): PaymentEvent | undefined => {
  const split = ipn.split(notification(more), RECEIVED);
  const [raw] = split?.events ?? [];
  return raw && paypal.normalize(raw, {}, context);
};
const needed = (type: string, resource: JsonObject, fetched = {}) =>
  paypal.needs(rawEvent(type, resource), fetched).map(({ path }) => path);
const value = (event: PaymentEvent | undefined, type: string) =>
  event?.references.find((one) => one.type === type)?.value;

describe('a card declined at table 12', () => {
  test.each(['PAYMENT.CAPTURE.DENIED', 'PAYMENT.CAPTURE.DECLINED'])('%s', (type) => {
    expect(told(type, capture())).toMatchObject({
      id: `paypal:${ACCOUNT}:WH-1`,
      type: 'payment.failed',
      kind: 'charge',
      attempt: { key: `paypal:${ACCOUNT}:7HB41209KX552101A` },
      amount: { minor: 18640, currency: 'USD', decimal: '186.40' },
      occurredAt: CREATED,
      incomplete: true,
      order: {
        number: 'order-1042',
        table: '12',
        location: 'Harbor',
        total: { minor: 18640, currency: 'USD' },
      },
      references: [
        { type: 'payment', value: '7HB41209KX552101A' },
        { type: 'checkout', value: '5O190127TN364715T' },
        { type: 'invoice', value: 'order-1042' },
      ],
      reason: { code: 'DECLINED', category: 'issuer_declined' },
    });
  });

  test('is explained by the bank’s code, and the guest is known from the order', async () => {
    const reads: string[] = [];
    const answers: Record<string, JsonObject> = {
      '/v2/payments/captures/7HB41209KX552101A': {
        ...capture(),
        processor_response: { response_code: '5120', payment_advice_code: '02' },
      },
      '/v2/checkout/orders/5O190127TN364715T': checkout(),
    };
    const raw = rawEvent('PAYMENT.CAPTURE.DENIED', capture());
    const { event } = await completeEvent(paypal, raw, context, async ({ path }) => {
      reads.push(path);
      return answers[path] ?? {};
    });
    expect(reads.toSorted()).toEqual(Object.keys(answers).toSorted());
    expect(event).toMatchObject({
      reason: { code: '5120', category: 'insufficient_funds', advice: 'retry_later' },
      customer: {
        id: 'QYR5Z8XDVJNXQ',
        name: 'Minji Park',
        email: 'minji@example.com',
        phone: '+15555550101',
      },
      instrument: { type: 'card', brand: 'visa', last4: '1111', expiry: '2030-12' },
      products: [{ name: 'Galbi set' }, { name: 'Naengmyeon' }],
    });
    expect(event?.incomplete).toBeUndefined();
  });

  test('for which the network forbids another try is not tried again', () => {
    const declined = capture({
      processor_response: { response_code: '0500', payment_advice_code: '03' },
    });
    expect(told('PAYMENT.CAPTURE.DECLINED', declined)?.reason).toMatchObject({
      code: '0500',
      advice: 'do_not_retry',
      hardness: 'hard',
    });
    expect(needed('PAYMENT.CAPTURE.DECLINED', declined)).toEqual([
      '/v2/checkout/orders/5O190127TN364715T',
    ]);
  });

  test('with a code that nobody published is unknown, never a guess', () => {
    const declined = capture({ processor_response: { response_code: 'ZZZZ' } });
    expect(told('PAYMENT.CAPTURE.DECLINED', declined)?.reason).toMatchObject({
      code: 'ZZZZ',
      category: 'unknown',
    });
  });
});

test('a bank account that did not pay is a bank debit, for the reason that it was held', () => {
  const held = capture({ status: 'DECLINED', status_details: { reason: 'ECHECK' } });
  expect(told('PAYMENT.CAPTURE.DENIED', held)).toMatchObject({
    kind: 'bank_debit',
    reason: { code: 'ECHECK', category: 'insufficient_funds' },
  });
});

test('a payment that is made settles what shares its number; one on its way does not yet', () => {
  const paid = told('PAYMENT.CAPTURE.COMPLETED', capture({ id: 'B', status: 'COMPLETED' }));
  expect(paid).toMatchObject({ type: 'payment.succeeded' });
  expect(value(paid, 'invoice')).toBe('order-1042');
  expect(told('PAYMENT.CAPTURE.PENDING', capture())?.type).toBe('payment.pending');
  expect(needed('PAYMENT.CAPTURE.COMPLETED', capture())).toEqual([]);
});

test('parts of an order share its number as an order’s, and short numbers hold nothing together', () => {
  const raw = rawEvent('PAYMENT.CAPTURE.COMPLETED', capture());
  const part = paypal.normalize(raw, {}, { ...context, reference: 'order' });
  expect([value(part, 'order'), value(part, 'invoice')]).toEqual(['order-1042', undefined]);
  const short = told('PAYMENT.CAPTURE.COMPLETED', capture({ invoice_id: '1042' }));
  expect(short?.order?.number).toBe('1042');
  expect(value(short, 'invoice')).toBeUndefined();
});

describe('an approval that nobody collected in time', () => {
  const LAPSED = 'CHECKOUT.PAYMENT-APPROVAL.REVERSED';
  const approval = (unit: JsonObject = {}): JsonObject => ({
    order_id: '5O190127TN364715T',
    purchase_units: [{ reference_id: 'default', invoice_id: 'order-1042', ...unit }],
    payment_source: { ideal: { name: 'Minji Park', country_code: 'NL' } },
  });

  test('is told with the guest’s name, and with the amount of the order at PayPal', () => {
    expect(needed(LAPSED, approval())).toEqual(['/v2/checkout/orders/5O190127TN364715T']);
    const amount = { currency_code: 'EUR', value: '186.40' };
    const order = { id: '5O190127TN364715T', purchase_units: [{ amount }] };
    expect(told(LAPSED, approval(), { checkout: order })).toMatchObject({
      type: 'payment.failed',
      attempt: { key: `paypal:${ACCOUNT}:5O190127TN364715T` },
      amount: { minor: 18640, currency: 'EUR' },
      customer: { name: 'Minji Park' },
      instrument: { type: 'ideal' },
      order: { number: 'order-1042' },
      references: [
        { type: 'checkout', value: '5O190127TN364715T' },
        { type: 'invoice', value: 'order-1042' },
      ],
      reason: { code: 'approval_reversed' },
    });
    // Should PayPal say it there one day.
    expect(
      told(LAPSED, approval({ amount: { currency_code: 'JPY', value: '5000' } }))?.amount,
    ).toMatchObject({ minor: 5000, currency: 'JPY' });
  });

  test('is settled when the guest of order 1042 pays by another way', () => {
    const lapsed = told(LAPSED, approval());
    const again = capture({
      id: 'B',
      status: 'COMPLETED',
      custom_id: undefined,
      supplementary_data: { related_ids: { order_id: 'ANOTHER' } },
    });
    const raw = rawEvent('PAYMENT.CAPTURE.COMPLETED', again);
    const paid = paypal.normalize({ ...raw, id: 'WH-2' }, {}, context);
    if (!lapsed || !paid) throw new Error('Nothing was told');
    expect(foldCase([lapsed]).state.status).toBe('open');
    for (const events of [
      [lapsed, paid],
      [paid, lapsed],
    ]) {
      expect(foldCase(events).state.status).toBe('settled');
    }
  });
});

describe('sales of old shops', () => {
  test('that were denied', () => {
    expect(told('PAYMENT.SALE.DENIED', sale())).toMatchObject({
      type: 'payment.failed',
      kind: 'charge',
      amount: { minor: 4200 },
      order: { number: 'order-77' },
      reason: { code: 'DENIED' },
    });
    expect(needed('PAYMENT.SALE.DENIED', sale())).toEqual(['/v1/payments/payment/PAYID-L1']);
  });

  test('whose payer is read', () => {
    const payer = {
      payer_info: { email: 'minji@example.com', first_name: 'Minji', last_name: 'Park' },
    };
    expect(told('PAYMENT.SALE.DENIED', sale(), { payment: { payer } })?.customer).toMatchObject({
      name: 'Minji Park',
      email: 'minji@example.com',
    });
  });

  test('from a bank account, on its way and made', () => {
    const echeck = sale({ payment_mode: 'ECHECK' });
    expect(told('PAYMENT.SALE.PENDING', echeck)).toMatchObject({
      type: 'payment.pending',
      kind: 'bank_debit',
    });
    expect(told('PAYMENT.SALE.COMPLETED', echeck)?.type).toBe('payment.succeeded');
  });
});

describe('subscriptions', () => {
  const FAILED = 'BILLING.SUBSCRIPTION.PAYMENT.FAILED';

  test('of which a payment failed say why, and when PayPal tries again', () => {
    const event = told(FAILED, subscription());
    expect(event).toMatchObject({
      type: 'payment.failed',
      kind: 'subscription',
      attempt: { key: `paypal:${ACCOUNT}:I-BW452GLLEP1G:2026-11-20T19:20:00.000Z` },
      nextAttemptAt: '2026-11-25T10:00:00.000Z',
      amount: { minor: 2900 },
      customer: { name: 'Minji Park', email: 'minji@example.com' },
      subscription: { id: 'I-BW452GLLEP1G', status: 'ACTIVE' },
      reason: { code: 'PAYER_CANNOT_PAY', category: 'insufficient_funds' },
    });
    expect(value(event, 'subscription_period')).toBe('I-BW452GLLEP1G:5');
    expect(needed(FAILED, subscription())).toEqual([]);
  });

  test('of which PayPal does not say why a payment failed: the guest is not told that their bank declined it', () => {
    const { billing_info } = subscription();
    const { reason_code: _, ...unexplained } = object(object(billing_info).last_failed_payment);
    const info = { ...object(billing_info), last_failed_payment: unexplained };
    const event = told(FAILED, subscription({ billing_info: info }));
    expect(event?.reason).toEqual({
      code: undefined,
      category: 'unknown',
      cause: 'unknown',
      hardness: 'soft',
      advice: 'call_customer',
    });
    expect(event?.amount?.minor).toBe(2900);
    expect(foldCase(event ? [event] : []).owes(event?.id ?? '')).toBe(true);
  });

  test('that are paid late are paid for the same period, where that is certain', () => {
    const paid = sale({ state: 'completed', billing_agreement_id: 'I-BW452GLLEP1G' });
    expect(needed('PAYMENT.SALE.COMPLETED', paid)).toEqual([
      '/v1/billing/subscriptions/I-BW452GLLEP1G',
    ]);
    const now = (time: string, owed = '0.00') => ({
      subscription: {
        billing_info: {
          outstanding_balance: { currency_code: 'USD', value: owed },
          cycle_executions: [{ cycles_completed: 1 }, { cycles_completed: 4 }],
          last_payment: { time },
        },
      },
    });
    const period = (fetched: JsonObject) =>
      value(told('PAYMENT.SALE.COMPLETED', paid, fetched), 'subscription_period');
    expect(period(now('2026-11-20T19:29:48Z'))).toBe('I-BW452GLLEP1G:5');
    expect(period(now('2026-12-20T19:29:48Z'))).toBeUndefined();
    expect(period(now('2026-11-20T19:29:48Z', '29.00'))).toBeUndefined();
    expect(period({})).toBeUndefined();
    // Its number comes back with every payment.
    expect(value(told('PAYMENT.SALE.COMPLETED', paid), 'invoice')).toBeUndefined();
  });

  test('that are paid late settle their period though the workflow is for failures alone', () => {
    const failures = { ...NO_FILTERS, eventTypes: ['payment.failed'] as const };
    const emitted = (about: JsonObject) =>
      prepareEvents(
        { adapter: paypal, filters: failures, supplied: {} },
        [rawEvent('PAYMENT.SALE.COMPLETED', about)],
        ACCOUNT,
      ).events.map(({ emit, undecided }) => [emit, undecided]);
    const renewal = { state: 'completed', billing_agreement_id: 'I-BW452GLLEP1G' };
    expect(emitted(sale(renewal))).toEqual([[true, true]]);
    // What is no subscription’s says all by itself.
    expect(emitted(sale({ state: 'completed' }))).toEqual([[false, false]]);
  });

  test.each([
    ['BILLING.SUBSCRIPTION.ACTIVATED', 'subscription.started'],
    ['BILLING.SUBSCRIPTION.SUSPENDED', 'subscription.past_due'],
    ['BILLING.SUBSCRIPTION.RE-ACTIVATED', 'subscription.recovered'],
    ['BILLING.SUBSCRIPTION.CANCELLED', 'subscription.canceled'],
    ['BILLING.SUBSCRIPTION.EXPIRED', 'subscription.canceled'],
  ])('%s is %s', (type, becomes) => {
    expect(told(type, subscription())?.type).toBe(becomes);
  });
});

describe('refunds', () => {
  test('name the payment, wherever PayPal names it', () => {
    for (const one of [
      refund(),
      refund({ links: [], sale_id: '7HB41209KX552101A' }),
      refund({
        links: [],
        supplementary_data: { related_ids: { capture_id: '7HB41209KX552101A' } },
      }),
    ]) {
      const event = told('PAYMENT.CAPTURE.REFUNDED', one);
      expect(event).toMatchObject({ type: 'refund.succeeded', amount: { minor: 2000 } });
      expect(value(event, 'payment')).toBe('7HB41209KX552101A');
      expect(value(event, 'refund')).toBe('1JU08902781691411');
    }
  });

  test('of version 1 carry a minus, and a state', () => {
    const one = { id: 'R1', state: 'completed', amount: { total: '-7.50', currency: 'USD' } };
    expect(told('PAYMENT.SALE.REFUNDED', one)).toMatchObject({
      type: 'refund.succeeded',
      amount: { minor: 750 },
    });
  });

  test('that failed are told; those on their way are not', () => {
    expect(told('PAYMENT.REFUND.FAILED', refund({ status: 'FAILED' }))).toMatchObject({
      type: 'refund.failed',
      reason: { code: 'FAILED' },
    });
    expect(told('PAYMENT.CAPTURE.REFUNDED', refund({ status: 'PENDING' }))).toBeUndefined();
  });
});

describe('disputes', () => {
  test('are opened, want an answer, and end', () => {
    expect(told('CUSTOMER.DISPUTE.CREATED', dispute())).toMatchObject({
      type: 'dispute.opened',
      kind: 'dispute',
      attempt: { key: `paypal:${ACCOUNT}:PP-D-4012` },
      dispute: { id: 'PP-D-4012', answerBy: '2026-12-01T08:00:00.000Z' },
      reason: { code: 'MERCHANDISE_OR_SERVICE_NOT_RECEIVED', advice: 'answer_dispute' },
      customer: { name: 'Minji Park' },
    });
    expect(told('CUSTOMER.DISPUTE.UPDATED', dispute())?.type).toBe('dispute.opened');
    expect(told('CUSTOMER.DISPUTE.UPDATED', dispute({ status: 'UNDER_REVIEW' }))).toBeUndefined();
  });

  test.each([
    ['RESOLVED_SELLER_FAVOUR', 'won'],
    ['CANCELED_BY_BUYER', 'won'],
    ['RESOLVED_BUYER_FAVOUR', 'lost'],
    ['ACCEPTED', 'lost'],
    ['NONE', undefined],
  ])('%s is %s', (outcome_code, outcome) => {
    const event = told('CUSTOMER.DISPUTE.RESOLVED', dispute({ dispute_outcome: { outcome_code } }));
    expect([event?.type, event?.dispute?.outcome]).toEqual(['dispute.closed', outcome]);
    expect(event?.reason?.advice).toBe(outcome === 'lost' ? 'call_customer' : undefined);
  });

  test('of which nobody told, but the money was taken back, are lost', () => {
    expect(told('PAYMENT.CAPTURE.REVERSED', refund())).toMatchObject({
      type: 'dispute.closed',
      dispute: { id: '1JU08902781691411', outcome: 'lost' },
      reason: { category: 'disputed' },
    });
  });
});

describe('notifications (IPN)', () => {
  test('about a payment that a webhook tells of too are the same attempt, and the same case', () => {
    const hook = told('PAYMENT.CAPTURE.DENIED', capture());
    const post = posted();
    expect(post?.attempt).toEqual(hook?.attempt);
    expect(value(post, 'payment')).toBe(value(hook, 'payment'));
    expect(value(post, 'invoice')).toBe(value(hook, 'invoice'));
    expect(post).toMatchObject({
      type: 'payment.failed',
      kind: 'bank_debit',
      amount: { minor: 18640, currency: 'USD' },
      occurredAt: '2026-11-20T19:29:48.000Z',
      customer: { id: 'QYR5Z8XDVJNXQ', name: 'Minji Park', email: 'minji@example.com' },
      order: { number: 'order-1042', table: '12' },
      products: [{ name: 'Galbi set' }],
      reason: { code: 'Failed' },
    });
    expect(paypal.needs(rawEvent('ipn', notification()), {})).toEqual([]);
  });

  test.each([
    ['Completed', 'payment.succeeded'],
    ['Processed', 'payment.succeeded'],
    ['Created', 'payment.pending'],
    ['Pending', 'payment.pending'],
    ['Denied', 'payment.failed'],
    ['Expired', 'payment.failed'],
    ['Refunded', 'refund.succeeded'],
    ['Reversed', 'dispute.closed'],
    ['Canceled_Reversal', 'dispute.closed'],
    ['Voided', undefined],
    ['Made_Up', undefined],
  ])('%s is %s', (payment_status, type) => {
    const isBack = ['Refunded', 'Reversed'].includes(payment_status);
    const mc_gross = isBack ? '-186.40' : '186.40';
    const event = posted({ payment_status, parent_txn_id: 'PARENT1', mc_gross });
    expect(event?.type).toBe(type);
    if (event) expect(event.amount).toMatchObject({ minor: 18640 });
    if (event) expect(paymentEventSchema.parse(event)).toEqual(event);
  });

  test('a case that was opened names it, and the payment', () => {
    const event = posted({
      txn_type: 'new_case',
      payment_status: '',
      case_id: 'PP-D-4012',
      reason_code: 'chargeback',
    });
    expect(event).toMatchObject({
      type: 'dispute.opened',
      dispute: { id: 'PP-D-4012' },
      reason: { code: 'chargeback', category: 'disputed' },
    });
    expect(value(event, 'payment')).toBe('7HB41209KX552101A');
  });

  test.each([
    ['complaint', 'non_receipt'],
    ['complaint', 'not_as_described'],
    ['chargeback', 'unauthorized'],
    ['chargeback', 'special'],
  ])('a guest’s %s for %s is to be answered, and began when it was opened', (case_type, code) => {
    const about = {
      txn_type: 'new_case',
      payment_status: '',
      payment_date: '19:05:34 Oct 16, 2026 PDT',
      case_id: 'PP-D-4012',
      case_type,
      reason_code: code,
    };
    expect(posted({ ...about, case_creation_date: '11:24:05 Nov 20, 2026 PST' })).toMatchObject({
      type: 'dispute.opened',
      occurredAt: '2026-11-20T19:24:05.000Z',
      occurredAtSource: 'gateway',
      late: false,
      reason: { code, category: 'disputed', cause: 'dispute', advice: 'answer_dispute' },
    });
    // The payment's time is not the dispute's.
    expect(posted(about)).toMatchObject({ occurredAt: RECEIVED, occurredAtSource: 'received' });
  });

  test('a chargeback that is settled out of your account pays for nothing', () => {
    const taken = { payment_status: 'Completed', mc_gross: '-186.40' };
    expect(
      posted({ ...taken, txn_type: 'adjustment', reason_code: 'chargeback_settlement' }),
    ).toBeUndefined();
    expect(posted({ txn_type: 'adjustment', payment_status: 'Completed' })).toBeUndefined();
    expect(posted(taken)).toBeUndefined();
  });

  test.each([
    ['subscr_failed', 'payment.failed'],
    ['recurring_payment_skipped', 'payment.failed'],
    ['recurring_payment_suspended_due_to_max_failed_payment', 'subscription.past_due'],
    ['subscr_signup', 'subscription.started'],
    ['subscr_cancel', 'subscription.canceled'],
  ])('%s is %s', (txn_type, type) => {
    const event = posted({
      txn_type,
      txn_id: '',
      payment_status: '',
      subscr_id: 'S-9',
      mc_gross: '',
      mc_amount3: '29.00',
      retry_at: '03:00:00 Nov 25, 2026 PST',
    });
    expect(event).toMatchObject({
      type,
      kind: 'subscription',
      subscription: { id: 'S-9' },
      amount: { minor: 2900 },
    });
    if (type === 'payment.failed') expect(event?.nextAttemptAt).toBe('2026-11-25T11:00:00.000Z');
  });

  test('a subscription’s payment is not held together with the next by its number', () => {
    const event = posted({
      txn_type: 'subscr_payment',
      payment_status: 'Completed',
      subscr_id: 'S-9',
      payment_type: 'instant',
    });
    expect([event?.kind, value(event, 'invoice')]).toEqual(['subscription', undefined]);
  });

  test('what came of a payment later is another event; the same one again is the same', () => {
    const id = (more: Readonly<Record<string, string>>) =>
      ipn.split(notification(more), RECEIVED)?.events[0]?.id;
    expect(id({ payment_status: 'Pending' })).not.toBe(id({ payment_status: 'Completed' }));
    expect(id({ ipn_track_id: 'other' })).toBe(id({}));
    expect(ipn.split({ charset: 'utf-8' }, RECEIVED)).toBeUndefined();
    expect(ipn.split({ txn_id: '1' }, RECEIVED)).toBeUndefined();
  });

  test.each([
    ['20:12:59 Jan 13, 2009 PST', '2009-01-14T04:12:59.000Z'],
    ['20:12:59 Jul. 13, 2009 PDT', '2009-07-14T03:12:59.000Z'],
    ['20:12:59 Jan 13, 2009', undefined],
    ['20:12:59 Abc 13, 2009 PST', undefined],
    ['23:59:59 Dec 31, 9999 PST', undefined],
    ['', undefined],
  ])('%s in California is %s', (written, at) => {
    expect(ipnTime(written)).toBe(at);
  });
});

test('what stands in custom_id as anything but an object of texts is left alone', () => {
  for (const custom_id of ['table 12', '{"table":', '[]', '{"table":{"no":12}}']) {
    expect(
      told('PAYMENT.CAPTURE.DENIED', capture({ custom_id, invoice_id: undefined }))?.order,
    ).toBeUndefined();
  }
  expect(
    told('PAYMENT.CAPTURE.DENIED', capture({ custom_id: '{"order_number":7}' }))?.order?.number,
  ).toBe('7');
  expect(told('made.up', capture())).toBeUndefined();
});
