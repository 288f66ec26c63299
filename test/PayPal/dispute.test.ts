import type { JsonObject } from '../../nodes/core/event/json';
import { paymentEventSchema, type PaymentEvent } from '../../nodes/core/event/paymentEvent';
import type { RawEvent } from '../../nodes/core/event/rawEvent';
import { foldCase, type CaseState } from '../../nodes/core/ledger/case';
import { ipn } from '../../nodes/PayPal/ipn';
import { paypal } from '../../nodes/PayPal/paypal.adapter';
import { capture, dispute, notification, refund, webhook } from '../fixtures/paypal';

/** What becomes of a case whose payment a guest disputes, told by webhooks or by IPN. */

const PAYMENT = '7HB41209KX552101A';
const hour = (hours: number) => `2026-11-21T${String(hours).padStart(2, '0')}:00:00.000Z`;
const california = (hours: number) =>
  `${String(hours - 8).padStart(2, '0')}:00:00 Nov 21, 2026 PST`;

function facts(raw: RawEvent | undefined): PaymentEvent {
  const event = raw && paypal.normalize(raw, {}, { account: 'mWq6ember', reference: 'payment' });
  if (!event) throw new Error('Nothing was told');
  return paymentEventSchema.parse(event);
}
const hook = (hours: number, type: string, resource: JsonObject): PaymentEvent =>
  facts({
    gateway: 'paypal',
    id: `WH-${hours}`,
    type,
    receivedAt: hour(hours),
    payload: { ...webhook(type, resource), create_time: hour(hours) },
  });
const post = (hours: number, fields: Readonly<Record<string, string>>): PaymentEvent =>
  facts(
    ipn.split(
      notification({ payment_type: 'instant', payment_date: california(hours), ...fields }),
      hour(hours),
    )?.events[0],
  );

/** In the order in which it happened, and the other way round. */
function stateOf(...events: readonly PaymentEvent[]): CaseState {
  const { state } = foldCase(events);
  expect(foldCase(events.toReversed()).state).toEqual(state);
  return state;
}

const usd = (minor: number, decimal: string) => ({ minor, currency: 'USD', decimal });
const paid = (hours: number, more: JsonObject = {}) =>
  hook(hours, 'PAYMENT.CAPTURE.COMPLETED', capture({ status: 'COMPLETED', ...more }));
const opened = (hours: number, more: JsonObject = {}) =>
  hook(hours, 'CUSTOMER.DISPUTE.CREATED', dispute(more));
const reversed = (hours: number, value = '186.40') =>
  hook(hours, 'PAYMENT.CAPTURE.REVERSED', refund({ amount: { currency_code: 'USD', value } }));
const resolved = (hours: number, outcome_code: string, more: JsonObject = {}) =>
  hook(
    hours,
    'CUSTOMER.DISPUTE.RESOLVED',
    dispute({ status: 'RESOLVED', dispute_outcome: { outcome_code }, ...more }),
  );

describe('a guest of table 12 disputes the payment', () => {
  test('and loses: the case is settled, though PayPal had taken the money meanwhile', () => {
    const evening = [paid(9), opened(10), reversed(11)];
    expect(stateOf(...evening)).toMatchObject({ status: 'open', paid: usd(0, '0.00') });
    expect(stateOf(...evening, resolved(12, 'RESOLVED_SELLER_FAVOUR'))).toMatchObject({
      status: 'settled',
      paid: usd(18640, '186.40'),
    });
  });

  test('of one of three shares and wins: that share is gone once, and the two others are there', () => {
    const share = (id: string) =>
      paid(9, {
        id,
        invoice_id: undefined,
        supplementary_data: undefined,
        amount: { currency_code: 'USD', value: '50.00' },
        custom_id: '{"order_id":"check-88","order_total":15000}',
      });
    const shares = [PAYMENT, 'SHARE2', 'SHARE3'].map((id) => ({ ...share(id), id }));
    const about = { dispute_amount: { currency_code: 'USD', value: '50.00' } };
    const end = [
      opened(10, about),
      reversed(11, '50.00'),
      resolved(12, 'RESOLVED_BUYER_FAVOUR', about),
    ];
    expect(stateOf(...shares, ...end)).toMatchObject({
      status: 'open',
      due: usd(15000, '150.00'),
      paid: usd(10000, '100.00'),
    });
  });

  test('loses, and goes to the bank: the second dispute wants an answer of its own', () => {
    const second = { dispute_id: 'PP-D-4013' };
    const evening = [paid(9), opened(10), resolved(11, 'RESOLVED_SELLER_FAVOUR')];
    expect(stateOf(...evening).status).toBe('settled');
    const again = [...evening, opened(12, second)];
    expect(stateOf(...again).status).toBe('open');
    expect(stateOf(...again, reversed(13)).status).toBe('open');
    expect(
      stateOf(...again, reversed(13), resolved(14, 'RESOLVED_SELLER_FAVOUR', second)).status,
    ).toBe('settled');
  });

  test('and the shop hears of it by IPN: what was taken back and given back again is settled', () => {
    const settled = post(9, { payment_status: 'Completed' });
    const theCase = post(10, { txn_type: 'new_case', payment_status: '', case_id: 'PP-D-4012' });
    const taken = post(11, {
      payment_status: 'Reversed',
      txn_id: 'R1',
      parent_txn_id: PAYMENT,
      mc_gross: '-186.40',
      reason_code: 'chargeback',
    });
    const given = post(12, {
      payment_status: 'Canceled_Reversal',
      txn_id: 'R2',
      parent_txn_id: PAYMENT,
      reason_code: 'other',
    });
    expect(stateOf(settled, taken).status).toBe('open');
    expect(stateOf(settled, taken, given).status).toBe('settled');
    expect(stateOf(settled, theCase, taken, given)).toMatchObject({
      status: 'settled',
      paid: usd(18640, '186.40'),
    });
  });

  test('and webhooks and IPN both tell of it: it is one dispute', () => {
    const taken = post(11, {
      payment_status: 'Reversed',
      txn_id: '1JU08902781691411',
      parent_txn_id: PAYMENT,
    });
    expect(taken.attempt).toEqual(reversed(11).attempt);
    expect(stateOf(paid(9), opened(10), taken, resolved(12, 'CANCELED_BY_BUYER')).status).toBe(
      'settled',
    );
  });
});
