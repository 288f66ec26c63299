import type { PaymentEvent } from '../../../nodes/core/event/paymentEvent';
import { passes, passesFinally, type Filters } from '../../../nodes/core/gateway/filter';
import { NOW } from './deliveries';
import { NO_FILTERS } from './noFilters';

const event = (more: Partial<PaymentEvent> = {}): PaymentEvent => ({
  schema: 'payment-event/1',
  id: 'hwaro:bbq-house:e1',
  gateway: 'hwaro',
  account: 'bbq-house',
  live: true,
  type: 'payment.failed',
  references: [],
  occurredAt: NOW,
  occurredAtSource: 'gateway',
  receivedAt: NOW,
  late: false,
  customer: {},
  products: [],
  links: {},
  ...more,
});
const amount = (decimal: string, currency = 'USD') => ({
  amount: { minor: 0, currency, decimal },
});
const both = (filters: Partial<Filters>, of: PaymentEvent) => {
  const all = { ...NO_FILTERS, ...filters };
  return [passes(of, all), passesFinally(of, all)];
};

test('without filters everything passes', () => {
  expect(both({}, event())).toEqual([true, true]);
});

test('event types, mode and account are decided at once', () => {
  expect(both({ eventTypes: ['payment.failed'] }, event())).toEqual([true, true]);
  expect(both({ eventTypes: ['refund.failed'] }, event())).toEqual([false, false]);
  expect(both({ mode: 'live' }, event())).toEqual([true, true]);
  expect(both({ mode: 'test' }, event())).toEqual([false, false]);
  expect(both({ mode: 'test' }, event({ live: false }))).toEqual([true, true]);
  expect(both({ accounts: ['bbq-house'] }, event())).toEqual([true, true]);
  expect(both({ accounts: ['noodle-bar'] }, event())).toEqual([false, false]);
});

test('what only names its object is read whatever the filter wants, and decided by type where all that it may turn out to be is wanted', () => {
  const asked = (...eventTypes: PaymentEvent['type'][]) =>
    passes(
      event({ type: 'payment.pending' }),
      { ...NO_FILTERS, eventTypes },
      { possible: ['payment.failed', 'payment.succeeded'] },
    );
  expect(asked()).toBe(true);
  expect(asked('payment.failed')).toBe('undecided');
  expect(asked('payment.failed', 'payment.succeeded')).toBe(true);
  expect(asked('refund.failed', 'payment.pending')).toBe('undecided');
});

test('what only a read can place is read, unless it is of another account or mode', () => {
  const asked = (filters: Partial<Filters>) =>
    passes(
      event({ type: 'payment.succeeded', ...amount('5.00') }),
      { ...NO_FILTERS, ...filters },
      { joinedByRead: true },
    );
  expect(asked({})).toBe(true);
  expect(asked({ eventTypes: ['payment.failed'] })).toBe('undecided');
  expect(asked({ minimumAmount: { value: 25 } })).toBe('undecided');
  expect(asked({ eventTypes: ['payment.failed'], mode: 'test' })).toBe(false);
  expect(asked({ accounts: ['noodle-bar'] })).toBe(false);
});

test('a minimum amount is in the units that people write', () => {
  const minimumAmount = { value: 25.5 };
  expect(both({ minimumAmount }, event(amount('25.50')))).toEqual([true, true]);
  expect(both({ minimumAmount }, event(amount('25.49')))).toEqual([false, false]);
  expect(both({ minimumAmount }, event(amount('45000', 'KRW')))).toEqual([true, true]);
});

test('an amount in another currency is not measured', () => {
  const minimumAmount = { value: 10_000, currency: 'KRW' };
  expect(both({ minimumAmount }, event(amount('9000', 'KRW')))).toEqual([false, false]);
  expect(both({ minimumAmount }, event(amount('12.00', 'USD')))).toEqual([true, true]);
});

test('no amount is not a small amount', () => {
  expect(both({ minimumAmount: { value: 5 } }, event())).toEqual(['undecided', true]);
});

test('products match by name or id, locations by name, whatever the case', () => {
  const products = [{ id: 'prod_1', name: 'Galbi Set' }, { name: 'Soju' }];
  expect(both({ products: ['galbi set '] }, event({ products }))).toEqual([true, true]);
  expect(both({ products: ['prod_1'] }, event({ products }))).toEqual([true, true]);
  expect(both({ products: ['Bulgogi'] }, event({ products }))).toEqual([false, false]);
  expect(both({ locations: ['Gangnam'] }, event({ order: { location: 'GANGNAM' } }))).toEqual([
    true,
    true,
  ]);
  expect(both({ locations: ['Gangnam'] }, event({ order: { location: 'Mapo' } }))).toEqual([
    false,
    false,
  ]);
});

test('no product is not this product, once nothing more can be learned', () => {
  expect(both({ products: ['Galbi Set'] }, event())).toEqual(['undecided', false]);
  expect(both({ locations: ['Gangnam'] }, event({ order: {} }))).toEqual(['undecided', false]);
});

test('where a read failed, the alert leaves all the same', () => {
  const incomplete = event({ incomplete: true });
  expect(both({ products: ['Galbi Set'] }, incomplete)).toEqual(['undecided', true]);
  expect(both({ products: ['Galbi Set'], mode: 'test' }, incomplete)).toEqual([false, false]);
});
