import { reasons } from '../../nodes/Toast/reasons';
import { fateOf } from '../../nodes/Toast/statuses';
import statuses from '../fixtures/toast/statuses.json';

describe('every status that Toast publishes', () => {
  test('is a failure with a reason, money, a payment let go, or on its way', () => {
    const failed = statuses.filter((status) => fateOf(status) === 'payment.failed');
    expect([...reasons.keys()].toSorted()).toEqual(failed.toSorted());
    expect(statuses).toHaveLength(13);
    expect(statuses.filter((status) => fateOf(status) === undefined)).toEqual([
      'OPEN',
      'PROCESSING',
      'PROCESSING_VOID',
    ]);
  });

  test.each([...reasons.values()])('$code has a line of its own', (row) => {
    expect(row.source).toMatch(/^https:\/\/doc\.toasttab\.com\//);
    expect(row.meaning).toMatch(/^[A-Z].{15,}[^.]$/);
    expect(row.meaning).not.toMatch(/[A-Z]_[A-Z]/);
    expect(row.category).not.toBe('unknown');
  });

  test('a status that nobody published is no failure', () => {
    for (const status of ['DECLINED_BY_MOON', '', null, undefined, 7, 'denied']) {
      expect(fateOf(status)).toBeUndefined();
    }
  });
});
