import { reasonFor } from '../../nodes/core/event/reason';
import { reasons } from '../../nodes/Fiserv/reasons';
import { HUB_CODES, IPG_CODES } from '../fixtures/fiserv';

const CODES = [...new Set([...IPG_CODES, ...HUB_CODES])];

test('every published code of either product is explained', () => {
  expect([IPG_CODES.length, HUB_CODES.length]).toEqual([16, 54]);
  expect(CODES.filter((code) => !reasons.has(code))).toEqual([]);
});

test('only approvals say nothing of why a payment failed', () => {
  const silent = CODES.filter((code) => reasons.get(code)?.category === 'unknown');
  expect(silent.toSorted()).toEqual(['00', '000', '002', '043', '044']);
});

test('besides these only approval statuses are explained', () => {
  expect([...reasons.keys()].filter((code) => !CODES.includes(code)).toSorted()).toEqual([
    'DECLINED',
    'PROCESSING_FAILED',
    'VALIDATION_FAILED',
  ]);
});

test('a code that nobody published stays unknown', () => {
  for (const code of ['999', '51', '-5101', ' 05', 'N']) {
    expect(reasonFor(reasons, code)).toMatchObject({ code, category: 'unknown' });
  }
});

test.each([
  ['008', 'insufficient_funds', 'retry_later'],
  ['5101', 'authentication_required', 'authenticate'],
  ['5003', 'duplicate', 'do_not_retry'],
  ['017', 'lost_or_stolen', 'do_not_retry'],
  ['50653', 'configuration', 'fix_configuration'],
])('code %s is %s: %s', (code, category, advice) => {
  expect(reasonFor(reasons, code)).toMatchObject({ category, advice });
});
