import type { PaymentEvent } from '../../nodes/core/event/paymentEvent';
import { foldCase } from '../../nodes/core/ledger/case';
import { normalize } from '../../nodes/Stripe/normalize';
import {
  ACCOUNT,
  declinedCharge,
  declinedIntent,
  EVENING,
  failedInvoice,
  invoicePayment,
  listOf,
  paidInvoice,
  plain,
  rawOf,
  stripeEvent,
  succeededCharge,
  succeededIntent,
  type Payment,
} from '../fixtures/stripe';

/**
 * A company's dinner on an invoice of $100, with a deposit of $40 by a payment of its own, and the rest by the card on
 * file. https://docs.stripe.com/invoicing/partial-payments
 */

const DAY = 86400;
const DEPOSIT = { intent: 'pi_dep', amount: 4000, currency: 'usd', metadata: {}, created: EVENING };
const REST = {
  intent: 'pi_def',
  charge: 'ch_def',
  amount: 6000,
  currency: 'usd',
  metadata: {},
  created: EVENING + DAY,
};
const DINNER = { id: 'in_1', amount: 10000, subscription: null, nextAttempt: null };
const open = { ...failedInvoice(DINNER), amount_paid: 4000, amount_remaining: 6000 };

function told(
  type: string,
  created: number,
  about: object,
  fetched: Readonly<Record<string, object>> = {},
): PaymentEvent {
  const answers = Object.fromEntries(
    Object.entries(fetched).map(([key, answer]) => [key, plain(answer)]),
  );
  const raw = rawOf(stripeEvent(type, about, { id: `evt_${type}_${created}`, created }));
  const event = normalize(raw, answers, { account: ACCOUNT });
  if (!event) throw new Error(`${type} told of nothing`);
  return event;
}

const row = (payment: object | string, status: string, isDefault: boolean) =>
  invoicePayment(payment, { invoice: 'in_1', status, isDefault });
const billOf = (intent: string, status: string, isDefault: boolean) => ({
  invoices_of_intent: listOf({ ...row(intent, status, isDefault), invoice: open }),
});
const declined = (payment: Payment) => ({
  ...declinedIntent(payment),
  latest_charge: declinedCharge(payment),
});
const paid = (payment: Payment) => ({
  ...succeededIntent(payment),
  latest_charge: succeededCharge(payment),
});

const deposit = told(
  'payment_intent.succeeded',
  EVENING + 60,
  paid({ ...DEPOSIT, charge: 'ch_dep' }),
);
const depositDeclined = told(
  'payment_intent.payment_failed',
  EVENING,
  declinedIntent({ ...DEPOSIT, charge: 'ch_dep0' }),
  billOf('pi_dep', 'open', false),
);
const restDeclined = told(
  'payment_intent.payment_failed',
  EVENING + DAY + 1,
  declinedIntent(REST),
  billOf('pi_def', 'open', true),
);
const payments = (depositStatus: 'open' | 'paid', pay: typeof paid | typeof declined) => ({
  invoice_payments: listOf(
    row(pay({ ...DEPOSIT, charge: 'ch_dep' }), depositStatus, false),
    row(declined(REST), 'open', true),
  ),
});
const invoiceFailed = told(
  'invoice.payment_failed',
  EVENING + DAY + 2,
  open,
  payments('paid', paid),
);
const overdue = told('invoice.overdue', EVENING + 2 * DAY, open, payments('paid', paid));
const restPaid = told(
  'payment_intent.succeeded',
  EVENING + 3 * DAY,
  paid({ ...REST, charge: 'ch_def2', created: EVENING + 3 * DAY }),
);
const invoicePaid = told('invoice.paid', EVENING + 3 * DAY + 1, paidInvoice(DINNER), {
  invoice_payments: listOf(
    row(paid({ ...DEPOSIT, charge: 'ch_dep' }), 'paid', false),
    row(paid({ ...REST, charge: 'ch_def2', created: EVENING + 3 * DAY }), 'paid', true),
  ),
});

/** Whether the news of a failure is still owed, whatever the order in which all this is heard. */
function owes(events: readonly PaymentEvent[], news: PaymentEvent): boolean {
  const [one, other] = [events, events.toReversed()].map((order) => foldCase(order).owes(news.id));
  expect(one).toBe(other);
  return one === true;
}

describe('the deposit is paid, and the card is declined for the rest', () => {
  test.each([
    ['by the invoice', [invoiceFailed]],
    ['by its payment', [restDeclined]],
    ['by both', [restDeclined, invoiceFailed]],
    ['once the invoice is overdue', [overdue]],
  ])('told %s, the rest is owed', (_, failures) => {
    for (const failure of failures) expect(owes([deposit, ...failures], failure)).toBe(true);
    expect(foldCase([deposit, ...failures]).state).toMatchObject({
      status: 'open',
      due: { decimal: '100.00' },
      paid: { decimal: '40.00' },
    });
  });

  test('also where the deposit itself had been declined at first: that is made good, and the rest is owed', () => {
    const all = [depositDeclined, deposit, restDeclined, invoiceFailed];
    expect(foldCase([depositDeclined, deposit]).state.status).toBe('settled');
    expect(owes(all, depositDeclined)).toBe(false);
    expect(owes(all, restDeclined)).toBe(true);
    expect(owes(all, invoiceFailed)).toBe(true);
  });

  test('the declined deposit says for which invoice it was, and where that can be paid', () => {
    expect(depositDeclined).toMatchObject({
      invoice: { id: 'in_1', number: 'BBQCLUB-0007' },
      products: [{ id: 'prod_BbqClub' }],
      links: { pay: 'https://invoice.stripe.com/i/acct_1BbqHouse/in_1' },
    });
  });

  test('and where the deposit is paid only after that, it still pays no more than itself', () => {
    const before = told('invoice.payment_failed', EVENING - DAY + 2, failedInvoice(DINNER), {
      invoice_payments: listOf(
        row({ ...declinedIntent(DEPOSIT), latest_charge: null }, 'open', false),
        row(declined({ ...REST, created: EVENING - DAY }), 'open', true),
      ),
    });
    expect(before.attempt?.key).toBe(`stripe:${ACCOUNT}:ch_def`);
    expect(owes([before, deposit], before)).toBe(true);
  });

  test('a decline of the deposit that its invoice tells of is the deposit’s, and not the rest’s', () => {
    const ofInvoice = told('invoice.payment_failed', EVENING + 2, failedInvoice(DINNER), {
      invoice_payments: listOf(
        row(declined({ ...DEPOSIT, charge: 'ch_dep0' }), 'open', false),
        row({ ...declinedIntent(REST), latest_charge: null }, 'open', true),
      ),
    });
    expect(ofInvoice).toMatchObject({
      attempt: depositDeclined.attempt,
      amount: depositDeclined.amount,
      invoice: { id: 'in_1' },
    });
    const all = [depositDeclined, ofInvoice, deposit, restDeclined, invoiceFailed];
    expect(owes(all, ofInvoice)).toBe(false);
    expect(owes(all, invoiceFailed)).toBe(true);
    expect(foldCase(all).state.attempts).toBe(2);
  });

  test('an invoice that becomes overdue just after the deposit was declined is overdue as a whole', () => {
    const late = told('invoice.overdue', EVENING + 10, failedInvoice(DINNER), {
      invoice_payments: listOf(
        row(declined({ ...DEPOSIT, charge: 'ch_dep0' }), 'open', false),
        row({ ...declinedIntent(REST), latest_charge: null }, 'open', true),
      ),
    });
    expect(late.amount?.decimal).toBe('100.00');
    expect(owes([depositDeclined, late, deposit], late)).toBe(true);
    expect(owes([depositDeclined, late, deposit, restPaid], late)).toBe(false);
  });

  test.each([
    ['its payment', [restPaid]],
    ['the invoice', [invoicePaid]],
    ['both', [restPaid, invoicePaid]],
  ])('%s tells that the rest is paid: nothing is owed', (_, successes) => {
    const all = [depositDeclined, deposit, restDeclined, invoiceFailed, overdue, ...successes];
    for (const order of [all, all.toReversed()]) {
      expect(foldCase(order).state).toMatchObject({ status: 'settled', attempts: 2 });
    }
  });

  test('the card on file was charged again and paid before the failure could be read', () => {
    const late = told('invoice.payment_failed', EVENING + DAY + 2, open, {
      invoice_payments: listOf(
        row(paid({ ...DEPOSIT, charge: 'ch_dep' }), 'paid', false),
        row(paid({ ...REST, charge: 'ch_def2', created: EVENING + 3 * DAY }), 'paid', true),
      ),
      charges: listOf(declinedCharge(REST)),
    });
    expect(late.attempt?.key).toBe(`stripe:${ACCOUNT}:ch_def`);
    expect(owes([deposit, late], late)).toBe(true);
    expect(owes([deposit, late, restPaid], late)).toBe(false);
  });
});

describe('the deposit is declined, and nobody pays it by itself', () => {
  test.each([
    ['stands', 'open', {}],
    ['is canceled with the invoice’s', 'canceled', { status: 'canceled' }],
  ])('the invoice is paid as a whole while it %s: nothing is owed of it', (_, status, more) => {
    const whole = told('invoice.paid', EVENING + DAY, paidInvoice(DINNER), {
      invoice_payments: listOf(
        row({ ...declined({ ...DEPOSIT, charge: 'ch_dep0' }), ...more }, status, false),
        row(paid({ ...REST, amount: 10000 }), 'paid', true),
      ),
    });
    expect(whole.attempt?.key).toBe(`stripe:${ACCOUNT}:ch_def`);
    expect(owes([depositDeclined], depositDeclined)).toBe(true);
    expect(owes([depositDeclined, whole], depositDeclined)).toBe(false);
  });

  test('a payment that was taken off the invoice to pay another is not paid by it', () => {
    const whole = told('invoice.paid', EVENING + DAY, paidInvoice(DINNER), {
      invoice_payments: listOf(
        row(declined({ ...DEPOSIT, charge: 'ch_dep0' }), 'canceled', false),
        row(paid({ ...REST, amount: 10000 }), 'paid', true),
      ),
    });
    expect(owes([depositDeclined, whole], depositDeclined)).toBe(true);
  });
});

describe('the owner gives up what is left of an invoice', () => {
  const GIVEN_UP = [
    ['voids it', 'invoice.voided', 'void'],
    ['writes it off', 'invoice.marked_uncollectible', 'uncollectible'],
  ] as const;

  test.each(GIVEN_UP)('%s: nobody is asked for it any more', (_, type, status) => {
    const voided = told(type, EVENING + 4 * DAY, { ...open, status });
    expect(voided).toMatchObject({
      type: 'invoice.voided',
      invoice: { id: 'in_1' },
      attempt: undefined,
      amount: undefined,
      references: [{ type: 'invoice', value: 'in_1' }],
    });
    for (const failure of [restDeclined, invoiceFailed, overdue]) {
      expect(owes([deposit, failure, voided], failure)).toBe(false);
      expect(foldCase([deposit, failure, voided]).state).toMatchObject({
        status: 'settled',
        due: { decimal: '40.00' },
        paid: { decimal: '40.00' },
      });
    }
    expect(foldCase([voided]).state.status).toBe('clear');
  });

  test.each(GIVEN_UP)('%s: of a deposit that was declined nothing is owed either', (_, type) => {
    const voided = told(type, EVENING + 4 * DAY, open, {
      invoice_payments: listOf(
        row(declined({ ...DEPOSIT, charge: 'ch_dep0' }), 'open', false),
        row({ ...declined(REST), status: 'canceled' }, 'canceled', true),
      ),
    });
    expect(owes([depositDeclined, voided], depositDeclined)).toBe(false);
    expect(owes([depositDeclined, restDeclined, voided], restDeclined)).toBe(false);
    expect(voided.incomplete).toBeUndefined();
  });

  test('a deposit that was paid stays paid, and is told apart from what was given up', () => {
    const voided = told('invoice.voided', EVENING + 4 * DAY, open, payments('paid', paid));
    expect(voided.references).toEqual([
      { type: 'invoice', value: 'in_1' },
      { type: 'payment', value: 'pi_def' },
    ]);
  });

  test('what was written off and is paid after all is paid', () => {
    const writtenOff = told('invoice.marked_uncollectible', EVENING + 2 * DAY, open);
    for (const all of [
      [deposit, invoiceFailed, writtenOff, invoicePaid],
      [invoicePaid, writtenOff, invoiceFailed, deposit],
    ]) {
      expect(foldCase(all).state).toMatchObject({
        status: 'settled',
        due: { decimal: '100.00' },
        paid: { decimal: '100.00' },
      });
    }
  });
});
