import { maskGuest } from '../../../nodes/core/event/maskGuest';

describe('what a channel answers', () => {
  test.each([
    [
      { name: 'Minji Kim' },
      'The number of KIM Minji is not reachable',
      'The number of *** *** is not reachable',
    ],
    [{ name: 'Kim, Minji J.' }, 'J. Kim: no such number', 'J. ***: no such number'],
    [{ name: '김민지' }, '김민지님께 보낼 수 없습니다', '***님께 보낼 수 없습니다'],
    [{ email: 'Minji+bbq@example.com' }, 'minji+bbq@example.com bounced', '*** bounced'],
    [{ phone: '+821055501234' }, "'+821055501234' is not mobile", "'***' is not mobile"],
    [{ name: 'An Lee' }, 'Any answer? Lee has none', 'Any answer? *** has none'],
    [{ name: 'A-*[' }, 'A-*[ is closed', '*** is closed'],
    [{}, 'channel_not_found', 'channel_not_found'],
  ])('does not name the guest %j', (customer, said, kept) => {
    expect(maskGuest(said, customer)).toBe(kept);
  });
});
