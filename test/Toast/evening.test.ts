import type { JsonObject } from '../../nodes/core/event/json';
import type { PaymentEvent } from '../../nodes/core/event/paymentEvent';
import { foldCase } from '../../nodes/core/ledger/case';
import { toast } from '../../nodes/Toast/toast.adapter';
import { cash, check, message, order, payment, RESTAURANT } from '../fixtures/toast';

/** What a shift manager goes through, told by Toast as it tells: the whole order, every time. */

const CONTEXT = { account: RESTAURANT, currency: 'USD', live: true };
const at = (minutes: number): string =>
  new Date(Date.parse('2026-11-20T19:30:00.000Z') + minutes * 60_000).toISOString();

/** What the ledger knows by the end: each event once, by its id. */
function evening(...updates: readonly (readonly JsonObject[])[]) {
  const known = new Map<string, PaymentEvent>();
  const news = updates.map((checks, minutes) => {
    const body = message(
      order(
        checks.map((one) => ({ ...one, modifiedDate: at(minutes) })),
        { modifiedDate: at(minutes) },
      ),
      { timestamp: at(minutes) },
    );
    const events = (toast.split(body, at(minutes))?.events ?? []).flatMap(
      (raw) => toast.normalize(raw, {}, CONTEXT) ?? [],
    );
    const fresh = events.filter(({ id }) => !known.has(id));
    for (const event of fresh) known.set(event.id, event);
    return fresh.map(({ type }) => type);
  });
  return { news, known: [...known.values()] };
}
const caseOf = (events: readonly PaymentEvent[], guid?: string) =>
  foldCase(
    events.filter(
      ({ references }) => guid === undefined || references.some(({ value }) => value === guid),
    ),
  ).state;

test('a card is denied, and the denial comes back with every update: it is told once', () => {
  const denied = payment('pay-1');
  const { news, known } = evening(
    [check([denied])],
    [check([denied])],
    [check([denied], { displayNumber: '43' })],
  );
  expect(news.map((types) => types.filter((type) => type === 'payment.failed'))).toEqual([
    ['payment.failed'],
    [],
    [],
  ]);
  expect(caseOf(known)).toMatchObject({ status: 'open', attempts: 1 });
});

test('a second card pays the whole check, and nobody is asked for anything any more', () => {
  const denied = payment('pay-1');
  const { known } = evening(
    [check([denied])],
    [check([denied, payment('pay-2', { paymentStatus: 'AUTHORIZED', tipAmount: 30 })])],
  );
  expect(caseOf(known)).toMatchObject({
    status: 'settled',
    due: { decimal: '186.40' },
    paid: { decimal: '186.40' },
  });
});

test('a bill is split by four with one card denied: it stays open until the fourth share is paid', () => {
  const share = (guid: string, paymentStatus: string) =>
    payment(guid, { paymentStatus, amount: 46.6 });
  const three = ['a', 'b', 'c'].map((guid) => share(guid, 'AUTHORIZED'));
  const denied = share('d', 'DENIED');
  const { known } = evening([check([...three, denied])]);
  expect(caseOf(known)).toMatchObject({ status: 'open', paid: { decimal: '139.80' } });
  const later = evening([check([...three, denied])], [check([...three, denied, cash('e', 46.6)])]);
  expect(caseOf(later.known)).toMatchObject({ status: 'settled', paid: { decimal: '186.40' } });
});

test('guests with checks of their own owe their own: the neighbour’s payment settles nothing', () => {
  const [mine, theirs] = [
    check([payment('pay-1')], { guid: 'check-a' }),
    check([payment('pay-2', { paymentStatus: 'CAPTURED' })], { guid: 'check-b' }),
  ];
  const { known } = evening([mine, theirs]);
  expect(caseOf(known, 'check-a').status).toBe('open');
  expect(caseOf(known, 'check-b').status).toBe('clear');
});

test('an open tab that is paid in cash brings nobody a reminder', () => {
  const hold = (paymentStatus: string) =>
    payment('tab', { paymentStatus, cardEntryMode: 'PRE_AUTHED', amount: 50 });
  const { news, known } = evening(
    [check([hold('AUTHORIZED')])],
    [check([hold('VOIDED')])],
    [check([hold('VOIDED'), cash('cash', 186.4)], { paymentStatus: 'CLOSED' })],
  );
  expect(news).toEqual([[], ['payment.canceled'], ['payment.succeeded']]);
  expect(caseOf(known)).toMatchObject({ status: 'clear', attempts: 0 });
});

describe('a card is denied when a tab is opened, before anything is ordered', () => {
  const denied = payment('tab', { cardEntryMode: 'PRE_AUTHED', amount: 25 });
  const empty = (change: JsonObject = {}) =>
    check([denied], { totalAmount: 0, selections: [], ...change });

  test('it is told at once, and what the table orders is owed', () => {
    const tab = evening([empty()], [empty()]);
    expect(tab.news).toEqual([['payment.failed'], []]);
    expect(caseOf(tab.known)).toMatchObject({ status: 'open', due: { decimal: '25.00' } });
    const [told] = tab.known;
    expect(foldCase(tab.known).owes(told?.id ?? '')).toBe(true);

    const { known } = evening([empty()], [check([denied], { totalAmount: 60 })]);
    expect(caseOf(known)).toMatchObject({ status: 'open', due: { decimal: '60.00' } });
    expect(caseOf(known.toReversed())).toEqual(caseOf(known));
  });

  test.each([
    ['leave and the empty check is closed', empty({ paymentStatus: 'CLOSED' })],
    ['leave and the empty check is deleted', empty({ deleted: true })],
    [
      'send back the only dish',
      check([denied], { totalAmount: 0, selections: [{ voided: true }] }),
    ],
  ])('nothing is owed where the guests %s', (_, last) => {
    expect(caseOf(evening([empty()], [last]).known)).toMatchObject({
      status: 'settled',
      due: { decimal: '0.00' },
    });
  });
});

test('what is held for a tab pays for nothing until the tab is closed', () => {
  const hold = payment('tab', {
    paymentStatus: 'AUTHORIZED',
    cardEntryMode: 'INCREMENTAL_PRE_AUTHED',
    amount: 186.4,
  });
  const { known } = evening([check([payment('pay-1'), hold])]);
  expect(caseOf(known).status).toBe('open');
  const closed = evening(
    [check([payment('pay-1'), hold])],
    [check([payment('pay-1'), hold], { paymentStatus: 'PAID' })],
  );
  expect(caseOf(closed.known).status).toBe('settled');
});

test('the wrong card is charged and voided, and the right one is denied: the denial is told', () => {
  const denied = payment('pay-1');
  const wrong = (paymentStatus: string) => payment('pay-2', { paymentStatus });
  const { news, known } = evening(
    [check([denied])],
    [check([denied, wrong('AUTHORIZED')])],
    [check([denied, wrong('VOIDED')])],
    [check([denied, wrong('VOIDED'), payment('pay-3')])],
  );
  expect(news.flat().filter((type) => type.startsWith('payment.'))).toEqual([
    'payment.failed',
    'payment.succeeded',
    'payment.canceled',
    'payment.failed',
  ]);
  expect(caseOf(known)).toMatchObject({ status: 'open', attempts: 2, paid: { decimal: '0.00' } });
});

test('the till could not reach the bank, and the same payment goes through a minute later', () => {
  const { known } = evening(
    [check([payment('pay-1', { paymentStatus: 'ERROR_NETWORK' })])],
    [check([payment('pay-1', { paymentStatus: 'AUTHORIZED' })])],
  );
  expect(caseOf(known)).toMatchObject({ status: 'settled', attempts: 1 });
});

test('a total that Toast adds up in doubles is paid by the card that pays it', () => {
  const total = { totalAmount: 0.01 + 186.39 };
  expect(String(total.totalAmount)).toBe('186.39999999999998');
  const denied = payment('pay-1');
  const paid = payment('pay-2', { paymentStatus: 'CAPTURED' });
  const { known } = evening([check([denied], total)], [check([denied, paid], total)]);
  expect(caseOf(known)).toMatchObject({
    status: 'settled',
    due: { decimal: '186.40' },
    paid: { decimal: '186.40' },
  });
});

test('a round on the house after a denial: what is owed follows the check, down and up again', () => {
  const denied = payment('pay-1');
  const paid = payment('pay-2', { paymentStatus: 'AUTHORIZED', amount: 100 });
  const updates = [
    [check([denied, paid])],
    [check([denied, paid], { totalAmount: 100 })],
    [check([denied, paid], { totalAmount: 112.5 })],
    [check([denied, paid], { totalAmount: 100 })],
  ];
  const after = (count: number) => caseOf(evening(...updates.slice(0, count)).known).status;
  expect([1, 2, 3, 4].map(after)).toEqual(['open', 'settled', 'open', 'settled']);
});

test('a check that is voided, or combined with another, owes nothing', () => {
  const denied = payment('pay-1');
  for (const gone of [{ voided: true }, { deleted: true }]) {
    const { news, known } = evening([check([denied])], [check([denied], gone)]);
    expect(news.at(-1)).toEqual(['order.canceled']);
    expect(caseOf(known).status).toBe('settled');
  }
});

describe('a check is voided after a denial, and owes nothing whatever becomes of its payments', () => {
  const denied = payment('dead');
  const second = (change: JsonObject) => payment('b', { amount: 50, ...change });
  const gone = { voided: true };
  const nothingOwed = { status: 'settled', due: { decimal: '0.00' }, paid: { decimal: '0.00' } };

  test('while the second card is still being let go', () => {
    const { news, known } = evening(
      [check([denied])],
      [check([denied, second({ paymentStatus: 'AUTHORIZED' })])],
      [check([denied, second({ paymentStatus: 'PROCESSING_VOID' })], gone)],
      [check([denied, second({ paymentStatus: 'VOIDED' })], gone)],
    );
    expect(news.slice(2)).toEqual([['order.canceled'], ['payment.canceled']]);
    expect(caseOf(known)).toMatchObject(nothingOwed);
  });

  test.each(['0000', 'ffff'])('with the cash given back in one message (payment %s)', (guid) => {
    const paid = cash(guid, 50);
    const back = { ...paid, voidInfo: { voidDate: at(1) } };
    const { known } = evening([check([denied, paid])], [check([denied, back], gone)]);
    expect(caseOf(known)).toMatchObject(nothingOwed);
  });

  test('while the second card is given its money back', () => {
    const captured = { paymentStatus: 'CAPTURED' };
    const refund = { refundAmount: 50, tipRefundAmount: 0 };
    const { news, known } = evening(
      [check([denied, second(captured)])],
      [check([denied, second(captured)], gone)],
      [check([denied, second({ ...captured, refund })], gone)],
    );
    expect(news.at(-1)).toEqual(['refund.succeeded']);
    expect(caseOf(known)).toMatchObject(nothingOwed);
  });
});

test('money given back is told as often as more of it is, and never twice', () => {
  const paid = (refund: JsonObject | null) =>
    payment('pay-1', { paymentStatus: 'CAPTURED', refund });
  const { news } = evening(
    [check([paid(null)])],
    [check([paid({ refundAmount: 20, tipRefundAmount: 0 })])],
    [check([paid({ refundAmount: 20, tipRefundAmount: 0 })])],
    [check([paid({ refundAmount: 186.4, tipRefundAmount: 5 })])],
  );
  expect(news).toEqual([['payment.succeeded'], ['refund.succeeded'], [], ['refund.succeeded']]);
});

test('where nothing ever failed, only money is told of', () => {
  const { news } = evening(
    [check([])],
    [check([payment('pay-1', { paymentStatus: 'OPEN' })])],
    [check([payment('pay-1', { paymentStatus: 'PROCESSING' })])],
    [check([payment('pay-1', { paymentStatus: 'AUTHORIZED' })], { paymentStatus: 'PAID' })],
  );
  expect(news).toEqual([[], [], [], ['payment.succeeded']]);
});
