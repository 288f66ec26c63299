import fc from 'fast-check';
import type { PaymentEvent, Reference } from '../../../nodes/core/event/paymentEvent';
import { foldCase } from '../../../nodes/core/ledger/case';
import { isBadNews } from '../../../nodes/core/ledger/subject';
import { declined } from '../../fixtures/events';

const at = (minutes: number): string =>
  new Date(Date.parse('2026-03-06T19:30:00.000Z') + minutes * 60_000).toISOString();
const won = (minor: number) => ({ minor, currency: 'KRW', decimal: String(minor) });

let serial = 0;
const event = (type: PaymentEvent['type'], change: Partial<PaymentEvent> = {}): PaymentEvent => {
  serial += 1;
  const { order: _, ...rest } = declined();
  return {
    ...rest,
    id: `stripe:acct_bbq:evt_${serial}`,
    type,
    attempt: { key: `stripe:acct_bbq:ch_${serial}` },
    references: [{ type: 'payment', value: 'pi_1' }],
    ...change,
  };
};
const names = (...references: [Reference['type'], string][]) => ({
  references: references.map(([type, value]) => ({ type, value })),
});
const stateOf = (...events: PaymentEvent[]) => foldCase(events).state;

describe('a case', () => {
  it('in which nothing failed is clear', () => {
    expect(stateOf()).toEqual({ status: 'clear', attempts: 0 });
    expect(stateOf(event('payment.succeeded'), event('order.submitted')).status).toBe('clear');
  });

  it('opens with a decline and settles with the payment of the same intent', () => {
    const failure = event('payment.failed', { occurredAt: at(0) });
    expect(stateOf(failure)).toMatchObject({ status: 'open', attempts: 1, openedAt: at(0) });
    expect(stateOf(failure, event('payment.succeeded', { occurredAt: at(5) }))).toMatchObject({
      status: 'settled',
      openedAt: at(0),
      settledAt: at(5),
      due: won(45000),
      paid: won(45000),
    });
  });

  it('is paid for good by card, whatever is told later of an earlier decline', () => {
    const success = event('payment.succeeded', { occurredAt: at(0) });
    const failure = event('payment.failed', { occurredAt: at(5) });
    expect(stateOf(success, failure)).toMatchObject({ status: 'settled', settledAt: at(5) });
  });

  it('is open again when a bank returns a debit that had gone through', () => {
    const success = event('payment.succeeded', { kind: 'bank_debit', occurredAt: at(0) });
    const returned = event('payment.failed', { kind: 'bank_debit', occurredAt: at(2880) });
    const retried = event('payment.succeeded', { kind: 'bank_debit', occurredAt: at(4320) });
    expect(stateOf(success, returned).status).toBe('open');
    expect(stateOf(success, returned, retried).status).toBe('settled');
  });

  it('keeps what a card paid for a debit’s bill apart from the debit: each by its own rule', () => {
    const debit = { kind: 'bank_debit', instrument: { type: 'sepa_debit' } } as const;
    const paid = (minutes: number, change: Partial<PaymentEvent> = {}) =>
      event('payment.succeeded', { occurredAt: at(minutes), ...change });
    const failed = (minutes: number, change: Partial<PaymentEvent> = {}) =>
      event('payment.failed', { occurredAt: at(minutes), ...change });
    // Paid by card meanwhile; the bank gives its last word on the debit afterwards.
    expect(stateOf(failed(0, debit), paid(1), failed(2, debit))).toMatchObject({
      status: 'settled',
      settledAt: at(1),
    });
    // Paid by debit; somebody tries a card as well, which is declined.
    expect(stateOf(paid(0, debit), failed(1)).status).toBe('settled');
    // Told by an event that does not say what was tried: it may have been the debit.
    const unsaid = { kind: undefined, instrument: undefined };
    expect(stateOf(paid(0, debit), failed(1, unsaid)).status).toBe('open');
    expect(stateOf(paid(0, unsaid), failed(1, debit)).status).toBe('open');
  });

  it('stays paid when an older failure of the same payment is told late, without its time', () => {
    const attempt = { key: 'square:MLEMBER:PAY12' };
    const paid = event('payment.succeeded', { attempt, occurredAt: at(5) });
    const late = (change: Partial<PaymentEvent>) => event('payment.failed', { attempt, ...change });
    const untimed = late({ occurredAt: at(90), occurredAtSource: 'received' });
    for (const failure of [late({ occurredAt: at(0) }), late({ occurredAt: at(5) }), untimed]) {
      expect(stateOf(paid, failure).status).toBe('settled');
      expect(stateOf(failure, paid).status).toBe('settled');
    }
  });

  it('is neither opened nor settled by a payment that the till let go', () => {
    const [table, tab] = [names(['order', 'check_12']), { key: 'tab' }];
    const letGo = event('payment.canceled', { ...table, attempt: tab, occurredAt: at(9) });
    expect(stateOf(letGo)).toEqual({ status: 'clear', attempts: 0 });
    const failure = event('payment.failed', { ...table, occurredAt: at(0) });
    expect(stateOf(failure, letGo)).toMatchObject({ status: 'open', due: won(45000) });
  });

  it('is open again when the payment that had settled it is let go, and settled by the next', () => {
    const bill = { ...names(['order', 'check_12']), order: { total: won(45000) } };
    const failure = event('payment.failed', { ...bill, occurredAt: at(0) });
    const wrong = { key: 'wrong card' };
    const paid = event('payment.succeeded', { ...bill, attempt: wrong, occurredAt: at(5) });
    const letGo = event('payment.canceled', { ...bill, attempt: wrong, occurredAt: at(6) });
    const right = event('payment.succeeded', { ...bill, occurredAt: at(8) });
    expect(stateOf(failure, paid).status).toBe('settled');
    expect(stateOf(failure, paid, letGo)).toMatchObject({ status: 'open', paid: won(0) });
    expect(stateOf(failure, paid, letGo, right)).toMatchObject({
      status: 'settled',
      settledAt: at(8),
      due: won(45000),
      paid: won(45000),
    });
  });

  it('is open again when the very payment that was authorized could not be collected', () => {
    const attempt = { key: 'adyen:bbq-house:GALBI' };
    const authorized = event('payment.succeeded', { attempt, occurredAt: at(0) });
    const uncollected = event('payment.failed', { attempt, occurredAt: at(2880) });
    const collected = event('payment.succeeded', { attempt, occurredAt: at(4320) });
    expect(stateOf(uncollected, authorized)).toMatchObject({ status: 'open', paid: won(0) });
    expect(stateOf(collected, authorized, uncollected)).toMatchObject({
      status: 'settled',
      settledAt: at(4320),
      paid: won(45000),
    });
  });

  it('is open again when a refund that was promised did not arrive', () => {
    const refund = { attempt: { key: 'adyen:bbq-house:BACK' }, ...names(['refund', 'BACK']) };
    const given = event('refund.succeeded', { ...refund, occurredAt: at(0) });
    expect(stateOf(given).status).toBe('clear');
    const bounced = event('refund.failed', { ...refund, occurredAt: at(2880) });
    expect(stateOf(given, bounced)).toMatchObject({ status: 'open', attempts: 1 });
  });

  it('of a table that pays with another card is settled once the order’s total is in', () => {
    const total = { order: { id: 'BBQ-1042', total: won(90000) } };
    const share = (intent: string, type: PaymentEvent['type'], change = {}) =>
      event(type, { ...names(['payment', intent], ['order', 'BBQ-1042']), ...total, ...change });
    const failure = share('pi_a', 'payment.failed');
    const first = share('pi_b', 'payment.succeeded', { occurredAt: at(1) });
    const second = share('pi_c', 'payment.succeeded', { occurredAt: at(2) });
    expect(stateOf(failure, first)).toMatchObject({
      status: 'open',
      due: won(90000),
      paid: won(45000),
    });
    expect(stateOf(failure, first, second)).toMatchObject({ status: 'settled', settledAt: at(2) });
  });

  it('without a total is settled by the declined intent itself, not by the neighbour’s', () => {
    const failure = event('payment.failed', names(['payment', 'pi_a'], ['order', 'BBQ-1042']));
    const other = event('payment.succeeded', names(['payment', 'pi_b'], ['order', 'BBQ-1042']));
    const same = event('payment.succeeded', names(['payment', 'pi_a'], ['order', 'BBQ-1042']));
    expect(stateOf(failure, other).status).toBe('open');
    expect(stateOf(failure, other, same).status).toBe('settled');
  });

  it('follows an invoice from intent to intent', () => {
    const failure = event('payment.failed', names(['payment', 'pi_a'], ['invoice', 'in_1']));
    const paid = event('payment.succeeded', names(['payment', 'pi_b'], ['invoice', 'in_1']));
    expect(stateOf(failure, paid).status).toBe('settled');
  });

  it('with an overdue invoice is open until the invoice is paid or voided', () => {
    const overdue = event('invoice.overdue', names(['invoice', 'in_1']));
    expect(stateOf(overdue)).toMatchObject({ status: 'open', attempts: 0 });
    expect(stateOf(overdue, event('invoice.paid', names(['invoice', 'in_1']))).status).toBe(
      'settled',
    );
    expect(stateOf(overdue, event('invoice.voided', names(['invoice', 'in_1'])))).toMatchObject({
      status: 'settled',
      due: won(0),
      paid: won(0),
    });
  });

  it('keeps refunds and disputes apart from the payment', () => {
    const success = event('payment.succeeded', names(['charge', 'ch_1']));
    const refund = (type: PaymentEvent['type']) =>
      event(type, names(['charge', 'ch_1'], ['refund', 're_1']));
    const dispute = (type: PaymentEvent['type']) =>
      event(type, names(['charge', 'ch_1'], ['dispute', 'dp_1']));
    expect(stateOf(success, refund('refund.failed'))).toMatchObject({
      status: 'open',
      attempts: 1,
    });
    expect(stateOf(success, refund('refund.failed'), refund('refund.succeeded')).status).toBe(
      'settled',
    );
    expect(stateOf(success, dispute('dispute.opened')).status).toBe('open');
    expect(stateOf(success, dispute('dispute.opened'), dispute('dispute.closed'))).toMatchObject({
      status: 'settled',
      attempts: 0,
    });
  });

  it('is settled when the payment that could not be given back is let go after all', () => {
    const bill = { order: { id: 'BBQ-1042', total: won(45000) } };
    const back = names(['order', 'BBQ-1042'], ['refund', 'A:void']);
    const first = { ...bill, ...names(['order', 'BBQ-1042']), attempt: { key: 'A' } };
    const paid = event('payment.succeeded', first);
    const stuck = event('refund.failed', { ...back, occurredAt: at(1) });
    const letGo = event('payment.canceled', { ...first, ...back, occurredAt: at(2) });
    expect(stateOf(paid, stuck).status).toBe('open');
    expect(stateOf(paid, stuck, letGo)).toMatchObject({
      status: 'settled',
      settledAt: at(2),
      due: won(45000),
      paid: won(0),
    });
    // What was never had needs no giving back: another card's money stays.
    const other = event('payment.succeeded', { ...bill, ...names(['order', 'BBQ-1042']) });
    expect(stateOf(paid, stuck, letGo, other)).toMatchObject({ due: won(45000), paid: won(45000) });
  });

  it('stays open when a dispute is lost, and no longer has the money', () => {
    const success = event('payment.succeeded', names(['charge', 'ch_1']));
    const dispute = (type: PaymentEvent['type'], minutes: number, outcome?: 'won' | 'lost') =>
      event(type, {
        ...names(['charge', 'ch_1'], ['dispute', 'dp_1']),
        occurredAt: at(minutes),
        dispute: { id: 'dp_1', outcome },
      });
    const opened = dispute('dispute.opened', 1);
    const lost = dispute('dispute.closed', 2, 'lost');
    const fold = foldCase([success, opened, lost]);
    expect(fold.state).toMatchObject({ status: 'open', due: won(45000), paid: won(0) });
    expect(fold.owes(lost.id)).toBe(true);
    expect(stateOf(success, lost)).toMatchObject({ status: 'open', paid: won(0) });
    const reversed = dispute('dispute.closed', 3, 'won');
    for (const end of [[dispute('dispute.closed', 2, 'won')], [lost, reversed]]) {
      expect(stateOf(success, opened, ...end)).toMatchObject({
        status: 'settled',
        paid: won(45000),
      });
    }
    expect(stateOf(success, opened, lost, dispute('dispute.closed', 3)).status).toBe('open');
  });

  it('is open again when a payment whose dispute was won is disputed once more', () => {
    const dispute = (id: string, type: PaymentEvent['type'], minutes: number) =>
      event(type, {
        ...names(['dispute', id], ['dispute', 'ch_1']),
        attempt: { key: id },
        occurredAt: at(minutes),
        dispute: { id, ...(type === 'dispute.closed' && { outcome: 'won' }) },
      });
    const first = [dispute('dp_1', 'dispute.opened', 1), dispute('dp_1', 'dispute.closed', 2)];
    const second = dispute('dp_2', 'dispute.opened', 3);
    expect(stateOf(...first).status).toBe('settled');
    expect(stateOf(...first, second).status).toBe('open');
    expect(stateOf(...first, second, dispute('dp_2', 'dispute.closed', 4)).status).toBe('settled');
  });

  it('neither has nor is owed what was given back on purpose', () => {
    const total = { order: { id: 'BBQ-1042', total: won(90000) } };
    const share = (intent: string, type: PaymentEvent['type']) =>
      event(type, { ...names(['payment', intent], ['order', 'BBQ-1042']), ...total });
    const refund = (minor: number, currency = 'KRW') =>
      event('refund.succeeded', {
        ...names(['order', 'BBQ-1042'], ['refund', `re_${minor}`]),
        amount: { minor, currency, decimal: String(minor) },
      });
    const [failure, first, second] = [
      share('pi_a', 'payment.failed'),
      share('pi_b', 'payment.succeeded'),
      share('pi_c', 'payment.succeeded'),
    ];
    expect(stateOf(failure, first, refund(5000))).toMatchObject({
      status: 'open',
      due: won(85000),
      paid: won(40000),
    });
    expect(stateOf(failure, first, second, refund(5000), refund(45000))).toMatchObject({
      status: 'settled',
      due: won(40000),
      paid: won(40000),
    });
    // More than we know to have been paid: the payment was made before we listened.
    expect(stateOf(failure, refund(45000))).toMatchObject({ due: won(90000), paid: won(0) });
    const foreign = stateOf(failure, first, second, refund(10, 'USD'));
    expect(foreign.status).toBe('settled');
    expect(foreign.paid).toBeUndefined();
  });

  describe('when one of its invoices was voided', () => {
    const bill = (type: PaymentEvent['type'], invoice: string, minutes: number, minor: number) =>
      event(type, {
        ...names(['order', 'BBQ-1042'], ['invoice', invoice]),
        order: { id: 'BBQ-1042', total: won(100000) },
        occurredAt: at(minutes),
        amount: won(minor),
      });

    it('owes what the next one asks for: an invoice that is edited is voided, and another takes its place', () => {
      const first = bill('payment.failed', 'in_1', 0, 100000);
      const voided = bill('invoice.voided', 'in_1', 1, 100000);
      const next = bill('payment.failed', 'in_2', 2, 100000);
      expect(stateOf(first, voided)).toMatchObject({ status: 'settled', due: won(0) });
      expect(stateOf(first, voided, next)).toMatchObject({ status: 'open', due: won(100000) });
      expect(stateOf(first, voided, next, bill('invoice.paid', 'in_2', 3, 100000))).toMatchObject({
        status: 'settled',
        due: won(100000),
        paid: won(100000),
      });
    });

    it('owes a declined share once, though another card pays it', () => {
      const voided = ['in_1'].flatMap((id) => [
        bill('invoice.overdue', id, 0, 40000),
        bill('invoice.voided', id, 1, 40000),
      ]);
      const declined = bill('payment.failed', 'in_2', 2, 60000);
      const other = bill('payment.succeeded', 'in_3', 3, 60000);
      expect(stateOf(...voided, declined)).toMatchObject({ status: 'open', due: won(60000) });
      expect(stateOf(...voided, declined, other)).toMatchObject({
        status: 'settled',
        due: won(60000),
        paid: won(60000),
      });
    });

    it('owes no share that was let off, though the others are paid', () => {
      const share = bill('payment.failed', 'in_1', 0, 25000);
      const others = ['in_2', 'in_3', 'in_4'].map((id) => bill('invoice.paid', id, 1, 25000));
      const letOff = bill('invoice.voided', 'in_1', 2, 25000);
      expect(stateOf(share, ...others)).toMatchObject({ status: 'open', due: won(100000) });
      expect(stateOf(share, ...others, letOff)).toMatchObject({
        status: 'settled',
        due: won(75000),
        paid: won(75000),
      });
    });
  });

  describe('when the wrong card was charged and given back', () => {
    const bill = { order: { id: 'BBQ-1042', total: won(45000) } };
    const table = (type: PaymentEvent['type'], minutes: number, payment: string, change = {}) =>
      event(type, {
        ...names(['order', 'BBQ-1042'], ['payment', payment]),
        ...bill,
        occurredAt: at(minutes),
        ...change,
      });
    const back = (minutes: number, minor = 45000) =>
      event('refund.succeeded', {
        ...names(['order', 'BBQ-1042'], ['payment', 'wrong'], ['refund', `re_${minutes}`]),
        occurredAt: at(minutes),
        amount: won(minor),
      });
    const wrong = table('payment.succeeded', 0, 'wrong');

    it('is owed when the right one is declined, until it is paid', () => {
      const right = table('payment.failed', 2, 'right');
      const fold = foldCase([wrong, back(1), right]);
      expect(fold.state).toMatchObject({ status: 'open', due: won(45000), paid: won(0) });
      expect(fold.owes(right.id)).toBe(true);
      const cash = table('payment.succeeded', 3, 'cash');
      expect(stateOf(wrong, back(1), right, cash)).toMatchObject({
        status: 'settled',
        settledAt: at(3),
        due: won(45000),
        paid: won(45000),
      });
    });

    it('is not owed where only a part went back, for a dish that was cold', () => {
      const share = (type: PaymentEvent['type'], minutes: number) =>
        table(type, minutes, 'right', { amount: won(5000) });
      const [declined, paid] = [share('payment.failed', 2), share('payment.succeeded', 3)];
      const first = table('payment.succeeded', 0, 'wrong', { amount: won(40000) });
      expect(stateOf(first, back(1, 4000), declined).status).toBe('open');
      expect(stateOf(first, back(1, 4000), declined, paid)).toMatchObject({
        status: 'settled',
        due: won(41000),
        paid: won(41000),
      });
    });

    it('is owed though all tries are of one form', () => {
      const form = names(['checkout', 'DEP-1042']);
      const plain = { ...form, order: undefined };
      const first = table('payment.failed', 0, 'form', plain);
      const paid = table('payment.succeeded', 1, 'form', plain);
      const refund = event('refund.succeeded', {
        references: [...form.references, { type: 'refund', value: 'void' }],
        occurredAt: at(2),
      });
      const again = table('payment.failed', 3, 'form', plain);
      expect(stateOf(first, paid, refund).status).toBe('settled');
      expect(stateOf(first, paid, refund, again)).toMatchObject({
        status: 'open',
        due: won(45000),
        paid: won(0),
      });
      const last = table('payment.succeeded', 4, 'form', plain);
      expect(stateOf(first, paid, refund, again, last)).toMatchObject({
        status: 'settled',
        settledAt: at(4),
        due: won(45000),
        paid: won(45000),
      });
    });

    it('is owed once, without a total too, where the wrong card had been declined at first', () => {
      for (const order of [bill, { order: undefined }]) {
        const tries: readonly (readonly [PaymentEvent['type'], number, string])[] = [
          ['payment.failed', 0, 'wrong'],
          ['payment.succeeded', 1, 'wrong'],
          ['payment.failed', 3, 'right'],
          ['payment.succeeded', 4, 'right'],
        ];
        const told = tries.map(([type, minutes, id]) => table(type, minutes, id, order));
        expect(stateOf(...told.slice(0, 3), back(2)).status).toBe('open');
        expect(stateOf(...told, back(2))).toMatchObject({
          status: 'settled',
          due: won(45000),
          paid: won(45000),
        });
      }
    });

    it('is not owed by a table whose other guest is declined and pays: that share was on the house', () => {
      const half = { amount: won(22500) };
      const mine = table('payment.succeeded', 0, 'wrong', half);
      const theirs = table('payment.failed', 2, 'right', half);
      const paid = table('payment.succeeded', 3, 'right', half);
      const given = back(1, 22500);
      expect(stateOf(mine, given, theirs)).toMatchObject({ status: 'open', due: won(22500) });
      expect(stateOf(mine, given, theirs, paid)).toMatchObject({
        status: 'settled',
        due: won(22500),
        paid: won(22500),
      });
    });

    it('is not owed where one of two payments for the same thing went back, and a third was declined', () => {
      const form = { ...names(['checkout', 'DEP-1042']), order: undefined };
      const twice = [0, 1].map((minutes) => table('payment.succeeded', minutes, 'form', form));
      const refund = event('refund.succeeded', {
        ...names(['checkout', 'DEP-1042'], ['refund', 're_1']),
        occurredAt: at(2),
      });
      const stale = table('payment.failed', 3, 'form', form);
      expect(stateOf(...twice, refund, stale).status).toBe('settled');
    });

    it('is not owed for a decline of before, nor for one of which nobody knows when it was', () => {
      const before = table('payment.failed', 0, 'right');
      expect(stateOf(wrong, before, back(1)).status).toBe('settled');
      const late = table('payment.failed', 2, 'right', { occurredAtSource: 'received' });
      expect(stateOf(wrong, back(1), late).status).toBe('settled');
    });
  });

  it('is settled when a refund that failed was made again', () => {
    const refund = (type: PaymentEvent['type'], id: string, minutes: number, minor: number) =>
      event(type, {
        ...names(['payment', 'pi_1'], ['refund', id]),
        occurredAt: at(minutes),
        amount: won(minor),
      });
    const paid = event('payment.succeeded', { occurredAt: at(0) });
    const failed = refund('refund.failed', 're_1', 1, 45000);
    const half = refund('refund.succeeded', 're_2', 2, 20000);
    const rest = refund('refund.succeeded', 're_3', 3, 25000);
    expect(stateOf(paid, failed, half).status).toBe('open');
    expect(stateOf(paid, failed, half, rest)).toMatchObject({
      status: 'settled',
      settledAt: at(3),
      due: won(0),
      paid: won(0),
    });
    const double = event('payment.succeeded', { occurredAt: at(0), amount: won(90000) });
    // One that had been given before is another.
    const before = refund('refund.succeeded', 're_0', 0, 45000);
    expect(stateOf(double, before, failed).status).toBe('open');
    // One that was made makes one good.
    const other = refund('refund.failed', 're_4', 1, 45000);
    const whole = refund('refund.succeeded', 're_5', 4, 45000);
    expect(stateOf(double, failed, other, whole).status).toBe('open');
    // A payment owes no more refunds than it came to, however often they were tried.
    expect(stateOf(paid, failed, other, whole).status).toBe('settled');
    const halves = ['re_6', 're_7'].map((id) => refund('refund.failed', id, 1, 22500));
    expect(stateOf(paid, ...halves, whole).status).toBe('settled');
  });

  it('of a table of four does not count tips as payment of the bill', () => {
    const usd = (minor: number) => ({
      minor,
      currency: 'USD',
      decimal: (minor / 100).toFixed(2),
    });
    const share = (intent: string, type: PaymentEvent['type'], change = {}) =>
      event(type, {
        ...names(['payment', intent], ['order', 'BBQ-1042']),
        amount: usd(3400),
        tip: usd(900),
        order: { id: 'BBQ-1042', total: usd(10000) },
        ...change,
      });
    const paid = ['pi_a', 'pi_b', 'pi_c'].map((intent) => share(intent, 'payment.succeeded'));
    const failure = share('pi_d', 'payment.failed');
    expect(stateOf(...paid, failure)).toMatchObject({
      status: 'open',
      due: usd(10000),
      paid: usd(7500),
    });
    expect(stateOf(...paid, failure, share('pi_d', 'payment.succeeded'))).toMatchObject({
      status: 'settled',
      paid: usd(10000),
    });
    const plain = { order: undefined };
    expect(stateOf(share('pi_d', 'payment.failed', plain)).due).toEqual(usd(2500));
    expect(stateOf(share('pi_d', 'payment.failed', { ...plain, tip: usd(9900) })).due).toEqual(
      usd(0),
    );
    expect(stateOf(share('pi_d', 'payment.failed', { ...plain, tip: won(900) })).due).toEqual(
      usd(3400),
    );
    // The same payment, told by an event that does not know of the tip.
    const told = { ...plain, attempt: { key: 'ch_tip' } };
    expect(
      stateOf(
        share('pi_d', 'payment.succeeded', told),
        share('pi_d', 'payment.succeeded', { ...told, tip: undefined }),
      ).paid,
    ).toEqual(usd(2500));
  });

  it('keeps its sum though a card could not be saved for later', () => {
    const total = { order: { id: 'BBQ-1042', total: won(45000) } };
    const order = names(['order', 'BBQ-1042']).references;
    const setup = (type: PaymentEvent['type'], change = {}) => {
      const { amount: _, ...rest } = event(type, {
        references: [{ type: 'setup', value: 'seti_1' }, ...order],
        ...change,
      });
      return rest;
    };
    const payment = (type: PaymentEvent['type'], change = {}) =>
      event(type, { references: [{ type: 'payment', value: 'pi_1' }, ...order], ...change });
    const failed = setup('payment.failed');
    expect(stateOf(failed)).toMatchObject({ status: 'open' });
    expect(stateOf(failed).due).toBeUndefined();
    expect(stateOf(failed, payment('payment.succeeded', total))).toMatchObject({
      status: 'settled',
      due: won(45000),
      paid: won(45000),
    });
    expect(stateOf(failed, payment('payment.succeeded'))).toMatchObject({
      status: 'open',
      due: won(45000),
      paid: won(45000),
    });
    // The bill comes after dinner: the card that is now saved is all that was missing.
    expect(stateOf(setup('payment.failed', total), setup('payment.succeeded', total)).status).toBe(
      'settled',
    );
    expect(stateOf(setup('payment.failed', total), payment('payment.failed', total))).toMatchObject(
      { status: 'open', due: won(45000), paid: won(0) },
    );
  });

  it('whose order’s total is known misses no amount of a decline, only of a payment', () => {
    const total = { order: { id: 'BBQ-1042', total: won(45000) } };
    const bare = (type: PaymentEvent['type']) => {
      const { amount: _, ...rest } = event(type, {
        ...names(['payment', 'pi_a'], ['order', 'BBQ-1042']),
        ...total,
      });
      return rest;
    };
    const paid = event('payment.succeeded', {
      ...names(['payment', 'pi_b'], ['order', 'BBQ-1042']),
      ...total,
    });
    expect(stateOf(bare('payment.failed'), paid).status).toBe('settled');
    expect(stateOf(bare('payment.succeeded'), paid).due).toBeUndefined();
  });

  it('in two currencies has no sum', () => {
    const other = event('payment.succeeded', {
      ...names(['payment', 'pi_b'], ['order', 'o']),
      amount: { minor: 4500, currency: 'USD', decimal: '45.00' },
    });
    const state = stateOf(
      event('payment.failed', names(['payment', 'pi_a'], ['order', 'o'])),
      other,
    );
    expect(state.due).toBeUndefined();
    expect(state.paid).toBeUndefined();
    expect(state.status).toBe('open');
  });

  it('adds up decimals as the currency writes them', () => {
    const usd = (minor: number, decimal: string) => ({
      amount: { minor, currency: 'USD', decimal },
    });
    const state = stateOf(
      event('payment.failed', { ...names(['payment', 'pi_a'], ['order', 'o']), ...usd(5, '0.05') }),
      event('payment.succeeded', {
        ...names(['payment', 'pi_b'], ['order', 'o']),
        ...usd(4, '0.04'),
      }),
    );
    expect(state.due).toEqual({ minor: 9, currency: 'USD', decimal: '0.09' });
    expect(state.paid).toEqual({ minor: 4, currency: 'USD', decimal: '0.04' });
  });

  it('numbers its attempts by when they happened', () => {
    const fold = foldCase([
      event('payment.failed', { attempt: { key: 'late' }, occurredAt: at(9) }),
      event('payment.failed', { attempt: { key: 'early' }, occurredAt: at(1) }),
      event('payment.failed', { attempt: { key: 'early' }, occurredAt: at(10) }),
    ]);
    expect(fold.state.attempts).toBe(2);
    expect([fold.numberOf('early'), fold.numberOf('late'), fold.numberOf('none')]).toEqual([
      1,
      2,
      undefined,
    ]);
  });

  it('knows an attempt by all its names, and counts it once', () => {
    const failed = (key: string, minutes: number, aliases?: readonly string[]) =>
      event('payment.failed', {
        attempt: { key, ...(aliases && { aliases: [...aliases] }) },
        occurredAt: at(minutes),
      });
    const fold = foldCase([
      failed('ch_2', 5),
      failed('in_1:1', 1),
      failed('ch_1', 7, ['in_1:1']),
      failed('ch_1', 8),
    ]);
    expect(fold.state).toMatchObject({ attempts: 2, names: [['ch_1', 'in_1:1']] });
    expect(['in_1:1', 'ch_1', 'ch_2'].map(fold.numberOf)).toEqual([1, 1, 2]);
    expect(['in_1:1', 'ch_1', 'ch_2', 'none'].map(fold.namesOf)).toEqual([
      ['ch_1', 'in_1:1'],
      ['ch_1', 'in_1:1'],
      ['ch_2'],
      ['none'],
    ]);
  });

  it('gives one fate to a transaction that went by two names', () => {
    const setup = { references: [] };
    const authorized = event('payment.succeeded', {
      ...setup,
      attempt: { key: 'auth_1' },
      occurredAt: at(1),
    });
    const uncollected = event('payment.failed', {
      ...setup,
      attempt: { key: 'ch_1', aliases: ['auth_1'] },
      occurredAt: at(2),
    });
    expect(stateOf(authorized, uncollected).status).toBe('open');
  });
});

describe('a case is a function of the set of its events', () => {
  const anyReference = fc.record({
    type: fc.constantFrom('payment', 'charge', 'invoice', 'order', 'refund', 'dispute', 'setup'),
    value: fc.constantFrom('1', '2', '3'),
  }) as fc.Arbitrary<Reference>;
  const anyEvent = fc
    .record({
      type: fc.constantFrom<PaymentEvent['type']>(
        'payment.failed',
        'payment.succeeded',
        'payment.pending',
        'payment.canceled',
        'invoice.overdue',
        'invoice.paid',
        'invoice.voided',
        'refund.failed',
        'refund.succeeded',
        'dispute.opened',
        'dispute.closed',
        'order.submitted',
      ),
      kind: fc.constantFrom('charge' as const, 'bank_debit' as const),
      references: fc.array(anyReference, { maxLength: 3 }),
      occurredAt: fc.nat(5).map(at),
      occurredAtSource: fc.constantFrom('gateway' as const, 'received' as const),
      instrument: fc.constantFrom(undefined, { type: 'card' }),
      attempt: fc.option(
        fc
          .tuple(fc.nat(3), fc.constantFrom([], [], ['in_1:1'], ['ch_0', 'in_2:1']))
          .map(([n, aliases]) => ({ key: `ch_${n}`, ...(aliases.length > 0 && { aliases }) })),
        { nil: undefined },
      ),
      amount: fc.option(
        fc.nat(3).map((n) => won(n * 1000)),
        { nil: undefined },
      ),
      tip: fc.option(
        fc.nat(2).map((n) => won(n * 500)),
        { nil: undefined },
      ),
      dispute: fc.constantFrom(
        undefined,
        { id: 'dp_1' },
        { id: 'dp_1', outcome: 'won' as const },
        { id: 'dp_1', outcome: 'lost' as const },
      ),
      order: fc.option(
        fc.nat(3).map((n) => ({ total: won(n * 1000) })),
        { nil: undefined },
      ),
    })
    .map((change) => ({ ...declined(), ...change }));
  const anySet = fc
    .array(anyEvent, { maxLength: 8 })
    .map((events) => events.map((one, n) => ({ ...one, id: `stripe:acct_bbq:evt_${n}` })));
  const anyOrders = anySet.chain((events) =>
    fc.tuple(
      fc.constant(events),
      fc.shuffledSubarray(events, { minLength: events.length }),
      fc.subarray(events),
    ),
  );

  it('whatever the order of arrival, and however often each is told', () => {
    fc.assert(
      fc.property(anyOrders, ([events, shuffled, again]) => {
        const one = foldCase(events);
        const other = foldCase([...again, ...shuffled, ...again]);
        expect(other.state).toEqual(one.state);
        for (const { id, attempt } of events) {
          expect(other.owes(id)).toBe(one.owes(id));
          if (attempt) expect(other.numberOf(attempt.key)).toBe(one.numberOf(attempt.key));
        }
      }),
      { numRuns: 500 },
    );
  });

  /** One payment's events at times that all differ, in any order of arrival. */
  const history = (kind: 'charge' | 'bank_debit', keyOf: (n: number) => string) =>
    fc
      .uniqueArray(fc.nat(20_000), { minLength: 1, maxLength: 6 })
      .chain((minutes) =>
        fc.tuple(
          ...minutes.map((minute, n) =>
            fc.boolean().map((isPaid): PaymentEvent => ({
              ...declined(),
              id: `stripe:acct_bbq:evt_${n}`,
              type: isPaid ? 'payment.succeeded' : 'payment.failed',
              kind,
              attempt: { key: keyOf(n) },
              occurredAt: at(minute),
            })),
          ),
        ),
      )
      .chain((events) => fc.shuffledSubarray(events, { minLength: events.length }));
  const failed = (events: readonly PaymentEvent[]) =>
    events.filter(({ type }) => type === 'payment.failed');
  const last = (events: readonly PaymentEvent[]) =>
    events.toSorted((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1)).at(-1);
  const lastWordDecides = (events: readonly PaymentEvent[]) => {
    const expected =
      failed(events).length === 0
        ? 'clear'
        : last(events)?.type === 'payment.failed'
          ? 'open'
          : 'settled';
    expect(foldCase(events).state.status).toBe(expected);
  };

  it('of a debit, which is as its last word says, ten business days later too', () => {
    fc.assert(
      fc.property(
        history('bank_debit', (n) => `try_${n}`),
        lastWordDecides,
      ),
    );
  });

  it('of one try of a card, which is as its last word says', () => {
    fc.assert(
      fc.property(
        history('charge', () => 'ch_1'),
        lastWordDecides,
      ),
    );
  });

  it('of several tries of a card, which is paid for good by any that went through', () => {
    fc.assert(
      fc.property(
        history('charge', (n) => `ch_${n}`),
        (events) => {
          const isPaid = failed(events).length < events.length;
          const { status } = foldCase(events).state;
          expect(status).toBe(failed(events).length === 0 ? 'clear' : isPaid ? 'settled' : 'open');
        },
      ),
    );
  });

  it('of a card that paid, which no older failure opens again, however late it is told', () => {
    fc.assert(
      fc.property(
        history('charge', () => 'ch_1'),
        fc.boolean(),
        (events, isTimed) => {
          const paid: PaymentEvent = {
            ...declined(),
            id: 'stripe:acct_bbq:evt_paid',
            type: 'payment.succeeded',
            attempt: { key: 'ch_1' },
            occurredAt: at(isTimed ? 20_001 : 10_000),
          };
          const told = events.map((one): PaymentEvent =>
            one.type === 'payment.failed' && !isTimed
              ? { ...one, occurredAtSource: 'received' }
              : one,
          );
          const { status } = foldCase([...told, paid]).state;
          expect(status).toBe(failed(events).length === 0 ? 'clear' : 'settled');
          expect(foldCase([paid, ...told]).state.status).toBe(status);
        },
      ),
    );
  });

  it('never owes anything once it is settled, and always something while it is open for a lack of money', () => {
    fc.assert(
      fc.property(anySet, (events) => {
        const { state, owes } = foldCase(events);
        if (state.status !== 'open') expect(events.some(({ id }) => owes(id))).toBe(false);
        expect(state.openedAt === undefined).toBe(state.status === 'clear');
        expect(state.settledAt !== undefined).toBe(state.status === 'settled');
        if (state.due && state.paid) expect(state.paid.minor).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('knows of all bad news whether it is owed or made good', () => {
    fc.assert(
      fc.property(anySet, (events) => {
        const { state, owes } = foldCase(events);
        const bad = events.filter(isBadNews);
        const rest = state.status === 'open' ? bad.filter(({ id }) => !owes(id)) : [];
        expect([...(state.madeGood ?? [])].sort()).toEqual(rest.map(({ id }) => id).sort());
      }),
    );
  });
});
