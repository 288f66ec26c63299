import type { JsonObject } from '../../nodes/core/event/json';
import type { PaymentEvent } from '../../nodes/core/event/paymentEvent';
import { ApiError, type ApiRequest } from '../../nodes/core/gateway/apiClient';
import { performMark } from '../../nodes/core/gateway/performMark';
import { mark, state } from '../../nodes/QuickBooks/marks';
import { cloudEvent, COMPANY, invoice, sure } from '../fixtures/quickbooks';

const open = { caseId: 'case-1', status: 'open' };
const overdue = async (): Promise<PaymentEvent> =>
  await sure(cloudEvent('qbo.invoice.created.v1', '130'), {
    '/invoice/130': { Invoice: invoice() },
  });

/** What is sent where the invoice stands so; the first write is refused as stale, where somebody was faster. */
async function sent(before: JsonObject, isStale = false, event?: PaymentEvent) {
  const asked: ApiRequest[] = [];
  let stale = isStale;
  await performMark(
    async (request) => {
      asked.push(request);
      if (request.method === 'GET') return { Invoice: { ...before, SyncToken: stale ? '4' : '5' } };
      if (!stale) return {};
      stale = false;
      throw new ApiError('Stale Object Error', 400, '5010');
    },
    mark(event ?? (await overdue()), open),
    {},
  );
  return asked;
}

test('case and state stand in the invoice’s private note, below what people wrote', async () => {
  expect(await sent(invoice())).toEqual([
    { method: 'GET', path: '/invoice/130', account: undefined },
    {
      method: 'POST',
      path: '/invoice',
      account: undefined,
      body: {
        Id: '130',
        SyncToken: '5',
        sparse: true,
        PrivateNote: 'Two trays without sesame\nPayment failure case case-1: open',
      },
    },
  ]);
});

test('somebody who changes the invoice meanwhile is not overwritten: it is read once more', async () => {
  const asked = await sent(invoice(), true);
  expect(asked.map(({ method, body }) => [method, body?.['SyncToken']])).toEqual([
    ['GET', undefined],
    ['POST', '4'],
    ['GET', undefined],
    ['POST', '5'],
  ]);
});

test.each([
  [
    'a new state takes the place of the old',
    'A\nPayment failure case case-0: settled',
    'A\nPayment failure case case-1: open',
  ],
  ['an empty note holds nothing else', '', 'Payment failure case case-1: open'],
])('%s', async (_, PrivateNote, expected) => {
  expect((await sent(invoice({ PrivateNote })))[1]?.body?.['PrivateNote']).toBe(expected);
});

test.each([
  [
    'what stands there already is not written again',
    { PrivateNote: 'Payment failure case case-1: open' },
  ],
  ['a full note stays as it is', { PrivateNote: 'x'.repeat(3990) }],
  ['an invoice without a version cannot be written', { Id: '' }],
])('%s', async (_, more) => {
  expect(await sent(invoice(more))).toHaveLength(1);
});

test('what has no invoice is not marked', async () => {
  const event = await overdue();
  expect(mark({ ...event, references: [], invoice: undefined }, open)).toEqual([]);
  const elsewhere = { ...event, references: [], connected: true };
  expect(mark(elsewhere, open)).toMatchObject([
    { read: { path: '/invoice/130', account: COMPANY } },
  ]);
});

test('whether a thing is paid now is asked of the thing', () => {
  expect(state({ type: 'invoice', value: '130' })?.path).toBe('/invoice/130');
  expect(state({ type: 'refund', value: '55' })?.path).toBe('/refundreceipt/55');
  expect(state({ type: 'charge', value: 'EMU1' })).toBeUndefined();
});
