import { mindbody } from '../../nodes/Mindbody/mindbody.adapter';
import { reasons } from '../../nodes/Mindbody/reasons';
import {
  AUTOPAY_STATUSES,
  CLIENT_STATUSES,
  context,
  listedEvent,
  transaction,
  TRANSACTION_STATUSES,
} from '../fixtures/mindbody';

test('every state that says that money does not come in has a line of its own', () => {
  const bad = [
    ...TRANSACTION_STATUSES.failed,
    ...CLIENT_STATUSES.filter((status) => status === 'Declined').map((one) => `client.${one}`),
    ...AUTOPAY_STATUSES.filter((status) => status === 'Suspended').map((one) => `autopay.${one}`),
  ];
  for (const code of bad) expect(reasons.has(code)).toBe(true);
});

test.each([...reasons.values()])('$code', (row) => {
  expect(row.source).toMatch(/^https:\/\/developers\.mindbodyonline\.com\//);
  // One plain line: no full stop.
  expect(row.meaning).toMatch(/^[A-Z].{15,}[^.]$/);
});

test('nothing is guessed: Mindbody says that it was declined, not why', () => {
  for (const Status of ['Declined', 'Rejected', 'Returned']) {
    const raw = listedEvent('transaction.declined', transaction({ Status }));
    expect(mindbody.normalize(raw, {}, context)?.reason).toMatchObject({
      code: Status,
      category: 'issuer_declined',
      hardness: 'soft',
    });
  }
});
