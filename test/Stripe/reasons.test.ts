import type Stripe from 'stripe';
import { networkCodes } from '../../nodes/core/event/networkCodes';
import { reasonOfCharge, reasonOfError } from '../../nodes/Stripe/failure';
import { reasons } from '../../nodes/Stripe/reasons';
import { stripe } from '../../nodes/Stripe/stripe.adapter';
import { ADVICE, CATEGORIES } from '../../nodes/core/event/taxonomy';
import { blockedCharge, declinedCharge, declinedIntent, plain } from '../fixtures/stripe';

/** https://docs.stripe.com/declines/codes, https://docs.stripe.com/error-codes: the published names. */
const CARDS =
  'authentication_required authentication_not_handled approve_with_id call_issuer card_not_supported card_velocity_exceeded currency_not_supported do_not_honor do_not_try_again duplicate_transaction expired_card fraudulent generic_decline incorrect_address incorrect_cvc incorrect_number incorrect_pin incorrect_zip insufficient_funds invalid_account invalid_amount invalid_cvc invalid_expiry_month invalid_expiry_year invalid_number invalid_pin issuer_not_available lost_card merchant_blacklist new_account_information_available no_action_taken not_permitted offline_pin_required online_or_offline_pin_required pickup_card pin_try_exceeded processing_error reenter_transaction restricted_card revocation_of_all_authorizations revocation_of_authorization security_violation service_not_allowed stolen_card stop_payment_order testmode_decline transaction_not_allowed try_again_later withdrawal_count_limit_exceeded mobile_device_authentication_required';
const LOCAL =
  'partner_generic_decline invalid_customer_account payment_limit_exceeded invalid_billing_agreement partner_expired_card partner_processing_error partner_insufficient_funds partner_invalid_currency partner_invalid_amount invalid_business_account partner_high_risk_customer compliance_violation payment_disputed invalid_authorization invalid_payment_information partner_payment_not_found expired_payment_information partner_duplicate_transaction recurring_not_supported_by_bank partner_action_not_supported lost_or_stolen_card card_already_activated';
const BANK =
  'account_closed bank_account_declined bank_account_restricted bank_account_unusable no_account debit_not_authorized insufficient_funds refer_to_customer payment_intent_authentication_failure payment_intent_mandate_invalid payment_intent_payment_attempt_failed payment_intent_payment_attempt_expired payment_method_provider_decline payment_method_provider_timeout payment_method_customer_decline sepa_unsupported_account charge_exceeds_source_limit card_decline_rate_limit_exceeded processing_error';
const REFUNDS =
  'lost_or_stolen_card expired_or_canceled_card charge_for_pending_refund_disputed insufficient_funds declined merchant_request unknown';
const DISPUTES =
  'bank_cannot_process check_returned credit_not_processed customer_initiated debit_not_authorized duplicate fraudulent general incorrect_account_details insufficient_funds noncompliant product_not_received product_unacceptable subscription_canceled unrecognized';
const NETWORK =
  '01 02 03 04 05 06 07 12 13 14 15 19 21 25 28 30 39 41 43 46 51 52 53 54 55 57 58 59 61 62 63 64 65 70 75 78 79 82 83 86 91 92 93 94 96 1A 5C 6P 9G N3 N4 N7 Q1 R0 R1 R3 Z3 Z5';

describe('every published code has a line of its own', () => {
  test.each([
    ['cards', CARDS, ''],
    ['local methods', LOCAL, ''],
    ['bank debits', BANK, ''],
    ['refunds', REFUNDS, 'refund.'],
    ['disputes', DISPUTES, 'dispute.'],
  ])('%s', (_, codes, prefix) => {
    const missing = codes.split(' ').filter((code) => !reasons.has(prefix + code));
    expect(missing).toEqual([]);
  });

  test('networks', () => {
    expect([...networkCodes.keys()]).toEqual(NETWORK.split(' '));
    for (const approved of ['00', '10', '85']) expect(networkCodes.has(approved)).toBe(false);
  });

  test.each([...reasons.values(), ...networkCodes.values()])('$code', (row) => {
    expect(CATEGORIES).toContain(row.category);
    expect(ADVICE).toContain(row.advice);
    expect(row.source).toMatch(/^https:\/\/docs\.stripe\.com\//);
    // One plain line: no full stop, no code in it.
    expect(row.meaning).toMatch(/^[A-Z].{15,}[^.]$/);
    expect(row.meaning).not.toMatch(/[a-z]_[a-z]/);
  });

  test('what people must not be told: a lock is no lack of money, and only unknown codes are unknown', () => {
    for (const code of ['pin_try_exceeded', 'card_decline_rate_limit_exceeded']) {
      expect(reasons.get(code)?.category).not.toBe('limit_exceeded');
    }
    const unknown = [...reasons.values()].filter(({ category }) => category === 'unknown');
    expect(unknown.map(({ code }) => code)).toEqual(['refund.unknown']);
  });

  test('nobody who stole a card learns that it is known', () => {
    for (const code of ['lost_card', 'stolen_card', 'fraudulent', 'merchant_blacklist']) {
      expect(reasons.get(code)).toMatchObject({ hardness: 'hard', advice: 'do_not_retry' });
      expect(reasons.get(code)?.meaning).toContain('tell the guest only that it was declined');
    }
  });

  test('the adapter shows them all', () => {
    expect(stripe.reasons).toBe(reasons);
  });
});

describe('which of the things said decides', () => {
  const error = (said: Partial<Stripe.PaymentIntent.LastPaymentError>) =>
    reasonOfError(plain({ code: 'card_declined', ...said }));

  test('Stripe’s advice before every code', () => {
    expect(
      error({ decline_code: 'insufficient_funds', advice_code: 'do_not_try_again' }),
    ).toMatchObject({
      category: 'insufficient_funds',
      advice: 'do_not_retry',
      hardness: 'hard',
    });
    expect(error({ decline_code: 'do_not_honor', advice_code: 'confirm_card_data' }).advice).toBe(
      'update_details',
    );
    expect(error({ decline_code: 'call_issuer', advice_code: 'try_again_later' })).toMatchObject({
      advice: 'retry_later',
      hardness: 'soft',
    });
    expect(error({ decline_code: 'call_issuer', advice_code: 'something_new' }).advice).toBe(
      'contact_bank',
    );
  });

  test('the decline code before the network’s, the network’s before the error’s', () => {
    expect(error({ decline_code: 'expired_card', network_decline_code: '51' })).toMatchObject({
      code: 'expired_card',
      networkCode: '51',
      category: 'expired_instrument',
    });
    expect(error({ decline_code: 'brand_new_code', network_decline_code: '51' })).toMatchObject({
      code: 'brand_new_code',
      category: 'insufficient_funds',
      cause: 'funds',
    });
    expect(error({ network_decline_code: '999' })).toMatchObject({
      code: 'card_declined',
      networkCode: '999',
      category: 'issuer_declined',
    });
  });

  test('a code nobody published is unknown, never a guess', () => {
    expect(error({ code: 'tax_id_invalid' })).toMatchObject({
      code: 'tax_id_invalid',
      category: 'unknown',
      cause: 'unknown',
      advice: 'call_customer',
    });
    for (const code of ['__proto__', 'constructor', 'toString']) {
      const said = plain({ code, decline_code: code, advice_code: code });
      expect(reasonOfError(said).category).toBe('unknown');
    }
  });

  test('intent and charge of one decline say the same', () => {
    const payment = { code: 'lost_card', networkCode: '41', adviceCode: 'do_not_try_again' };
    const { code, ...intent } = reasonOfError(plain(declinedIntent(payment).last_payment_error));
    expect(reasonOfCharge(plain(declinedCharge(payment)))).toEqual({
      code,
      ...intent,
    });
  });

  test.each([
    ['previously_declined_do_not_retry', 'issuer_declined'],
    ['highest_risk_level', 'suspected_fraud'],
    ['rule', 'suspected_fraud'],
    ['some_new_block', 'issuer_declined'],
    [null, 'issuer_declined'],
  ])('what Stripe blocked (%s) is not tried again', (reason, category) => {
    const charge = blockedCharge(reason, { adviceCode: 'try_again_later' });
    expect(reasonOfCharge(plain(charge))).toMatchObject({
      category,
      advice: 'do_not_retry',
      hardness: 'hard',
    });
  });

  test('a card number in the gateway’s words does not get out', () => {
    expect(error({ message: 'Card 4242 4242 4242 4242 is bad' }).message).toBe(
      'Card **** **** **** 4242 is bad',
    );
  });
});
