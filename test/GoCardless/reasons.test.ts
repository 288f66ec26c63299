import { object } from '../../nodes/core/event/json';
import { paymentEventSchema } from '../../nodes/core/event/paymentEvent';
import { reasonOf } from '../../nodes/GoCardless/failure';
import { goCardless } from '../../nodes/GoCardless/goCardless.adapter';
import { reasons } from '../../nodes/GoCardless/reasons';
import { ACCOUNT, bank, event, rawOf } from '../fixtures/gocardless';
import { CAUSES } from '../fixtures/gocardless/codes';

const of = (...said: Parameters<typeof bank>) => reasonOf(event('payments.failed', bank(...said)));

test('every published cause has a line of its own, in plain words', () => {
  expect([...reasons.keys()].toSorted()).toEqual(CAUSES.split(' ').toSorted());
  for (const { meaning, source } of reasons.values()) {
    expect(meaning).toMatch(/^[A-Z].{15,}[^.]$/);
    expect(meaning).not.toMatch(/[a-z]_[a-z]|mandate/);
    expect(source).toMatch(/^https:\/\/developer\.gocardless\.com\//);
  }
});

test('only the cause that says nothing is unknown, and those that nobody published', () => {
  const unknown = [...reasons.values()].filter(({ category }) => category === 'unknown');
  expect(unknown.map(({ code }) => code)).toEqual(['other']);
  for (const cause of ['something_new', 'constructor', '__proto__']) {
    expect(of(cause, 'bacs', 'ARUDD-Z')).toMatchObject({ code: cause, category: 'unknown' });
  }
  expect(reasonOf(event('payments.failed', { details: {} }))).toMatchObject({
    category: 'unknown',
  });
});

test.each([
  // GoCardless puts a death under a closed account, and a refusal under a lack of money.
  ['bank_account_closed', 'bacs', 'ARUDD-2', 'closed_account', 'do_not_retry'],
  ['bank_account_closed', 'sepa_core', 'MD07', 'closed_account', 'do_not_retry'],
  ['bank_account_closed', 'ach', 'ACH_RETURN-R15', 'closed_account', 'do_not_retry'],
  ['refer_to_payer', 'sepa_core', 'MS02', 'disputed', 'call_customer'],
  ['other', 'bacs', 'ARUDD-6', 'mandate_problem', 'update_details'],
  ['refer_to_payer', 'ach', 'ACH_RETURN-R01', 'insufficient_funds', 'retry_later'],
  ['mandate_cancelled', 'bacs', 'ADDACS-0', 'mandate_problem', 'update_details'],
  ['authorisation_disputed', 'bacs', 'DDICA-5', 'disputed', 'do_not_retry'],
] as const)(
  'the bank’s own code tells more than %s: %s %s',
  (cause, scheme, code, category, advice) => {
    expect(of(cause, scheme, code)).toMatchObject({ code: cause, category, advice });
  },
);

test('codes of other schemes are kept, and read as GoCardless reads them', () => {
  expect(of('refer_to_payer', 'becs', '6')).toMatchObject({
    networkCode: '6',
    category: 'issuer_declined',
    advice: 'retry_later',
  });
  expect(of('invalid_bank_details', 'sepa_core', 'BE06')).toMatchObject({
    networkCode: 'BE06',
    category: 'incorrect_details',
  });
});

test.each(['constructor', '__proto__', 'something_new'])(
  'a debit returned through a scheme that nobody has heard of (%s) is told all the same',
  (scheme) => {
    const told = event('payments.failed', bank('insufficient_funds', 'sepa_core', 'AM04'));
    const one = { ...told, details: { ...object(told.details), scheme } };
    expect(reasonOf(one)).toMatchObject({ networkCode: 'AM04', category: 'insufficient_funds' });
    const normalized = goCardless.normalize(rawOf(one), {}, { account: ACCOUNT });
    expect(paymentEventSchema.parse(normalized).instrument).toEqual({ type: scheme });
  },
);

test('a code is kept as the library looks it up', () => {
  expect(of('refer_to_payer', 'ach', 'ACH_RETURN-R01').networkCode).toBe('R01');
  expect(of('refer_to_payer', 'ach', 'R01').networkCode).toBe('R01');
  expect(of('refer_to_payer', 'bacs', 'ARUDD-0').networkCode).toBe('ARUDD-0');
});
