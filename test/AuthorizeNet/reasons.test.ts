import { reasonFor } from '../../nodes/core/event/reason';
import { reasons } from '../../nodes/AuthorizeNet/reasons';
import { CODES } from '../fixtures/authorizenet';

test('every published code is explained, and says what to do', () => {
  expect(CODES).toHaveLength(161);
  expect(CODES.filter((code) => !reasons.has(code))).toEqual([]);
  expect(CODES.filter((code) => reasons.get(code)?.category === 'unknown')).toEqual([]);
});

test('besides these only states of transactions are explained', () => {
  const states = [...reasons.keys()].filter((code) => !CODES.includes(code));
  expect(states.toSorted()).toEqual([
    'communicationError',
    'failedReview',
    'generalError',
    'voided',
  ]);
});

test('a code that nobody published stays unknown', () => {
  for (const code of ['1', '999', '02', ' 2', 'two']) {
    expect(reasonFor(reasons, code)).toMatchObject({ code, category: 'unknown' });
  }
});

test.each([
  ['8', 'expired_instrument', 'update_details'],
  ['11', 'duplicate', 'do_not_retry'],
  ['44', 'incorrect_details', 'update_details'],
  ['252', 'suspected_fraud', 'call_customer'],
  ['13', 'configuration', 'fix_configuration'],
])('code %s is %s: %s', (code, category, advice) => {
  expect(reasonFor(reasons, code)).toMatchObject({ category, advice });
});
