import { wallTime } from '../../nodes/core/event/localTime';
import { readAccount } from '../../nodes/core/gateway/accountOf';
import { pushedTypes } from '../../nodes/core/gateway/pushedTypes';
import type { JsonObject } from '../../nodes/core/event/json';
import type { Look } from '../../nodes/core/gateway/look';
import { backfill } from '../../nodes/Mindbody/backfill';
import { mindbody } from '../../nodes/Mindbody/mindbody.adapter';
import { context, saleRow, SITE, transaction, TRANSACTION_STATUSES } from '../fixtures/mindbody';

const look: Look = {
  ...context,
  from: '2026-11-24T00:50:00.000Z',
  to: '2026-11-24T01:10:00.000Z',
};
const [transactions, sales] = backfill.reads(look);
if (!transactions || !sales) throw new Error('Mindbody is asked for nothing');
const found = (...Transactions: JsonObject[]) =>
  backfill.read({ Transactions }, transactions, look).events;

test('transactions and sales are asked for by the clocks of the site, to the end of tomorrow', () => {
  expect(transactions).toEqual({
    method: 'GET',
    path: '/sale/transactions',
    query: {
      'request.transactionStartDateTime': '2026-11-23T19:50:00',
      'request.transactionEndDateTime': '2026-11-24T20:10:00',
      'request.limit': '200',
      'request.offset': '0',
    },
  });
  expect(sales).toMatchObject({
    path: '/sale/sales',
    query: {
      'request.startSaleDateTime': '2026-11-23T19:50:00',
      'request.endSaleDateTime': '2026-11-24T20:10:00',
    },
  });
});

describe('a site whose time zone nobody knows', () => {
  const lists = (timeZone: string | undefined) =>
    backfill
      .reads({ ...look, timeZone })
      .map(({ query }) => Object.values(query ?? {}).slice(0, 2));

  test.each(['Eastern Time', '', undefined])(
    'loses no declined card, wherever it is: %j',
    (timeZone) => {
      for (const [from = '', to = ''] of lists(timeZone)) {
        // At the date line: nowhere is it earlier, and nowhere later.
        expect(from <= wallTime(look.from, 'Etc/GMT+12')).toBe(true);
        expect(to >= wallTime(look.to, 'Pacific/Kiritimati')).toBe(true);
      }
      const [event] = backfill.read({ Transactions: [transaction()] }, transactions, {
        ...look,
        timeZone,
      }).events;
      expect(event?.id).toBe('transaction.declined:90417');
    },
  );

  test('is none where the zone was pasted with a blank', () => {
    const { timeZone } = mindbody.supplies?.({ timeZone: ' America/New_York ' }) ?? {};
    expect(lists(timeZone)).toEqual(lists('America/New_York'));
  });
});

test('a site whose number was pasted with a blank is the same site, and the sandbox is the sandbox', async () => {
  const credential = { siteId: `${SITE} ` };
  expect(await readAccount(mindbody, async () => ({}), credential)).toBe(SITE);
  expect(mindbody.supplies?.({ siteId: ' -99' }).live).toBe(false);
});

test('no endpoint is asked for what only a look finds', () => {
  expect(pushedTypes(mindbody)).toEqual([
    'clientSale.created',
    'client.updated',
    'clientContract.created',
    'clientContract.updated',
    'clientContract.cancelled',
  ]);
});

test('a declined card is found once, however often it is listed', () => {
  expect(found(transaction(), transaction()).map(({ id }) => id)).toEqual([
    'transaction.declined:90417',
    'transaction.declined:90417',
  ]);
  const [event] = found(transaction());
  expect(event && mindbody.normalize(event, {}, look)?.attempt?.key).toBe(`mindbody:${SITE}:90417`);
});

const { failed, paid, voided, neither } = TRANSACTION_STATUSES;
test.each([
  ...[...failed, 'DECLINED', 'declined ', 'Rejected', 'Returned', 'Failed', 'Error'].map(
    (status) => [status, 'transaction.declined'] as const,
  ),
  ...[...paid, 'approved', 'Captured', 'Settled'].map(
    (status) => [status, 'transaction.approved'] as const,
  ),
  ...voided.map((status) => [status, 'transaction.voided'] as const),
  ...[...neither, 'Sulking', '', 'constructor'].map((status) => [status, undefined] as const),
])('a transaction that is “%s”: %s', (Status, type) => {
  expect(found(transaction({ Status }))[0]?.type).toBe(type);
});

test('what an earlier look saw is passed over', () => {
  expect(found(transaction({ TransactionTime: '2026-11-23T19:49:59' }))).toEqual([]);
  expect(found(transaction({ TransactionTime: '2026-11-23T19:50:00' }))).toHaveLength(1);
  // Mindbody was asked for what is younger, so what does not say when it was is taken.
  expect(found(transaction({ TransactionTime: null, AuthTime: null }))).toHaveLength(1);
  expect(found(transaction({ TransactionId: 0 }))).toEqual([]);
});

test('sales that were closed are found beside', () => {
  const { events } = backfill.read({ Sales: [saleRow()] }, sales, look);
  expect(events).toMatchObject([
    { id: 'sale.found:5512', type: 'sale.found', receivedAt: look.to },
  ]);
});

test('page follows page, as long as there are more', () => {
  const page = (rows: number, more: JsonObject = {}) =>
    backfill.read(
      { Transactions: Array.from({ length: rows }, () => transaction()), ...more },
      transactions,
      look,
    ).more;
  const next = [{ ...transactions, query: { ...transactions.query, 'request.offset': '200' } }];
  expect(page(200)).toEqual(next);
  expect(page(199)).toEqual([]);
  expect(page(200, { PaginationResponse: { TotalResults: 200 } })).toEqual([]);
  expect(page(200, { PaginationResponse: { TotalResults: 201 } })).toEqual(next);
  expect(page(0, { PaginationResponse: { TotalResults: 201 } })).toEqual([]);
});

test('an answer to something else holds nothing', () => {
  expect(backfill.read({ Sales: [saleRow()] }, { method: 'GET', path: '/else' }, look)).toEqual({
    events: [],
    more: [],
  });
});
