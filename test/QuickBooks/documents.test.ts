import type { JsonObject } from '../../nodes/core/event/json';
import { foldCase } from '../../nodes/core/ledger/case';
import { failureForStaff } from '../../nodes/core/message/describe';
import {
  cloudEvent,
  customer,
  estimate,
  invoice,
  refundReceipt,
  sure,
  told,
} from '../fixtures/quickbooks';

const at = (answer: JsonObject) => ({ '/invoice/130': { Invoice: answer } });
const created = cloudEvent('qbo.invoice.created.v1', '130');
const updated = cloudEvent('qbo.invoice.updated.v1', '130');
const link = (...ids: readonly string[]) => ({
  LinkedTxn: ids.map((TxnId) => ({ TxnId, TxnType: 'Payment' })),
});

describe('an invoice', () => {
  test('is written', async () => {
    expect(await sure(created, at(invoice()))).toMatchObject({
      type: 'invoice.issued',
      amount: { decimal: '486.40' },
      invoice: { id: '130', number: '1042', dueAt: '2026-11-20T23:59:59.000Z' },
      references: [{ type: 'invoice', value: '130' }],
      customer: { email: 'park@example.com' },
    });
  });

  test('is changed, and still owed: that tells of nothing, not even after we have written on it', async () => {
    expect((await told(updated, at(invoice()))).event).toBeUndefined();
    expect((await told(updated, at(invoice({ Balance: 100 })))).event).toBeUndefined();
  });

  test('is paid by one payment, which is the same money', async () => {
    expect(await sure(updated, at(invoice({ Balance: 0, ...link('77') })))).toMatchObject({
      type: 'invoice.paid',
      amount: { decimal: '486.40' },
      references: [
        { type: 'invoice', value: '130' },
        { type: 'payment', value: '77' },
      ],
    });
  });

  test('is paid in parts: the payments say how much', async () => {
    const event = await sure(created, at(invoice({ Balance: 0, ...link('9', '77', '76') })));
    expect(event).toMatchObject({ type: 'invoice.paid', references: [{ value: '130' }] });
    expect(event.attempt?.key).toMatch(/payment-77$/);
    expect(event.amount).toBeUndefined();
  });

  test('is paid by a credit note', async () => {
    const event = await sure(updated, at(invoice({ Balance: 0 })));
    expect([event.type, event.attempt]).toEqual(['invoice.paid', undefined]);
  });

  test('is voided or deleted: nobody owes it any more', async () => {
    const emptied = invoice({ TotalAmt: 0, Balance: 0, PrivateNote: 'Voided - by mistake' });
    expect((await sure(updated, at(emptied))).type).toBe('invoice.voided');
    for (const fate of ['voided', 'deleted']) {
      const event = await sure(cloudEvent(`qbo.invoice.${fate}.v1`, '130'), at(emptied));
      expect(event).toMatchObject({ type: 'invoice.voided', references: [{ value: '130' }] });
    }
  });

  test('of nothing tells of nothing', async () => {
    expect((await told(updated, at(invoice({ TotalAmt: 0, Balance: 0 })))).event).toBeUndefined();
  });

  test('that nobody can read is there, and no more is said', async () => {
    expect(await sure(updated, {})).toMatchObject({ type: 'invoice.issued', incomplete: true });
  });
});

describe('an estimate', () => {
  const books = (status: string) => ({
    '/estimate/41': { Estimate: estimate(status) },
    '/customer/58': { Customer: customer },
  });
  test.each([
    ['created', 'Pending', 'estimate.created'],
    ['created', 'Accepted', 'estimate.accepted'],
    ['updated', 'Accepted', 'estimate.accepted'],
    ['updated', 'Rejected', 'estimate.declined'],
    ['updated', 'Pending', undefined],
    ['updated', 'Closed', undefined],
  ])('%s and %s: %s', async (operation, status, type) => {
    const { event } = await told(cloudEvent(`qbo.estimate.${operation}.v1`, '41'), books(status));
    expect(event?.type).toBe(type);
  });

  test('is in the home currency where it says none, and opens no case', async () => {
    const event = await sure(cloudEvent('qbo.estimate.updated.v1', '41'), books('Rejected'));
    expect(event).toMatchObject({
      amount: { decimal: '1250.00' },
      customer: { name: 'Park Jisoo' },
    });
    expect(foldCase([event]).state.status).toBe('clear');
  });
});

describe('a refund receipt', () => {
  const books = (more = {}) => ({
    '/refundreceipt/55': { RefundReceipt: refundReceipt(more) },
    '/customer/58': { Customer: customer },
  });
  test('gives money back', async () => {
    const event = await sure(cloudEvent('qbo.refundreceipt.created.v1', '55'), books());
    expect(event).toMatchObject({
      type: 'refund.succeeded',
      kind: 'refund',
      amount: { minor: 4010 },
      references: [{ type: 'refund', value: '55' }],
    });
  });

  test.each([
    ['updated', { TotalAmt: 0, PrivateNote: 'Voided' }, 'Void'],
    ['updated', { CreditCardPayment: { CreditChargeResponse: { Status: 'Voided' } } }, 'Void'],
    ['voided', {}, 'Void'],
    ['deleted', {}, 'Delete'],
  ])('%s: did not', async (operation, more, code) => {
    const change = cloudEvent(`qbo.refundreceipt.${operation}.v1`, '55');
    const { event, asked } = await told(change, books(more));
    expect(event).toMatchObject({ type: 'refund.failed', reason: { code } });
    // Somebody did it in the books: nobody asks whom to write to.
    expect(asked).not.toContain('/customer/58');
    expect([event?.customer.phone, event?.customer.email]).toEqual([undefined, undefined]);
  });

  test('that was a typing mistake and is voided: staff are not told to give the money back another way', async () => {
    const empty = books({ TotalAmt: 0, PrivateNote: 'Voided' });
    const event = await sure(cloudEvent('qbo.refundreceipt.voided.v1', '55'), empty);
    expect(failureForStaff(event, { repeat: false, test: false })).toBe(
      [
        'Refund failed – Park Family',
        'Why: the refund was called off (Void).',
        'What to do: Nothing, if it was a mistake. Else the guest is still owed this.',
      ].join('\n'),
    );
  });

  test('that was voided stays open, whatever nobody could read of it before or after', async () => {
    const at = (operation: string, time: string) =>
      cloudEvent(`qbo.refundreceipt.${operation}.v1`, '55', { time });
    const voided = await sure(at('voided', '2026-11-24T03:00:00Z'), books());
    for (const operation of ['created', 'updated']) {
      for (const time of ['2026-11-24T02:00:00Z', '2026-11-24T04:00:00Z']) {
        const unread = await sure(at(operation, time), {});
        expect(unread).toMatchObject({ type: 'payment.pending', incomplete: true });
        for (const events of [
          [voided, unread],
          [unread, voided],
        ]) {
          expect(foldCase(events).state).toMatchObject({ status: 'open', attempts: 1 });
        }
      }
    }
  });

  test('that QuickBooks itself is not sure of gives nothing back', async () => {
    const unsure = { CreditCardPayment: { CreditChargeResponse: { Status: 'Unknown' } } };
    const event = await sure(cloudEvent('qbo.refundreceipt.created.v1', '55'), books(unsure));
    expect(event.type).toBe('payment.pending');
  });
});
