import fc from 'fast-check';
import type { JsonObject } from '../../nodes/core/event/json';
import { maskPayload } from '../../nodes/core/event/mask';
import { paymentEventSchema, type PaymentEvent } from '../../nodes/core/event/paymentEvent';
import type { Fetched } from '../../nodes/core/gateway/apiClient';
import { completeEvent } from '../../nodes/core/gateway/completeEvent';
import { foldCase } from '../../nodes/core/ledger/case';
import { failureForGuest } from '../../nodes/core/message/describe';
import { EVENTS } from '../../nodes/GoCardless/events';
import { goCardless } from '../../nodes/GoCardless/goCardless.adapter';
import {
  ACCOUNT,
  bank,
  event,
  everything,
  MORNING,
  payment,
  plain,
  rawOf,
  refund,
} from '../fixtures/gocardless';

const context = { account: ACCOUNT, live: true };

const read = (one: JsonObject, fetched: Fetched = everything): PaymentEvent | undefined =>
  goCardless.normalize(rawOf(one), fetched, context);
const told = (one: JsonObject, fetched?: Fetched): PaymentEvent => {
  const normalized = read(one, fetched);
  if (!normalized) throw new Error('This tells of nothing');
  return normalized;
};

const failed = (change = bank('insufficient_funds', 'sepa_core', 'AM04')) =>
  event('payments.failed', change);

describe('every event', () => {
  test.each(Object.keys(EVENTS))('%s, with everything read and with nothing', (type) => {
    for (const fetched of [everything, {}]) {
      const normalized = told(event(type), fetched);
      expect(paymentEventSchema.safeParse(normalized).error).toBeUndefined();
      expect(goCardless.eventTypes[type]).toContain(normalized.type);
    }
  });

  test.each(Object.keys(EVENTS))('%s, masked, is the same event', (type) => {
    const raw = rawOf(event(type));
    const masked = { ...raw, payload: maskPayload(raw.payload, goCardless.mask) };
    expect(goCardless.normalize(masked, everything, context)).toEqual(
      goCardless.normalize(raw, everything, context),
    );
  });
});

test('an id stays what it is, though its letters and digits pass for an IBAN', () => {
  const id = 'PM01EBYWG0ZCCVNMRPHHBM7R7B6R';
  expect(maskPayload({ note: id })).toEqual({ note: `${'*'.repeat(24)}7B6R` });
  const raw = rawOf(event('payments.failed', { links: { payment: id, parent_event: id } }));
  const payload = maskPayload(raw.payload, goCardless.mask);
  expect(payload.links).toEqual({ payment: id, parent_event: id });
  expect(goCardless.normalize({ ...raw, payload }, {}, context)?.references).toEqual([
    { type: 'payment', value: id },
  ]);
});

test('a returned debit says who, how much, for what, and why', () => {
  const one = { ...failed(), id: 'EV0AM04' };
  expect(told(one)).toEqual({
    schema: 'payment-event/1',
    id: `gocardless:${ACCOUNT}:${one.id}`,
    gateway: 'gocardless',
    account: ACCOUNT,
    connected: undefined,
    live: true,
    type: 'payment.failed',
    kind: 'bank_debit',
    attempt: { key: `gocardless:${ACCOUNT}:PM0GALBI:${one.id}` },
    references: [{ type: 'payment', value: 'PM0GALBI' }],
    occurredAt: MORNING,
    occurredAtSource: 'gateway',
    receivedAt: '2026-11-25T06:30:02.000Z',
    late: false,
    nextAttemptAt: undefined,
    incomplete: undefined,
    amount: { minor: 4500, currency: 'EUR', decimal: '45.00' },
    customer: {
      id: 'CU0MINJI',
      name: 'Minji Kim',
      email: 'minji@example.com',
      phone: '+33639982101',
      locale: 'fr',
      since: '2026-03-02T09:55:00.000Z',
    },
    instrument: { type: 'sepa_core', brand: 'SEPA Direct Debit', fingerprint: 'BA0MINJI' },
    reason: {
      code: 'insufficient_funds',
      networkCode: 'AM04',
      message: 'The bank reported AM04.',
      category: 'insufficient_funds',
      cause: 'funds',
      hardness: 'soft',
      advice: 'retry_later',
    },
    order: expect.objectContaining({ number: '1042', location: 'Harbor' }),
    subscription: { id: 'SB0CLUB', status: 'active' },
    products: [{ name: 'Galbi supper club' }],
    links: { pay: undefined, dashboard: 'https://manage.gocardless.com/payments/PM0GALBI' },
  });
});

test('without what the API adds, the alert leaves all the same, marked incomplete', () => {
  expect(told(failed(), {})).toMatchObject({
    type: 'payment.failed',
    incomplete: true,
    references: [{ type: 'payment', value: 'PM0GALBI' }],
    reason: { code: 'insufficient_funds' },
  });
  expect(told(failed(), {}).amount).toBeUndefined();
});

test('in the sandbox no money is live, and the link leads there', () => {
  const sandbox = goCardless.normalize(rawOf(failed()), {}, { ...context, live: false });
  expect(sandbox).toMatchObject({
    live: false,
    links: { dashboard: 'https://manage-sandbox.gocardless.com/payments/PM0GALBI' },
  });
  expect(goCardless.supplies?.({ environment: 'sandbox' })).toEqual({ live: false });
  expect(goCardless.supplies?.({ environment: 'live' })).toEqual({ live: true });
  expect(goCardless.supplies?.({})).toEqual({ live: true });
});

describe('what the house wrote itself', () => {
  const withMetadata = (metadata: Record<string, string>) =>
    told(failed(), { ...everything, payment: { payments: plain({ ...payment, metadata }) } });

  test('names the order, the way to pay, and the case that it comes back from', () => {
    const event = withMetadata({
      order_id: 'order-77',
      payment_link: 'https://pay.bbq.example/77',
      payment_failure_case: 'case_77',
    });
    expect(event.references).toEqual([
      { type: 'payment', value: 'PM0GALBI' },
      { type: 'order', value: 'order-77' },
      { type: 'case', value: 'case_77' },
    ]);
    expect(event.links.pay).toBe('https://pay.bbq.example/77');
  });

  test('comes with the delivery already, where GoCardless sends it along', () => {
    const one = { ...failed(), resource_metadata: { order_id: 'order-77', location: 'Harbor' } };
    expect(told(one, {})).toMatchObject({
      references: [{ type: 'payment' }, { type: 'order', value: 'order-77' }],
      order: { id: 'order-77', location: 'Harbor' },
    });
  });

  test('a subscription’s or a customer’s order id joins no cases: it would come back every month', () => {
    expect(told(failed()).references).toEqual([{ type: 'payment', value: 'PM0GALBI' }]);
  });
});

describe('GoCardless tries again itself', () => {
  const willRetry = failed(
    bank('insufficient_funds', 'bacs', 'ARUDD-0', { will_attempt_retry: true }),
  );
  const chargedOn = (charge_date: string | null) => ({
    ...everything,
    payment: { payments: plain({ ...payment, charge_date, status: 'pending_submission' }) },
  });

  test('on a day that is known: the alert says when', () => {
    expect(told(willRetry, chargedOn('2026-12-01'))).toMatchObject({
      nextAttemptAt: '2026-12-01T00:00:00.000Z',
      reason: { advice: 'retry_later' },
    });
  });

  test.each(['2026-11-23', null, 'soon', '2026-99-99'])(
    'on a day that is not (%s): nobody is advised to collect twice',
    (day) => {
      const normalized = told(willRetry, chargedOn(day));
      expect(normalized.nextAttemptAt).toBeUndefined();
      expect(normalized.reason).toMatchObject({
        category: 'insufficient_funds',
        advice: 'call_customer',
      });
    },
  );

  test('or somebody asked it to', () => {
    const asked = event('payments.resubmission_requested', {
      details: { origin: 'api', cause: 'payment_retried' },
    });
    expect(told(asked, chargedOn('2026-12-01'))).toMatchObject({
      type: 'payment.pending',
      nextAttemptAt: '2026-12-01T00:00:00.000Z',
    });
  });
});

describe('what the house did itself alarms nobody', () => {
  const own = { details: { origin: 'api', cause: 'mandate_cancelled' } } as const;
  test.each(['payments.cancelled', 'mandates.cancelled', 'mandates.failed'])('%s', (type) => {
    expect(read(event(type, own))).toBeUndefined();
    expect(read(event(type, bank('mandate_cancelled', 'bacs', 'ADDACS-1')))).toMatchObject({
      type: 'payment.failed',
      reason: { category: 'mandate_problem' },
    });
  });
});

describe('mandates', () => {
  test('a mandate that the guest ended owes nothing, and is settled by its own return alone', () => {
    const ended = told(event('mandates.cancelled', bank('mandate_cancelled', 'bacs', 'ADDACS-1')));
    expect(ended).toMatchObject({
      type: 'payment.failed',
      references: [{ type: 'setup', value: 'MD0GALBI' }],
      customer: { name: 'Minji Kim' },
    });
    expect(ended.amount).toBeUndefined();
    const back = told(event('mandates.reinstated', { created_at: '2026-11-26T06:30:00.000Z' }));
    expect(foldCase([ended]).state.status).toBe('open');
    expect(foldCase([ended, told(event('payments.confirmed'))]).state.status).toBe('open');
    expect(foldCase([back, ended]).state.status).toBe('settled');
  });

  test('the guest is told of the permission that ended, and of no payment', () => {
    const ended = told(event('mandates.expired', bank('mandate_expired', 'bacs', 'ADDACS-0')));
    expect(failureForGuest(ended, { test: false })).toBe(
      'We can no longer collect from your bank account. No payment has failed. Please set it up again, or talk to us.',
    );
  });

  test('a new mandate in its place settles it too', () => {
    const replaced = told(
      event('mandates.replaced', { links: { mandate: 'MD0GALBI', new_mandate: 'MD0NEW' } }),
    );
    expect(replaced.references).toEqual([
      { type: 'setup', value: 'MD0GALBI' },
      { type: 'setup', value: 'MD0NEW' },
    ]);
  });
});

describe('the later event wins', () => {
  const at = (type: string, created_at: string, change = {}) =>
    told(event(type, { ...change, created_at }));
  const confirmed = at('payments.confirmed', '2026-11-24T06:00:00.000Z');
  const lateFailure = at(
    'payments.failed',
    '2026-12-04T06:00:00.000Z',
    bank('refer_to_payer', 'ach', 'ACH_RETURN-R01'),
  );
  const chargedBack = at(
    'payments.charged_back',
    '2026-12-10T06:00:00.000Z',
    bank('refund_requested', 'sepa_core', 'MD06'),
  );
  const cancelledChargeback = at('payments.chargeback_cancelled', '2026-12-14T06:00:00.000Z');

  test('a debit that fails ten days after it was paid is owed again', () => {
    for (const order of [
      [confirmed, lateFailure],
      [lateFailure, confirmed],
    ]) {
      expect(foldCase(order).state).toMatchObject({ status: 'open', attempts: 1 });
    }
  });

  test('a chargeback is a failure of its own, until the bank takes it back', () => {
    expect(chargedBack).toMatchObject({ type: 'payment.failed', reason: { cause: 'dispute' } });
    expect(foldCase([confirmed, chargedBack]).state.status).toBe('open');
    expect(foldCase([chargedBack, cancelledChargeback, confirmed]).state.status).toBe('settled');
  });

  test('two failed tries of one payment are two attempts of one case; a redelivery is none', () => {
    const first = at('payments.failed', '2026-11-20T06:00:00.000Z');
    const second = at('payments.failed', '2026-11-30T06:00:00.000Z');
    expect(first.references).toEqual(second.references);
    expect(foldCase([first, second, first]).state).toMatchObject({ status: 'open', attempts: 2 });
    expect(foldCase([confirmed, first]).state.status).toBe('settled');
  });

  test('a refund that is sent back after it was paid has failed', () => {
    const paid = at('refunds.paid', '2026-11-26T06:00:00.000Z');
    const sentBack = at('refunds.failed', '2026-11-28T06:00:00.000Z');
    expect(paid.attempt).toEqual(sentBack.attempt);
    expect(sentBack).toMatchObject({
      kind: 'refund',
      amount: { minor: refund.amount, currency: 'EUR' },
      references: [{ type: 'refund' }, { type: 'payment' }],
    });
    for (const order of [
      [paid, sentBack],
      [sentBack, paid],
    ])
      expect(foldCase(order).state.status).toBe('open');
  });

  test('whatever order they arrive in', () => {
    const all = [confirmed, lateFailure, chargedBack, cancelledChargeback];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (order) => {
        expect(foldCase(order).state).toEqual(foldCase(all).state);
      }),
    );
  });
});

describe('a partner’s app', () => {
  const others = {
    ...failed(),
    links: { payment: 'PM0GALBI', organisation: 'OR0NEIGHBOUR' },
  };

  test('hears of many accounts, and reads from none but its own', () => {
    expect(told(others, {})).toMatchObject({
      account: 'OR0NEIGHBOUR',
      connected: true,
      incomplete: true,
    });
    expect(goCardless.needs(rawOf(others), {})).toEqual([]);
    expect(goCardless.mark?.(told(others, {}), { caseId: 'case_1', status: 'open' })).toEqual([]);
  });
});

describe('reads', () => {
  const asks = async (one: JsonObject, answers: Fetched = everything) => {
    const asked: string[] = [];
    const { event: completed } = await completeEvent(
      goCardless,
      rawOf(one),
      context,
      async ({ key, path }) => {
        asked.push(path);
        const answer = answers[key];
        if (!answer) throw new Error('not found');
        return answer;
      },
    );
    return { asked, completed };
  };

  test('follow the links from the payment to the guest', async () => {
    const { asked, completed } = await asks(failed());
    expect(asked).toEqual([
      '/payments/PM0GALBI',
      '/subscriptions/SB0CLUB',
      '/mandates/MD0GALBI',
      '/customers/CU0MINJI',
    ]);
    expect(completed).toMatchObject({ customer: { name: 'Minji Kim' }, incomplete: undefined });
  });

  test('are one for a success, and none for a mandate in order', async () => {
    expect((await asks(event('payments.confirmed'))).asked).toEqual(['/payments/PM0GALBI']);
    expect((await asks(event('mandates.active'))).asked).toEqual([]);
  });

  test('that are refused leave the alert as far as it is known', async () => {
    const { completed } = await asks(failed(), { payment: everything.payment ?? {} });
    expect(completed).toMatchObject({ amount: { minor: 4500 }, incomplete: true });
  });

  test('are not made for what a listing brought along', async () => {
    const body = goCardless.sample?.('EV0SAMPLE', 1_795_000_000) ?? {};
    const [raw] = goCardless.split(body, MORNING)?.events ?? [];
    if (!raw) throw new Error('The sample holds no event');
    expect(goCardless.needs(raw, {})).toEqual([]);
    expect(goCardless.normalize(raw, {}, context)).toMatchObject({
      amount: { minor: 12800, currency: 'EUR' },
      customer: { name: 'Sample Guest' },
      incomplete: undefined,
    });
  });
});
