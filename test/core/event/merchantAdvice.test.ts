import { withMerchantAdvice } from '../../../nodes/core/event/merchantAdvice';
import { networkCodes } from '../../../nodes/core/event/networkCodes';
import { reasonFor } from '../../../nodes/core/event/reason';

const AT = '2026-11-20T19:30:00.000Z';
const short = reasonFor(networkCodes, '51');
const stolen = reasonFor(networkCodes, '43');

test.each([
  ['24', '2026-11-20T20:30:00.000Z'],
  ['25', '2026-11-21T19:30:00.000Z'],
  ['26', '2026-11-22T19:30:00.000Z'],
  ['27', '2026-11-24T19:30:00.000Z'],
  ['28', '2026-11-26T19:30:00.000Z'],
  ['29', '2026-11-28T19:30:00.000Z'],
  ['30', '2026-11-30T19:30:00.000Z'],
])('code %s says when a card that was short of money may be tried again', (code, retryAfter) => {
  expect(withMerchantAdvice(short, code, AT)).toEqual({
    ...short,
    advice: 'retry_later',
    hardness: 'soft',
    retryAfter,
  });
});

test.each([
  ['01', 'update_details'],
  ['02', 'retry_later'],
  ['04', 'fix_configuration'],
  ['22', 'fix_configuration'],
  ['40', 'use_other_method'],
  ['41', 'use_other_method'],
])('code %s advises %s, whatever the decline said', (code, advice) => {
  expect(withMerchantAdvice(short, code, AT)).toMatchObject({ category: short.category, advice });
});

test.each(['03', '21'])('code %s forbids every further try', (code) => {
  expect(withMerchantAdvice(short, code, AT)).toMatchObject({
    advice: 'do_not_retry',
    hardness: 'hard',
  });
  expect(withMerchantAdvice(stolen, code, AT)).toEqual(stolen);
});

test('what must not be tried again is never made milder', () => {
  expect(withMerchantAdvice(stolen, '02', AT)).toEqual(stolen);
  expect(withMerchantAdvice(stolen, '24', AT)).toEqual(stolen);
});

test.each([undefined, '', '43', '99', 'constructor'])('code %s changes nothing', (code) => {
  expect(withMerchantAdvice(short, code, AT)).toEqual(short);
});
