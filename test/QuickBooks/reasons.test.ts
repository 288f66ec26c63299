import { reasonOf } from '../../nodes/QuickBooks/failure';
import { reasons } from '../../nodes/QuickBooks/reasons';
import { transactionOf } from '../../nodes/QuickBooks/transaction';
import codes from '../fixtures/quickbooks/codes.json';
import { charge } from '../fixtures/quickbooks';

/** What Intuit's SDK lists as states of charges and e-checks in which no money came, and what is done to documents. */
const STATES = ['DECLINED', 'CANCELLED', 'VOIDED', 'RETURNED', 'DISPUTED', 'Void', 'Delete'];

test('every code that is published by itself has a line of its own, and no other', () => {
  expect([...reasons.keys()].toSorted()).toEqual([...codes, ...STATES].toSorted());
});

test.each([...reasons.values()])('$code', (row) => {
  expect(row.source).toMatch(/^https:\/\/(?:developer\.intuit\.com|github\.com\/intuit)\//);
  expect(row.meaning).toMatch(/^[A-Z].{15,}[^.]$/);
  expect(row.category).not.toBe('unknown');
});

test('a code that only falls into a range is unknown, never a guess', () => {
  const errors = [{ code: 'PMT-5999', detail: 'Something about 4242 4242 4242 4242' }];
  const reason = reasonOf(transactionOf({ charge: charge('DECLINED', { errors }) }));
  expect(reason).toMatchObject({ code: 'PMT-5999', category: 'unknown', advice: 'call_customer' });
  expect(reason.message).not.toContain('4242 4242');
});
