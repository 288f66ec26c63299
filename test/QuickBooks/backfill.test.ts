import { object, text, type JsonObject } from '../../nodes/core/event/json';
import type { ApiRequest } from '../../nodes/core/gateway/apiClient';
import type { Look } from '../../nodes/core/gateway/look';
import { foldCase } from '../../nodes/core/ledger/case';
import { backfill } from '../../nodes/QuickBooks/backfill';
import { dayIn } from '../../nodes/QuickBooks/days';
import { quickbooks } from '../../nodes/QuickBooks/quickbooks.adapter';
import { changedSince, selected, transactionPath } from '../../nodes/QuickBooks/requests';
import {
  byCard,
  charge,
  cloudEvent,
  COMPANY,
  context,
  customer,
  echeck,
  estimate,
  eventsIn,
  invoice,
  payment,
  sure,
  told,
  voided,
} from '../fixtures/quickbooks';

const look: Look = { ...context, from: '2026-11-24T02:50:00.000Z', to: '2026-11-24T03:10:00.000Z' };
/** Every order in which they may arrive. */
const orders = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  items.length === 0
    ? [[]]
    : items.flatMap((one) =>
        orders(items.filter((other) => other !== one)).map((rest) => [one, ...rest]),
      );
const queries = (reads: readonly ApiRequest[]) =>
  reads.flatMap(({ query }) => text(query?.['query']) ?? []);
const cdc = (entity: string, ...rows: readonly JsonObject[]) =>
  backfill.read(
    { CDCResponse: [{ QueryResponse: [{ [entity]: rows, startPosition: 1 }, {}] }] },
    changedSince(entity, look.from),
    look,
  );

describe('changes while nobody listened', () => {
  test('are asked for, kind by kind, since the last look', () => {
    const asked = backfill.reads(look).filter(({ path }) => path === '/cdc');
    expect(asked.map(({ query }) => [query?.['entities'], query?.['changedSince']])).toEqual([
      ['Payment', look.from],
      ['Invoice', look.from],
      ['Estimate', look.from],
      ['RefundReceipt', look.from],
    ]);
  });

  test('have the names that their deliveries have, and bring the object along', async () => {
    const [found] = cdc('Invoice', invoice({ Balance: 0 })).events;
    const [delivered] = eventsIn([cloudEvent('qbo.invoice.updated.v1', '130')]);
    expect(found?.id).toBe(delivered?.id);
    if (!found) throw new Error('There is none');
    expect(found.account).toBe(COMPANY);
    // It is read again before it is told: the look may have been a while ago.
    const books = { '/invoice/130': { Invoice: invoice({ Balance: 0 }) } };
    expect((await told(found, books)).event?.type).toBe('invoice.paid');
  });

  test('are told apart by when the object was made', () => {
    const at = '2026-11-23T19:00:12-08:00';
    const fresh = { MetaData: { CreateTime: at, LastUpdatedTime: at } };
    expect(cdc('Estimate', estimate('Pending', fresh)).events[0]?.type).toBe(
      'qbo.estimate.created.v1',
    );
    const gone = { Id: '77', status: 'Deleted', MetaData: { LastUpdatedTime: at } };
    expect(cdc('Payment', gone).events).toMatchObject([
      { id: '77:payment:deleted:2026-11-24T03:00:12', type: 'qbo.payment.deleted.v1' },
    ]);
    expect(cdc('Estimate', gone).events).toEqual([]);
  });

  test('of more than a page are asked for from where the page ends', () => {
    const rows = Array.from({ length: 1000 }, (_, i) => invoice({ Id: String(i) }));
    expect(cdc('Invoice', ...rows).more).toEqual([
      changedSince('Invoice', '2026-11-24T03:00:12.000Z'),
    ]);
    const stuck = rows.map((row) => ({ ...row, MetaData: { LastUpdatedTime: look.from } }));
    expect(cdc('Invoice', ...stuck).more).toEqual([]);
    expect(cdc('Invoice', {}, { Id: '1' }).events).toHaveLength(1);
  });
});

describe('an invoice whose due date has passed', () => {
  const asked = selected('Invoice', 'Balance > 0');
  const listed = (...Invoice: readonly JsonObject[]) =>
    backfill.read({ QueryResponse: { Invoice } }, asked, look).events;

  test('is asked for by the day where the company is', () => {
    const [query] = queries(backfill.reads({ ...look, timeZone: 'America/Los_Angeles' }));
    expect(query).toContain(
      "Balance > '0' and DueDate >= '2026-11-22' and DueDate < '2026-11-23' startposition 1",
    );
  });

  test('and where that is not known, once the day is over everywhere', () => {
    for (const timeZone of [undefined, 'Nowhere/Else']) {
      const [query] = queries(backfill.reads({ ...look, timeZone }));
      expect(query).toContain("DueDate < '2026-11-23'");
    }
    expect(dayIn('Asia/Seoul', look.to)).toBe('2026-11-24');
  });

  test('is told of once for each due date', async () => {
    const [first] = listed(invoice());
    const [moved] = listed(invoice({ DueDate: '2026-12-01' }));
    expect([first?.id, listed(invoice({ Balance: 9 }))[0]?.id, moved?.id]).toEqual([
      '130:invoice:overdue:2026-11-20',
      '130:invoice:overdue:2026-11-20',
      '130:invoice:overdue:2026-12-01',
    ]);
    if (!first) throw new Error('There is none');
    const event = await sure(first, {
      '/invoice/130': { Invoice: invoice({ Balance: 86.4 }) },
      '/customer/58': { Customer: customer },
    });
    expect(event).toMatchObject({
      type: 'invoice.overdue',
      amount: { decimal: '86.40' },
      invoice: { number: '1042', dueAt: '2026-11-20T23:59:59.000Z' },
      customer: { name: 'Park Jisoo', phone: '+15550102101' },
    });
  });

  const types = (...rows: readonly JsonObject[]) =>
    cdc('Invoice', ...rows).events.map(({ type }) => type);
  const CHANGED = 'qbo.invoice.updated.v1';
  const OVERDUE = 'qbo.invoice.overdue';

  test.each([
    ['was entered today with a due date of last week', {}],
    ['was moved to an earlier day that is over', { DueDate: '2026-11-02' }],
    ['was paid in part since', { Balance: 0.01 }],
  ])('is told of as soon as it is changed: it %s', (_, more) => {
    expect(types(invoice(more))).toEqual([CHANGED, OVERDUE]);
    const [, found] = cdc('Invoice', invoice(more)).events;
    expect(found?.id).toBe(listed(invoice(more))[0]?.id);
  });

  test.each([
    ['its day is not over yet where the company is', { DueDate: '2026-11-23' }],
    ['nothing is owed on it', { Balance: 0 }],
    ['it was voided', { TotalAmt: 0, Balance: 0, PrivateNote: 'Voided' }],
    ['it does not say when it is due', { DueDate: null }],
    ['it does not say what is owed', { Balance: null }],
  ])('is not, however it was changed, while %s', (_, more) => {
    expect(types(invoice(more))).toEqual([CHANGED]);
  });

  test('is told of again for no change that is no new due date, and for no other document', () => {
    const again = cdc('Invoice', invoice({ Balance: 86.4, PrivateNote: 'Called them' })).events[1];
    expect(again?.id).toBe(listed(invoice())[0]?.id);
    expect(
      cdc('Estimate', estimate('Pending', { Balance: 9, DueDate: '2026-11-02' })).events,
    ).toHaveLength(1);
  });

  test('and whose payment is voided weeks later is owed again, in whatever order that is heard of', async () => {
    const books = {
      '/invoice/130': { Invoice: invoice({ DueDate: '2026-11-02' }) },
      '/customer/58': { Customer: customer },
    };
    const settled = { Balance: 0, LinkedTxn: [{ TxnId: '77', TxnType: 'Payment' }] };
    const paid = await sure(cloudEvent(CHANGED, '130', { time: '2026-11-01T20:00:00Z' }), {
      '/invoice/130': { Invoice: invoice(settled) },
    });
    const taken = await sure(cloudEvent('qbo.payment.voided.v1', '77'), {
      '/payment/77': { Payment: voided() },
    });
    const [, found] = cdc('Invoice', books['/invoice/130'].Invoice).events;
    if (!found) throw new Error('There is none');
    const overdue = await sure(found, books);
    expect(overdue).toMatchObject({ type: 'invoice.overdue', amount: { decimal: '486.40' } });
    for (const events of orders([paid, taken, overdue])) {
      expect(foldCase(events).state).toMatchObject({ status: 'open', due: { decimal: '486.40' } });
    }
    const again = await sure(cloudEvent('qbo.payment.created.v1', '78'), {
      '/payment/78': { Payment: payment({ Id: '78' }) },
      '/invoice/130': { Invoice: invoice({ Balance: 0 }) },
    });
    for (const events of orders([paid, taken, overdue, again])) {
      expect(foldCase(events).state.status).toBe('settled');
    }
  });

  test('and of which the caterer had a deposit: what is left is owed, until that is paid as well', async () => {
    const deposit = await sure(cloudEvent('qbo.payment.created.v1', '77'), {
      '/payment/77': { Payment: payment({ TotalAmt: 100 }) },
      '/invoice/130': { Invoice: invoice({ Balance: 386.4 }) },
    });
    const partly = { Balance: 386.4, LinkedTxn: [{ TxnId: '77', TxnType: 'Payment' }] };
    const [found] = listed(invoice(partly));
    if (!found) throw new Error('There is none');
    const overdue = await sure(found, {
      '/invoice/130': { Invoice: invoice(partly) },
      '/customer/58': { Customer: customer },
    });
    for (const events of orders([deposit, overdue])) {
      const fold = foldCase(events);
      expect(fold.state.status).toBe('open');
      expect(fold.owes(overdue.id)).toBe(true);
    }

    const later = { time: '2026-11-25T10:00:00Z' };
    const rest = await sure(cloudEvent('qbo.payment.created.v1', '78', later), {
      '/payment/78': { Payment: payment({ Id: '78', TotalAmt: 386.4 }) },
      '/invoice/130': { Invoice: invoice({ Balance: 0 }) },
    });
    for (const events of orders([deposit, overdue, rest])) {
      expect(foldCase(events).state).toMatchObject({
        status: 'settled',
        due: { decimal: '486.40' },
        paid: { decimal: '486.40' },
      });
    }
  });

  test('that was paid before anybody read it is not told of', async () => {
    const [found] = listed(invoice());
    if (!found) throw new Error('There is none');
    const books = { '/invoice/130': { Invoice: invoice({ Balance: 0 }) } };
    expect((await told(found, books)).event).toBeUndefined();
  });

  test('is on the next page, where there are many', () => {
    const Invoice = Array.from({ length: 1000 }, (_, i) => invoice({ Id: String(i) }));
    const { events, more } = backfill.read({ QueryResponse: { Invoice } }, asked, look);
    expect(events).toHaveLength(1000);
    expect(queries(more)[0]).toContain('startposition 1001 maxresults 1000');
    expect(listed({ Id: '1' }, { DueDate: '2026-11-01' })).toEqual([]);
  });
});

describe('what became of payments that QuickBooks Payments took', () => {
  const daily = { ...look, from: '2026-11-24T11:55:00.000Z', to: '2026-11-24T12:05:00.000Z' };
  const signedIn = quickbooks.supplies?.({ quickBooksPaymentsOAuth2Api: {} });
  const asked = selected('Payment', 'TxnDate');
  const page = (...Payment: readonly JsonObject[]) =>
    backfill.read({ QueryResponse: { Payment } }, asked, daily);

  test('is asked once a day', () => {
    expect(queries(backfill.reads({ ...look, ...signedIn }))).toHaveLength(1);
    expect(queries(backfill.reads({ ...daily, ...signedIn }))[1]).toContain(
      "from Payment where TxnDate >= '2026-11-16'",
    );
  });

  test('is asked by nobody where the caterer has not signed in there', () => {
    expect(queries(backfill.reads(daily))).toHaveLength(1);
    const supplied = quickbooks.supplies?.({ quickBooksOAuth2Api: {} });
    expect(queries(backfill.reads({ ...daily, ...supplied }))).toHaveLength(1);
  });

  test('an e-check that came back days later is told of once', async () => {
    const [read] = page(payment(byCard()), payment({ Id: '78' }), byCard()).more;
    expect(read).toMatchObject({ path: transactionPath('EMU891209421'), query: { payment: '77' } });
    if (!read) throw new Error('There is none');
    const [found] = backfill.read({ echeck: echeck('DECLINED') }, read, daily).events;
    expect(found?.id).toBe('77:payment:transaction:DECLINED');
    if (!found) throw new Error('There is none');
    const event = await sure(found, {
      '/payment/77': { Payment: payment() },
      '/invoice/130': { Invoice: invoice() },
      '/customer/58': { Customer: customer },
    });
    expect(event).toMatchObject({
      type: 'payment.failed',
      kind: 'bank_debit',
      attempt: { key: `quickbooks:${COMPANY}:payment-77` },
      amount: { decimal: '486.40' },
      invoice: { number: '1042' },
      customer: { name: 'Park Jisoo' },
      instrument: { last4: '6789' },
    });
    expect(backfill.read({ charge: charge('DISPUTED') }, read, daily).events).toHaveLength(1);
  });

  test('and what went well is nothing new', () => {
    const read = { method: 'GET', path: transactionPath('E1'), query: { payment: '77' } } as const;
    for (const answer of [{}, { charge: charge('SETTLED') }, { echeck: echeck('PENDING') }]) {
      expect(backfill.read(answer, read, daily)).toEqual({ events: [], more: [] });
    }
    expect(
      backfill.read({ charge: charge('DECLINED') }, { ...read, query: {} }, daily).events,
    ).toEqual([]);
    expect(object(page().more[0])).toEqual({});
  });
});
