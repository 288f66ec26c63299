import { eventTypesOf } from '../../../nodes/core/gateway/eventTypesOf';
import { envelopeOf, transactionOf } from '../../../nodes/core/gateway/envelope';
import { several } from '../../../nodes/core/gateway/several';

const event = {
  gateway: 'hwaro',
  id: 'evt_1',
  type: 'charge.declined',
  receivedAt: '2026-11-20T19:30:00.000Z',
  payload: {},
};

describe('what an event is called, and when it was', () => {
  test('by its gateway, its account and its own id; its attempt by the transaction', () => {
    expect(envelopeOf(event, { account: 'mapo' }, 'tx_1', '2026-11-20T18:00:00.000Z')).toEqual({
      schema: 'payment-event/1',
      id: 'hwaro:mapo:evt_1',
      gateway: 'hwaro',
      account: 'mapo',
      connected: undefined,
      attempt: { key: 'hwaro:mapo:tx_1' },
      occurredAt: '2026-11-20T18:00:00.000Z',
      occurredAtSource: 'gateway',
      receivedAt: event.receivedAt,
      late: true,
    });
  });

  test('an account that the event names itself is connected to the credential’s', () => {
    const ofAnother = { ...event, account: 'hongdae' };
    expect(envelopeOf(ofAnother, { account: 'mapo' }, undefined, undefined)).toMatchObject({
      id: 'hwaro:hongdae:evt_1',
      account: 'hongdae',
      connected: true,
      attempt: undefined,
    });
    expect(
      envelopeOf(ofAnother, { account: 'hongdae' }, undefined, undefined).connected,
    ).toBeUndefined();
  });

  test('only a failed payment is an attempt without a transaction', () => {
    expect(transactionOf({ type: 'payment.failed', transaction: 'tx_1' }, event)).toBe('tx_1');
    expect(transactionOf({ type: 'payment.failed' }, event)).toBe('evt_1');
    expect(transactionOf({ type: 'payment.succeeded' }, event)).toBeUndefined();
  });
});

test('keys are written one after the other, by commas or blanks', () => {
  expect(several(' old, new\nnewest,')).toEqual(['old', 'new', 'newest']);
  expect(several('')).toEqual([]);
  expect(several(undefined)).toEqual([]);
});

test('what events can become stands in the table that says how they are read', () => {
  const table = {
    'charge.declined': { becomes: ['payment.failed'], read: () => undefined },
  } as const;
  expect(eventTypesOf(table)).toEqual({ 'charge.declined': ['payment.failed'] });
});
