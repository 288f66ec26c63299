import { recognises } from '../../nodes/QuickBooks/split';
import { cloudEvent, COMPANY, eventsIn, older, RECEIVED } from '../fixtures/quickbooks';

const names = (body: unknown) => eventsIn(body).map(({ id, type, account }) => [id, type, account]);

describe('a change in the books', () => {
  const change = ['130:invoice:updated:2026-11-24T03:00:12', 'qbo.invoice.updated.v1', COMPANY];

  test('has one name in either writing, so that it is told of once while Intuit moves the app', () => {
    expect(names([cloudEvent('qbo.invoice.updated.v1', '130')])).toEqual([change]);
    expect(names(older('Invoice', 'Update', '130'))).toEqual([change]);
  });

  test.each(['update', 'emailed', 'Updated'])('is one where it is called %s', (operation) => {
    expect(names([cloudEvent(`qbo.invoice.${operation}.v1`, '130')])).toEqual([change]);
    expect(names(older('Invoice', operation, '130'))).toEqual([change]);
  });

  test('keeps what QuickBooks wrote', () => {
    expect(eventsIn(older('Invoice', 'Void', '130'))[0]).toMatchObject({
      gateway: 'quickbooks',
      receivedAt: RECEIVED,
      payload: { id: '130', realmId: COMPANY, operation: 'Void' },
    });
  });

  test('without a time has a name all the same', () => {
    expect(names([cloudEvent('qbo.invoice.updated.v1', '130', { time: 'soon' })])).toEqual([
      ['130:invoice:updated:unknown', 'qbo.invoice.updated.v1', COMPANY],
    ]);
  });
});

test('changes of several companies come in one delivery', () => {
  const other = { intuitaccountid: '77' };
  expect(
    names([
      cloudEvent('qbo.payment.voided.v1', '77'),
      cloudEvent('qbo.payment.created.v1', '78', other),
    ]).map(([, type, account]) => [type, account]),
  ).toEqual([
    ['qbo.payment.voided.v1', COMPANY],
    ['qbo.payment.created.v1', '77'],
  ]);
});

test('suppliers, accounts and merged customers are none of our business', () => {
  const others = [
    'qbo.vendor.created.v1',
    'qbo.customer.merged.v1',
    'qbo.estimate.deleted.v1',
    'x',
  ];
  expect(eventsIn(others.map((type) => cloudEvent(type, '1')))).toEqual([]);
  expect(eventsIn(older('Bill', 'Create', '1'))).toEqual([]);
});

test('what is no delivery of QuickBooks is refused, and what it leaves out is left alone', () => {
  for (const body of [undefined, 'text', {}, [7], [[]], { eventNotifications: {} }]) {
    expect(eventsIn(body)).toEqual([]);
  }
  expect(eventsIn([{}, cloudEvent('qbo.payment.voided.v1', '')])).toEqual([]);
  expect(eventsIn({ eventNotifications: [{}, { dataChangeEvent: { entities: [{}] } }] })).toEqual(
    [],
  );
});

test('it is recognised where it came through another trigger', () => {
  expect(recognises(older('Invoice', 'Update', '130'))).toBe(true);
  expect(recognises(cloudEvent('qbo.invoice.updated.v1', '130'))).toBe(true);
  expect(recognises({ type: 'payment.updated', id: '1' })).toBe(false);
});
