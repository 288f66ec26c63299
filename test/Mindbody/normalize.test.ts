import { foldCase } from '../../nodes/core/ledger/case';
import type { PaymentEvent } from '../../nodes/core/event/paymentEvent';
import { mindbody } from '../../nodes/Mindbody/mindbody.adapter';
import {
  client,
  clientData,
  context,
  contractData,
  EVENING,
  listedEvent,
  pushedEvent,
  sale,
  saleRow,
  SITE,
  transaction,
} from '../fixtures/mindbody';
import type { JsonObject } from '../../nodes/core/event/json';
import type { Fetched } from '../../nodes/core/gateway/apiClient';

const declined = (more: JsonObject = {}, fetched: Fetched = {}) =>
  mindbody.normalize(listedEvent('transaction.declined', transaction(more)), fetched, context);
const approved = (more: JsonObject = {}) =>
  mindbody.normalize(
    listedEvent('transaction.approved', transaction({ Status: 'Approved', ...more })),
    {},
    context,
  );
const closed = (more: JsonObject = {}) =>
  mindbody.normalize(pushedEvent('clientSale.created', sale(more)), {}, context);
const listed = (more: JsonObject = {}) =>
  mindbody.normalize(listedEvent('sale.found', saleRow(more)), {}, context);
const LOCATIONS: JsonObject = {
  Locations: [
    { Id: 1, Name: 'Harbor' },
    { Id: 2, Name: 'Mapo' },
  ],
};

describe('a card declined in the evening', () => {
  test('is told with what the list says of it, at the time that the clocks showed', () => {
    expect(declined()).toMatchObject({
      id: `mindbody:${SITE}:transaction.declined:1`,
      account: SITE,
      connected: undefined,
      live: true,
      type: 'payment.failed',
      kind: 'charge',
      attempt: { key: `mindbody:${SITE}:90417` },
      references: [
        { type: 'payment', value: '90417' },
        { type: 'order', value: '5512' },
      ],
      occurredAt: '2026-11-24T01:04:31.000Z',
      occurredAtSource: 'gateway',
      receivedAt: EVENING,
      amount: { minor: 18640, currency: 'USD', decimal: '186.40' },
      customer: { id: '100000734' },
      instrument: { type: 'card', brand: 'Visa', last4: '4417', expiry: '2029-08' },
      reason: { code: 'Declined', category: 'issuer_declined', hardness: 'soft' },
      order: { id: '5512', number: '5512' },
    });
  });

  test('by a bank is a debit', () => {
    expect(declined({ ACHLastFour: '6789', CCLastFour: '', CardType: '' })).toMatchObject({
      kind: 'bank_debit',
      instrument: { type: 'bank_account', last4: '6789' },
    });
  });

  test('without a sale, a card, a currency or a zone tells of what there is', () => {
    const raw = listedEvent(
      'transaction.declined',
      transaction({ SaleId: 0, CCLastFour: null, CardType: null, LocationId: null }),
    );
    const event = mindbody.normalize(raw, {}, { account: SITE });
    expect(event).toMatchObject({
      references: [{ type: 'payment', value: '90417' }],
      amount: undefined,
      instrument: undefined,
      order: undefined,
      occurredAt: EVENING,
      occurredAtSource: 'received',
    });
  });

  test('the year of a card may have two digits, and its expiry may be no date', () => {
    expect(declined({ CardExpirationYear: '29' })?.instrument?.expiry).toBe('2029-08');
    expect(
      declined({ CardExpirationYear: '', CardExpirationMonth: 'x' })?.instrument,
    ).toMatchObject({
      last4: '4417',
      expiry: undefined,
    });
  });

  test('is told with its amount, though Mindbody adds it up in doubles', () => {
    expect(declined({ Amount: 0.01 + 186.39 })?.amount).toMatchObject({ decimal: '186.40' });
    expect(declined({ Amount: 12.345 })?.amount).toBeUndefined();
  });

  test('in a status that nobody knows has an unknown reason', () => {
    expect(declined({ Status: 'Sulking' })?.reason).toMatchObject({
      code: 'Sulking',
      category: 'unknown',
    });
    expect(declined({ Status: ' DECLINED ' })?.reason?.category).toBe('issuer_declined');
  });
});

describe('guest and place', () => {
  const event = listedEvent('transaction.declined', transaction());
  const asked = (fetched: Fetched) => mindbody.needs(event, fetched);

  test('are read: the guest by the id of the till, the place by the list of places', () => {
    expect(asked({})).toEqual([
      {
        key: 'client',
        method: 'GET',
        path: '/client/clients',
        query: { 'request.clientIDs': '100000734', 'request.includeInactive': 'true' },
      },
      { key: 'locations', method: 'GET', path: '/site/locations', query: {} },
    ]);
    const fetched = { client: { Clients: [client()] }, locations: LOCATIONS };
    expect(asked(fetched)).toEqual([]);
    expect(declined({}, fetched)).toMatchObject({
      customer: {
        id: '100000734',
        name: 'Minji Park',
        email: 'minji@example.com',
        phone: '+15550102101',
        since: '2024-02-01T15:00:00.000Z',
      },
      order: { location: 'Mapo' },
    });
  });

  test('a guest whom that id does not find is looked for by Mindbody’s own', () => {
    const fetched = { client: { Clients: [] }, locations: LOCATIONS };
    expect(asked(fetched)).toMatchObject([
      { key: 'unique_client', query: { 'request.uniqueIds': '100000734' } },
    ]);
    const found = {
      ...fetched,
      unique_client: { Clients: [client({ Id: 'B-77', UniqueId: 100000734 })] },
    };
    expect(asked(found)).toEqual([]);
    // Everything else in the API goes by the other id.
    expect(declined({}, found)?.customer).toMatchObject({ id: 'B-77', name: 'Minji Park' });
    expect(declined({}, { ...fetched, unique_client: {} })?.customer).toEqual({ id: '100000734' });
  });

  test('where two guests go by the same number, neither is told of the other’s card', () => {
    const first = { client: { Clients: [client({ UniqueId: 734 })] }, locations: LOCATIONS };
    expect(asked(first).map(({ key }) => key)).toEqual(['unique_client']);
    expect(declined({}, { ...first, unique_client: { Clients: [] } })?.customer.name).toBe(
      'Minji Park',
    );
    const other = client({ Id: 'B-77', FirstName: 'Jisoo', MobilePhone: '+15550102199' });
    expect(declined({}, { ...first, unique_client: { Clients: [other] } })?.customer).toEqual({});
  });

  test('a stranger’s details are nobody’s', () => {
    const fetched = { client: { Clients: [client({ Id: '5', UniqueId: 6 })] } };
    expect(declined({}, fetched)?.customer.name).toBeUndefined();
  });

  test('a phone without its country reaches nobody, and is left out', () => {
    const fetched = {
      client: { Clients: [client({ MobilePhone: '5550102101', HomePhone: null })] },
    };
    expect(declined({}, fetched)?.customer.phone).toBeUndefined();
  });

  test('at a site that is not the credential’s own are asked for there', () => {
    const elsewhere = { ...event, account: '77' };
    expect(mindbody.needs(elsewhere, {}).map(({ account }) => account)).toEqual(['77', '77']);
    expect(mindbody.normalize(elsewhere, {}, context)).toMatchObject({
      account: '77',
      connected: true,
    });
  });

  test('of a success nobody but the place is asked for', () => {
    const raw = pushedEvent('clientSale.created', sale());
    expect(mindbody.needs(raw, {}).map(({ key }) => key)).toEqual(['locations']);
    expect(mindbody.needs(pushedEvent('clientContract.cancelled', contractData()), {})).toEqual([]);
  });
});

describe('a sale that was closed', () => {
  test('is paid, told alike by webhook and list', () => {
    const told = {
      type: 'payment.succeeded',
      attempt: { key: `mindbody:${SITE}:sale-5512` },
      references: [
        { type: 'order', value: '5512' },
        { type: 'checkout', value: '5512' },
      ],
      amount: { minor: 18640, currency: 'USD', decimal: '186.40' },
      customer: { id: '100000734' },
      order: { id: '5512', number: '5512', total: { minor: 18640 } },
      products: [{ id: '31', name: 'Grill class for two' }],
    };
    expect(closed()).toMatchObject({ ...told, occurredAt: '2026-11-24T01:04:55.000Z' });
    expect(closed()?.order?.server).toBe('Doyun Han');
    expect(listed()).toMatchObject({ ...told, occurredAt: '2026-11-24T01:12:00.000Z' });
  });

  test('on the guest’s account is owed still', () => {
    const onAccount = { paymentMethodName: 'Account', paymentAmountPaid: 186.4 };
    expect(closed({ payments: [onAccount] })).toMatchObject({
      type: 'payment.pending',
      amount: { minor: 18640 },
    });
    const cash = { paymentMethodName: 'Cash', paymentAmountPaid: 86.4 };
    expect(closed({ payments: [{ ...onAccount, paymentAmountPaid: 100 }, cash] })).toMatchObject({
      type: 'payment.succeeded',
      amount: { minor: 8640 },
      order: { total: { minor: 18640 } },
    });
    expect(closed({ payments: [{ ...cash, paymentMethodName: 'Bank account' }] })?.type).toBe(
      'payment.succeeded',
    );
  });

  test('whose parts are not all known has no sum', () => {
    const Payments = [{ Amount: 10, Type: 'Cash' }, { Type: 'Visa/MC' }];
    expect(listed({ Payments })?.amount).toBeUndefined();
    expect(listed({ Payments: [] })).toMatchObject({
      amount: undefined,
      type: 'payment.succeeded',
    });
  });

  test('without an id is nothing', () => {
    expect(closed({ saleId: null })).toBeUndefined();
    expect(closed({ items: [{}] })?.products).toEqual([]);
  });
});

describe('an evening’s case', () => {
  const fold = (...events: readonly (PaymentEvent | undefined)[]) =>
    foldCase(events.flatMap((event) => event ?? [])).state;
  const named = (id: string, event: PaymentEvent | undefined): PaymentEvent | undefined =>
    event && { ...event, id };
  const failure = named('a', declined());

  test('is open while nothing was paid', () => {
    expect(fold(failure)).toMatchObject({ status: 'open', attempts: 1 });
  });

  test('is settled by the sale that is closed in the end, however it is told', () => {
    expect(fold(failure, named('b', closed()))).toMatchObject({ status: 'settled' });
    expect(
      fold(
        failure,
        named('b', closed()),
        named('c', listed()),
        named('d', approved({ TransactionId: 90418 })),
      ),
    ).toMatchObject({ status: 'settled', due: { minor: 18640 }, paid: { minor: 18640 } });
  });

  test('is open still where one card of several went through', () => {
    const part = approved({ TransactionId: 90418, Amount: 86.4 });
    expect(fold(failure, named('b', part)).status).toBe('open');
  });

  test('is open where the sale was put on the guest’s account, until the money comes', () => {
    const owed = closed({
      payments: [{ paymentMethodName: 'Account', paymentAmountPaid: 186.4 }],
    });
    expect(fold(failure, named('b', owed)).status).toBe('open');
    const later = approved({ TransactionId: 90500, TransactionTime: '2026-11-24T09:00:00' });
    expect(fold(failure, named('b', owed), named('c', later)).status).toBe('settled');
  });

  test('is open again where the till let the payment go after all', () => {
    const retry = approved({ TransactionId: 90418 });
    const voided = mindbody.normalize(
      listedEvent(
        'transaction.voided',
        transaction({ TransactionId: 90418, Status: 'Approved (Voided)' }),
      ),
      {},
      context,
    );
    expect(voided).toMatchObject({ type: 'payment.canceled', occurredAt: EVENING });
    expect(voided?.attempt).toEqual(retry?.attempt);
    expect(fold(failure, named('b', retry), named('c', voided)).status).toBe('open');
    // The sale that was closed in the end counts for itself.
    expect(fold(failure, named('b', retry), named('c', voided), named('d', closed())).status).toBe(
      'settled',
    );
  });

  test('is another’s where the sale is another', () => {
    expect(closed({ saleId: 5513 })?.references).not.toContainEqual({
      type: 'order',
      value: '5512',
    });
  });
});

describe('a guest whom Mindbody calls declined', () => {
  const raw = pushedEvent('client.updated', clientData());
  const asked = () => mindbody.needs(raw, {});

  test('is late with an automatic payment, as far as is known', () => {
    const event = mindbody.normalize(raw, {}, context);
    expect(event).toMatchObject({
      type: 'subscription.past_due',
      kind: 'subscription',
      incomplete: true,
      attempt: undefined,
      customer: { id: '100000734', name: 'Minji Park', phone: '+15550102101' },
      reason: { code: 'client.Declined', advice: 'update_details' },
    });
    expect(asked()).toMatchObject([
      {
        key: 'transactions',
        path: '/sale/transactions',
        query: {
          'request.clientId': '100000734',
          'request.transactionStartDateTime': '2026-11-23T01:04:55',
          'request.transactionEndDateTime': '2026-11-25T01:04:55',
        },
      },
      { key: 'client' },
    ]);
  });

  test('had this transaction declined, which is one attempt however it is found', () => {
    const transactions: JsonObject = {
      Transactions: [
        transaction({ TransactionId: 1, TransactionTime: '2026-11-23T09:00:00' }),
        transaction(),
        transaction({
          TransactionId: 2,
          Status: 'Approved',
          TransactionTime: '2026-11-23T21:00:00',
        }),
        transaction({ TransactionId: 3, ClientId: 5, TransactionTime: '2026-11-23T21:00:00' }),
        transaction({ TransactionId: 4, TransactionTime: null, AuthTime: null }),
      ],
    };
    const event = mindbody.normalize(raw, { transactions, client: {} }, context);
    expect(event).toMatchObject({
      type: 'payment.failed',
      incomplete: undefined,
      attempt: declined()?.attempt,
      references: declined()?.references,
      occurredAt: declined()?.occurredAt,
    });
  });

  test('by none of the latest transactions is late still', () => {
    const event = mindbody.normalize(raw, { transactions: { Transactions: [] } }, context);
    expect(event).toMatchObject({ type: 'subscription.past_due', incomplete: undefined });
  });

  test('is asked after by when the event came, where it does not say when it was', () => {
    const { eventInstanceOriginationDateTime, ...payload } = raw.payload;
    expect(eventInstanceOriginationDateTime).toBeDefined();
    const [first] = mindbody.needs({ ...raw, payload }, {});
    expect(first?.query).toMatchObject({
      'request.transactionStartDateTime': '2026-11-23T01:05:00',
    });
  });

  test.each(['Active', 'Non-Member', 'Expired', 'Suspended', 'Terminated', '', null])(
    'and none who is %s',
    (status) => {
      const other = pushedEvent('client.updated', clientData({ status }));
      expect(mindbody.normalize(other, {}, context)).toBeUndefined();
      expect(mindbody.needs(other, {})).toEqual([]);
    },
  );
});

describe('a contract', () => {
  const raw = pushedEvent('clientContract.updated', contractData());
  const read = (AutopayStatus: string) => ({
    contracts: {
      Contracts: [
        { Id: 116, AutopayStatus: 'Active' },
        { Id: 117, AutopayStatus },
      ],
    },
  });

  test('that was changed may have had its automatic payments suspended: that is read', () => {
    expect(mindbody.thin).toEqual(['client.updated', 'clientContract.updated']);
    expect(mindbody.normalize(raw, {}, context)).toMatchObject({
      type: 'subscription.past_due',
      incomplete: true,
      subscription: { id: '117' },
      reason: undefined,
    });
    expect(mindbody.needs(raw, {})[0]).toMatchObject({
      key: 'contracts',
      path: '/client/clientcontracts',
      query: { 'request.clientId': '100000734' },
    });
    expect(mindbody.normalize(raw, read('Suspended'), context)).toMatchObject({
      type: 'subscription.past_due',
      incomplete: undefined,
      reason: { code: 'autopay.Suspended', category: 'mandate_problem' },
    });
  });

  test('whose automatic payments go on tells of nothing', () => {
    expect(mindbody.normalize(raw, read('Active'), context)).toBeUndefined();
    expect(mindbody.normalize(raw, read('Inactive'), context)).toBeUndefined();
    expect(mindbody.normalize(raw, { contracts: {} }, context)).toBeUndefined();
  });

  test('that says so itself is not asked after', () => {
    const said = pushedEvent(
      'clientContract.updated',
      contractData({ autopayStatus: 'suspended' }),
    );
    expect(mindbody.normalize(said, {}, context)).toMatchObject({
      type: 'subscription.past_due',
      incomplete: undefined,
      reason: { code: 'autopay.Suspended' },
    });
    expect(mindbody.needs(said, {}).map(({ key }) => key)).toEqual(['client']);
  });

  test('is told of when it begins and ends', () => {
    const data = contractData({ contractId: 3, contractName: 'Supper club' });
    expect(
      mindbody.normalize(pushedEvent('clientContract.created', data), {}, context),
    ).toMatchObject({ type: 'subscription.started', products: [{ id: '3', name: 'Supper club' }] });
    expect(
      mindbody.normalize(pushedEvent('clientContract.cancelled', contractData()), {}, context),
    ).toMatchObject({ type: 'subscription.canceled', subscription: { id: '117' } });
  });
});

test('a sample brings its guest along', () => {
  const { sample } = mindbody;
  const opened = mindbody.split(sample?.('evt_sample_1', 1_795_482_271), EVENING);
  const [raw] = opened?.events ?? [];
  if (!raw) throw new Error('There is no sample');
  expect(mindbody.needs(raw, {})).toEqual([]);
  expect(mindbody.normalize(raw, {}, context)).toMatchObject({
    type: 'payment.failed',
    customer: { name: 'Sample Guest', phone: '+15551234567' },
  });
});

test('what no endpoint was asked for is acknowledged and left out', () => {
  expect(
    mindbody.split({ messageId: 'm', eventId: 'staff.created', eventData: {} }, EVENING),
  ).toEqual({
    events: [],
    rejected: [],
  });
  expect(mindbody.split({ messageId: 'm', eventId: 'client.updated' }, EVENING)).toBeUndefined();
  const [event] =
    mindbody.split({ messageId: 'm', eventId: 'client.updated', eventData: clientData() }, EVENING)
      ?.events ?? [];
  expect(event).toMatchObject({ id: 'm', account: SITE });
});
