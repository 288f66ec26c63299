import { messageOf } from '../../../nodes/core/event/messageOf';

test('says what somebody threw in its own words, whatever it was', () => {
  expect(messageOf(new Error('The till is closed'))).toBe('The till is closed');
  expect(messageOf('The till is closed')).toBe('The till is closed');
});
