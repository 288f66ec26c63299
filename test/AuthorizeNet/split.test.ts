import { recognises, split } from '../../nodes/AuthorizeNet/split';
import { notification, payment } from '../fixtures/authorizenet';

const at = '2026-11-23T01:00:02.000Z';

test('a notification is one event, named after itself', () => {
  const body = payment('authcapture.created');
  expect(split(body, at)).toEqual({
    events: [
      {
        gateway: 'authorizenet',
        id: body.notificationId,
        type: 'net.authorize.payment.authcapture.created',
        receivedAt: at,
        payload: body,
      },
    ],
    rejected: [],
  });
  expect(recognises(body)).toBe(true);
});

test('what is about customers, or what only a look may find, is left out', () => {
  for (const type of ['customer.created', 'customer.paymentProfile.updated']) {
    expect(split(notification(type, { id: '348' }), at)?.events).toEqual([]);
  }
  const listed = { ...payment('authcapture.created'), eventType: 'transaction.declined' };
  expect(split(listed, at)?.events).toEqual([]);
  expect(recognises(listed)).toBe(false);
});

test('what is no notification is refused', () => {
  for (const body of [null, [], {}, { notificationId: '1', eventType: 'x' }, { payload: {} }]) {
    expect(split(body, at)).toBeUndefined();
  }
});
