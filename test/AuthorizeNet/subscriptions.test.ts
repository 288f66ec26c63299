import { authorizenet } from '../../nodes/AuthorizeNet/authorizenet.adapter';
import { normalize } from '../../nodes/AuthorizeNet/normalize';
import { foldCase } from '../../nodes/core/ledger/case';
import {
  ACCOUNT,
  approved,
  details,
  rawOf,
  row,
  subscription,
  subscriptionAnswer,
} from '../fixtures/authorizenet';

const context = { account: ACCOUNT, currency: 'USD' };
const declined = {
  transId: '60200002001',
  response: 'This transaction has been declined.',
  submitTimeUTC: '2026-11-23T00:30:00Z',
  payNum: 3,
  attemptNum: 1,
};
const earlier = {
  ...declined,
  transId: '60200001500',
  submitTimeUTC: '2026-10-23T00:30:00Z',
  payNum: 2,
};
const later = { ...declined, transId: '60200003000', submitTimeUTC: '2026-11-23T02:00:00Z' };

describe('the banchan box that could not be charged', () => {
  const raw = rawOf(subscription('failed'));
  const answer = subscriptionAnswer(earlier, later, declined);

  test('asks for the subscription, then for the payment that failed', () => {
    expect(authorizenet.needs(raw, {}).map(({ body }) => body)).toEqual([
      { ARBGetSubscriptionRequest: { subscriptionId: '1405', includeTransactions: true } },
    ]);
    expect(authorizenet.needs(raw, { subscription: answer }).map(({ body }) => body)).toEqual([
      { getTransactionDetailsRequest: { transId: '60200002001' } },
    ]);
  });

  test('is the attempt that a look finds as well', () => {
    const event = normalize(
      raw,
      {
        subscription: answer,
        transaction: details({
          transId: '60200002001',
          responseReasonCode: 8,
          subscription: { id: 1405, payNum: 3 },
        }),
      },
      context,
    );
    expect(event).toMatchObject({
      type: 'payment.failed',
      kind: 'subscription',
      attempt: { key: `authorizenet:${ACCOUNT}:60200002001` },
      references: [
        { type: 'payment', value: '60200002001' },
        { type: 'subscription_period', value: '1405:3' },
      ],
      amount: { decimal: '39.90' },
      reason: { code: '8', category: 'expired_instrument' },
      subscription: { id: '1405', status: 'suspended' },
    });
    const found = normalize(
      {
        gateway: 'authorizenet',
        id: 'transaction.declined:60200002001',
        type: 'transaction.declined',
        receivedAt: '2026-11-23T01:10:00.000Z',
        payload: { transId: '60200002001', subscription: { id: 1405, payNum: 3 } },
      },
      {},
      context,
    );
    expect(found?.attempt).toEqual(event?.attempt);
    expect(found?.references).toEqual(event?.references);
    expect(found?.kind).toBe('subscription');
  });

  test('that cannot be asked for is an attempt all the same', () => {
    const event = normalize(raw, {}, context);
    expect(event?.attempt?.key).toBe(`authorizenet:${ACCOUNT}:${raw.id}`);
    expect(event).toMatchObject({ incomplete: true, reason: { category: 'unknown' } });
  });

  test('whose list of payments has none before the notification needs nothing more', () => {
    const known = { subscription: subscriptionAnswer(later, {}) };
    expect(authorizenet.needs(raw, known)).toEqual([]);
    expect(normalize(raw, known, context)?.references).toEqual([]);
  });

  test('may be listed as the XML behind the JSON names it', () => {
    const known = {
      subscription: { subscription: { arbTransactions: { arbTransaction: [declined] } } },
    };
    expect(normalize(raw, known, context)?.attempt?.key).toMatch(/60200002001$/);
  });

  test('declined before there was a transaction: the bank’s words are passed on', () => {
    const { transId: _, ...nameless } = { ...declined, response: 'The credit card has expired.' };
    const event = normalize(raw, { subscription: subscriptionAnswer(nameless) }, context);
    expect(event?.reason?.message).toBe('The credit card has expired.');
    expect(event?.references).toEqual([{ type: 'subscription_period', value: '1405:3' }]);
  });
});

describe('the banchan box whose failed payment is not listed yet', () => {
  const raw = rawOf(subscription('failed'));
  const box = { subscription: { id: 1405, payNum: 2 } };
  const paid = { ...earlier, response: 'This transaction has been approved.' };
  const { response: _, ...unsaid } = paid;
  const read = details({
    ...approved,
    ...box,
    transId: earlier.transId,
    transactionStatus: 'settledSuccessfully',
  });
  const lastMonth = normalize(
    {
      gateway: 'authorizenet',
      id: `transaction.paid:${earlier.transId}`,
      type: 'transaction.paid',
      receivedAt: '2026-10-24T06:00:00.000Z',
      payload: row({
        ...box,
        transId: earlier.transId,
        submitTimeUTC: earlier.submitTimeUTC,
        transactionStatus: 'settledSuccessfully',
        settleAmount: 39.9,
      }),
    },
    {},
    context,
  );
  if (!lastMonth) throw new Error('Nothing was paid last month');

  test.each([
    ['as its response says', { subscription: subscriptionAnswer(paid) }],
    ['as its details say', { subscription: subscriptionAnswer(unsaid), transaction: read }],
  ])('leaves last month’s box paid, %s', (_how, known) => {
    const event = normalize(raw, known, context);
    if (!event) throw new Error('It tells of nothing');
    expect(authorizenet.needs(raw, known)).toEqual([]);
    expect(event).toMatchObject({
      type: 'payment.failed',
      attempt: { key: `authorizenet:${ACCOUNT}:${raw.id}` },
      references: [],
      amount: { decimal: '39.90' },
      customer: { id: '348' },
      reason: { category: 'unknown' },
    });
    expect(event.reason?.message).toBeUndefined();
    for (const events of [
      [lastMonth, event],
      [event, lastMonth],
    ]) {
      expect(foldCase(events).state).toMatchObject({ status: 'open', paid: { decimal: '39.90' } });
    }
  });

  test('is not taken for the first try of last month’s, which the second made good', () => {
    const declinedThen = { ...earlier, transId: '60200001499' };
    const paidThen = { ...paid, submitTimeUTC: '2026-10-24T00:30:00Z', attemptNum: 2 };
    const known = { subscription: subscriptionAnswer(declinedThen, paidThen) };
    expect(normalize(raw, known, context)?.references).toEqual([]);
  });

  test('is found where the guest’s new card pays within the minute', () => {
    const paidAtOnce = { ...paid, submitTimeUTC: '2026-11-23T01:00:30Z', payNum: 3, attemptNum: 2 };
    const known = { subscription: subscriptionAnswer(paidAtOnce, declined) };
    expect(normalize(raw, known, context)?.references).toEqual([
      { type: 'payment', value: '60200002001' },
      { type: 'subscription_period', value: '1405:3' },
    ]);
  });
});

test.each([
  ['created', 'subscription.started'],
  ['suspended', 'subscription.past_due'],
  ['terminated', 'subscription.canceled'],
  ['cancelled', 'subscription.canceled'],
])('subscription.%s is %s, and needs nothing more', (type, becomes) => {
  const raw = rawOf(subscription(type));
  expect(authorizenet.needs(raw, {})).toEqual([]);
  expect(normalize(raw, {}, context)).toMatchObject({
    type: becomes,
    kind: 'subscription',
    subscription: { id: '1405' },
    customer: { id: '348' },
    references: [],
  });
  expect(normalize(raw, {}, context)?.attempt).toBeUndefined();
});

test('a subscription’s end or renewal that nobody has to act on is ignored', () => {
  for (const type of ['updated', 'expiring', 'expired']) {
    expect(authorizenet.split(subscription(type), '2026-11-23T01:00:02.000Z')).toEqual({
      events: [],
      rejected: [],
    });
  }
});
