import { paypal } from '../../nodes/PayPal/paypal.adapter';
import { CARDS } from '../../nodes/PayPal/reasons/cards';
import { SETUP } from '../../nodes/PayPal/reasons/setup';
import { SUBSCRIPTIONS } from '../../nodes/PayPal/reasons/subscriptions';
import { TECHNICAL } from '../../nodes/PayPal/reasons/technical';
import codes from '../fixtures/codes.json';

/** PayPal's codes; that each is explained is tested for all gateways at once. */

test('all 154 processor codes are explained, and no other is called one', () => {
  // The list leaves out what the bank calls approved, which is no reason, and yet comes.
  const published = [...codes.paypal.split(' '), '0000', '1000', '7600'];
  const known = [...CARDS, ...TECHNICAL, ...SETUP].map(({ code }) => code);
  expect(known).toHaveLength(154);
  expect(known.filter((code) => !published.includes(code))).toEqual([]);
  expect(SUBSCRIPTIONS).toHaveLength(8);
});

test.each([
  ['5120', 'insufficient_funds', 'retry_later'],
  ['5400', 'expired_instrument', 'update_details'],
  ['9520', 'lost_or_stolen', 'do_not_retry'],
  ['5650', 'authentication_required', 'authenticate'],
  ['PPNM', 'configuration', 'fix_configuration'],
  ['PAYER_CANNOT_PAY', 'insufficient_funds', 'retry_later'],
  ['dispute.UNAUTHORISED', 'disputed', 'answer_dispute'],
])('%s is %s, and the advice is %s', (code, category, advice) => {
  expect(paypal.reasons.get(code)).toMatchObject({ category, advice });
});
