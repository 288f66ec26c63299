import { authorizenet } from '../../nodes/AuthorizeNet/authorizenet.adapter';
import { backfill } from '../../nodes/AuthorizeNet/backfill';
import { batchTransactions, unsettledTransactions } from '../../nodes/AuthorizeNet/requests';
import type { Look } from '../../nodes/core/gateway/look';
import { pushedTypes } from '../../nodes/core/gateway/pushedTypes';
import { ACCOUNT, byCheck, details, row } from '../fixtures/authorizenet';

const look: Look = {
  account: ACCOUNT,
  currency: 'USD',
  from: '2026-11-23T00:00:00.000Z',
  to: '2026-11-23T01:00:00.000Z',
};
const [unsettled, settled] = backfill.reads(look);
if (!unsettled || !settled) throw new Error('Authorize.Net is asked for nothing');
const found = (...rows: ReturnType<typeof row>[]) =>
  backfill.read({ transactions: rows }, unsettled, look).events;

test('what is not settled is asked for, and which batches were, with the fields in the schema’s order', () => {
  expect(JSON.stringify([unsettled.body, settled.body])).toBe(
    '[{"getUnsettledTransactionListRequest":{"sorting":{"orderBy":"submitTimeUTC","orderDescending":true},"paging":{"limit":1000,"offset":1}}},{"getSettledBatchListRequest":{"firstSettlementDate":"2026-11-23T00:00:00.000Z","lastSettlementDate":"2026-11-23T01:00:00.000Z"}}]',
  );
});

test('no endpoint is asked for what only a look finds', () => {
  expect(pushedTypes(authorizenet).every((type) => type.startsWith('net.authorize.'))).toBe(true);
  expect(backfill.listed).toContain('transaction.declined');
});

test('a declined card is found once, however often it is listed', () => {
  const [event] = found(row());
  expect(event).toMatchObject({
    id: 'transaction.declined:60200001042',
    type: 'transaction.declined',
    receivedAt: look.to,
  });
  expect(found(row(), row()).map(({ id }) => id)).toEqual([event?.id, event?.id]);
});

test.each([
  ['declined', 'transaction.declined'],
  ['failedReview', 'transaction.declined'],
  ['generalError', 'transaction.error'],
  ['communicationError', 'transaction.error'],
  ['returnedItem', 'transaction.returned'],
  ['FDSPendingReview', 'transaction.pending'],
  ['FDSAuthorizedPendingReview', 'transaction.pending'],
  ['underReview', 'transaction.pending'],
  ['capturedPendingSettlement', 'transaction.paid'],
  ['settledSuccessfully', 'transaction.paid'],
  ['refundPendingSettlement', 'transaction.refunded'],
  ['refundSettledSuccessfully', 'transaction.refunded'],
  ['authorizedPendingCapture', undefined],
  ['voided', undefined],
  ['expired', undefined],
  ['settlementError', undefined],
  ['toString', undefined],
])('a transaction that is %s: %s', (transactionStatus, type) => {
  expect(found(row({ transactionStatus }))[0]?.type).toBe(type);
});

test('an e-check that was only submitted is on its way', () => {
  const submitted = row({ transactionStatus: 'capturedPendingSettlement', accountType: 'eCheck' });
  expect(found(submitted)[0]?.type).toBe('transaction.pending');
  const [paid] = found(row({ transactionStatus: 'settledSuccessfully', accountType: 'eCheck' }));
  const event = paid && authorizenet.normalize(paid, {}, look);
  expect(event).toMatchObject({ type: 'payment.succeeded', kind: 'bank_debit' });
});

test('what an earlier look saw is passed over, unless it was decided since', () => {
  const submitTimeUTC = '2026-11-22T20:00:00Z';
  expect(found(row({ submitTimeUTC }))).toEqual([]);
  expect(found(row({ submitTimeUTC: null }))).toEqual([]);
  expect(found(row({ submitTimeUTC, transactionStatus: 'settledSuccessfully' }))).toHaveLength(1);
  // Named UTC, and yet without a zone.
  expect(found(row({ submitTimeUTC: '2026-11-23T00:59:58.123' }))).toHaveLength(1);
});

test('every batch is read, page by page', () => {
  const { more } = backfill.read(
    { batchList: [{ batchId: 71 }, { batchId: '72' }, {}] },
    settled,
    look,
  );
  expect(more).toEqual([batchTransactions('71', 1), batchTransactions('72', 1)]);
  const page = Array.from({ length: 1000 }, () => row({ transactionStatus: 'voided' }));
  const [first] = more;
  if (!first) throw new Error('No batch is read');
  expect(backfill.read({ transactions: page }, first, look).more).toEqual([
    batchTransactions('71', 2),
  ]);
  expect(backfill.read({ transactions: page.slice(1) }, first, look).more).toEqual([]);
});

test('of what is not settled the pages are read as far back as the look goes', () => {
  const page = (submitTimeUTC: string) =>
    Array.from({ length: 1000 }, () => row({ submitTimeUTC, transactionStatus: 'voided' }));
  const after = (submitTimeUTC: string) =>
    backfill.read({ transactions: page(submitTimeUTC) }, unsettled, look).more;
  expect(after('2026-11-23T00:30:00Z')).toEqual([unsettledTransactions(2)]);
  expect(after('2026-11-22T00:30:00Z')).toEqual([]);
});

describe('a declined card that was found', () => {
  const [raw] = found(row());
  if (!raw) throw new Error('It was not found');

  test('is told of at once, and explained by its details', () => {
    expect(authorizenet.needs(raw, {})).toHaveLength(1);
    expect(authorizenet.normalize(raw, {}, look)).toMatchObject({
      type: 'payment.failed',
      attempt: { key: `authorizenet:${ACCOUNT}:60200001042` },
      amount: { decimal: '128.40' },
      customer: { name: 'Minji Park' },
      instrument: { type: 'card', brand: 'Visa', last4: '4242' },
      references: [
        { type: 'payment', value: '60200001042' },
        { type: 'invoice', value: 'BBQ-20261122-12' },
      ],
      occurredAt: '2026-11-23T00:59:58.000Z',
      late: false,
    });
    const explained = authorizenet.normalize(raw, { transaction: details() }, look);
    expect(explained?.reason).toMatchObject({ code: '2', category: 'issuer_declined' });
  });

  test('may turn out to have been a refund', () => {
    const refund = details({ transactionType: 'refundTransaction', responseReasonCode: 54 });
    const event = authorizenet.normalize(raw, { transaction: refund }, look);
    expect(event).toMatchObject({ type: 'refund.failed', reason: { code: '54' } });
  });
});

test.each(['none', 'None'])(
  'two guests whose saved cards are refused with the invoice number “%s” stay strangers',
  (invoiceNumber) => {
    const told = ['60200001042', '60200001043'].map((transId) => {
      const [raw] = found(row({ transId, invoiceNumber }));
      const read = details({ transId, order: { invoiceNumber }, customer: { id: invoiceNumber } });
      return raw && authorizenet.normalize(raw, { transaction: read }, look);
    });
    expect(told.map((event) => event?.references)).toEqual([
      [{ type: 'payment', value: '60200001042' }],
      [{ type: 'payment', value: '60200001043' }],
    ]);
    expect(told.map((event) => [event?.order, event?.customer.id])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  },
);

test('a payment that went wrong after it was approved is explained by its state', () => {
  const [raw] = found(row({ transactionStatus: 'communicationError' }));
  const read = details({
    transactionStatus: 'communicationError',
    responseCode: 1,
    responseReasonCode: 1,
  });
  const event = raw && authorizenet.normalize(raw, { transaction: read }, look);
  expect(event?.reason).toMatchObject({ code: 'communicationError', category: 'processing_error' });
});

describe('an e-check that came back', () => {
  const [raw] = found(
    row({
      transId: '60200005555',
      transactionStatus: 'returnedItem',
      accountType: 'eCheck',
      invoiceNumber: null,
    }),
  );
  if (!raw) throw new Error('It was not found');
  const own = details({
    ...byCheck,
    transId: '60200005555',
    refTransId: '60200001042',
    transactionStatus: 'returnedItem',
    responseCode: 1,
    responseReasonCode: 1,
    settleAmount: 128.4,
    order: null,
  });
  const original = details({
    ...byCheck,
    transactionStatus: 'settledSuccessfully',
    returnedItems: [
      { id: '60200004444', code: 'R09', description: 'Uncollected Funds' },
      { id: '60200005555', code: 'R01', description: 'Insufficient Funds' },
    ],
  });

  test('needs its own details, then those of the payment that it takes back', () => {
    expect(authorizenet.needs(raw, {}).map(({ key }) => key)).toEqual(['transaction']);
    const more = authorizenet.needs(raw, { transaction: own });
    expect(more).toMatchObject([
      {
        key: 'original_transaction',
        body: { getTransactionDetailsRequest: { transId: '60200001042' } },
      },
    ]);
  });

  test('fails the try that it returns, by the bank’s own code', () => {
    const fetched = { transaction: own, original_transaction: original };
    expect(authorizenet.needs(raw, fetched)).toEqual([]);
    expect(authorizenet.normalize(raw, fetched, look)).toMatchObject({
      type: 'payment.failed',
      kind: 'bank_debit',
      attempt: { key: `authorizenet:${ACCOUNT}:60200001042` },
      reason: { networkCode: 'R01', code: 'R01', category: 'insufficient_funds', cause: 'funds' },
      references: [
        { type: 'payment', value: '60200005555' },
        { type: 'payment', value: '60200001042' },
        { type: 'invoice', value: 'BBQ-20261122-12' },
      ],
      instrument: { type: 'bank_account', last4: '6789', bank: 'First Bank of Mapo' },
    });
  });

  test('whose payment nobody names fails by itself', () => {
    const alone = {
      transaction: details({
        ...byCheck,
        transId: '60200005555',
        returnedItems: [{ code: 'R02' }],
      }),
    };
    expect(authorizenet.normalize(raw, alone, look)).toMatchObject({
      attempt: { key: `authorizenet:${ACCOUNT}:60200005555` },
      reason: { networkCode: 'R02', category: 'closed_account' },
    });
    expect(authorizenet.normalize(raw, {}, look)?.reason?.category).toBe('unknown');
  });
});
