import { adyen } from '../../nodes/Adyen/adyen.adapter';
import type { JsonObject } from '../../nodes/core/event/json';
import { maskPayload } from '../../nodes/core/event/mask';
import { paymentEventSchema, type PaymentEvent } from '../../nodes/core/event/paymentEvent';
import type { NormalizeContext } from '../../nodes/core/gateway/context';
import { foldCase } from '../../nodes/core/ledger/case';
import { isGuestReachable } from '../../nodes/core/message/alert';
import { failureForStaff } from '../../nodes/core/message/describe';
import { ACCOUNT, authorised, deliveryOf, later, refused } from '../fixtures/adyen';
import { permutations } from '../fixtures/permutations';

const RECEIVED = '2026-11-20T11:14:35.000Z';

/** What becomes of one item on its way into the ledger. */
function told(item: JsonObject, context: Partial<NormalizeContext> = {}): PaymentEvent | undefined {
  const [raw] = adyen.split(deliveryOf(item), RECEIVED)?.events ?? [];
  if (!raw) throw new Error('That is no event of Adyen’s');
  expect(adyen.needs(raw, {})).toEqual([]);
  const masked = { ...raw, payload: maskPayload(raw.payload) };
  const event = adyen.normalize(masked, {}, { account: 'other', reference: 'payment', ...context });
  return event && paymentEventSchema.parse(event);
}
const facts = (item: JsonObject, context: Partial<NormalizeContext> = {}): PaymentEvent => {
  const event = told(item, context);
  if (!event) throw new Error('Nothing was told');
  return event;
};
const key = (reference: string) => ({ key: `adyen:${ACCOUNT}:${reference}` });

describe('a card refused at table 12', () => {
  test('is told with guest, card, table and reason', () => {
    expect(facts(refused({ reason: 'Expired Card' }))).toEqual({
      schema: 'payment-event/1',
      id: `adyen:${ACCOUNT}:GALBI7TQ2W9Z8X65:AUTHORISATION:false`,
      gateway: 'adyen',
      account: ACCOUNT,
      // The credential is of another.
      connected: true,
      live: true,
      type: 'payment.failed',
      kind: 'charge',
      attempt: key('GALBI7TQ2W9Z8X65'),
      references: [
        { type: 'payment', value: 'GALBI7TQ2W9Z8X65' },
        { type: 'checkout', value: 'order-1042' },
      ],
      occurredAt: '2026-11-20T11:14:33.000Z',
      occurredAtSource: 'gateway',
      receivedAt: RECEIVED,
      late: false,
      amount: { minor: 45000, currency: 'KRW', decimal: '45000' },
      customer: {
        id: 'guest-77',
        name: 'Kim Minji',
        email: 'minji@example.com',
        phone: '+821012345678',
        locale: 'ko-KR',
      },
      instrument: { type: 'card', brand: 'mastercard', last4: '0010', expiry: '2030-03' },
      reason: {
        code: '6',
        message: 'Expired Card',
        category: 'expired_instrument',
        cause: 'instrument',
        hardness: 'hard',
        advice: 'update_details',
      },
      order: { id: 'order-1042', table: '12', location: 'Gangnam' },
      products: [],
      links: {},
    });
  });

  test('with whatever else the checkout gave along', () => {
    const event = facts(
      refused(
        {},
        {
          'metadata.order_id': 'check-88',
          'metadata.order_total': '180000',
          'metadata.payment_failure_case': 'case_1',
          'metadata.payment_link': 'https://pay.bbq-house.kr/88',
          'metadata.product': 'Galbi dinner',
          'metadata.empty': '',
          recurringProcessingModel: 'Subscription',
          alias: 'H167852639363479',
        },
      ),
    );
    expect(event).toMatchObject({
      kind: 'subscription',
      instrument: { fingerprint: 'H167852639363479' },
      order: { id: 'check-88', total: { minor: 180000, currency: 'KRW' } },
      products: [{ name: 'Galbi dinner' }],
      links: { pay: 'https://pay.bbq-house.kr/88' },
    });
    expect(event.references).toEqual([
      { type: 'payment', value: 'GALBI7TQ2W9Z8X65' },
      { type: 'checkout', value: 'order-1042' },
      { type: 'order', value: 'check-88' },
      { type: 'case', value: 'case_1' },
    ]);
  });

  test('or with nothing at all', () => {
    const bare = { eventCode: 'AUTHORISATION', pspReference: 'BARE', success: 'false' };
    expect(facts(bare)).toEqual({
      schema: 'payment-event/1',
      id: 'adyen:other:BARE:AUTHORISATION:false',
      gateway: 'adyen',
      account: 'other',
      live: true,
      type: 'payment.failed',
      kind: 'charge',
      attempt: { key: 'adyen:other:BARE' },
      references: [{ type: 'payment', value: 'BARE' }],
      occurredAt: RECEIVED,
      occurredAtSource: 'received',
      receivedAt: RECEIVED,
      late: false,
      customer: {},
      reason: {
        category: 'unknown',
        cause: 'unknown',
        hardness: 'soft',
        advice: 'call_customer',
      },
      products: [],
      links: {},
    });
  });

  test('is settled by another card for the same reference, told in whatever order', () => {
    const [failure, success] = [facts(refused()), facts(authorised())];
    expect(success.type).toBe('payment.succeeded');
    for (const events of [
      [failure, success],
      [success, failure],
    ]) {
      expect(foldCase(events).state).toMatchObject({ status: 'settled', attempts: 1 });
    }
  });

  test('stays open beside the other shares, where the reference names an order paid in parts', () => {
    const share = (item: JsonObject) => facts(item, { reference: 'order' });
    const events = [
      share(refused()),
      share(authorised()),
      share(authorised({ pspReference: 'SAMGYEOPSAL1234' })),
    ];
    expect(events[0]?.references).toContainEqual({ type: 'order', value: 'order-1042' });
    expect(foldCase(events).state).toMatchObject({ status: 'open' });
  });

  test('tells the same though Adyen writes booleans, and a test as a test', () => {
    const [raw] =
      adyen.split({ ...deliveryOf(refused({ success: false })), live: false }, RECEIVED)?.events ??
      [];
    if (!raw) throw new Error('No event');
    expect(adyen.normalize(raw, {}, { account: ACCOUNT })).toMatchObject({
      live: false,
      type: 'payment.failed',
    });
  });
});

describe('money', () => {
  test.each([
    ['KRW', 45000, 45000, '45000'],
    ['JPY', 4500, 4500, '4500'],
    ['USD', 12800, 12800, '128.00'],
    ['KWD', 12345, 12345, '12.345'],
    ['CLP', 450000, 4500, '4500'],
    ['ISK', 450000, 4500, '4500'],
    ['CVE', 4500, 450000, '4500.00'],
    ['IDR', 4500, 450000, '4500.00'],
  ])(
    'in %s is exact, though Adyen counts some currencies otherwise than ISO',
    (currency, value, minor, decimal) => {
      expect(facts(refused({ amount: { currency, value } })).amount).toEqual({
        minor,
        currency,
        decimal,
      });
    },
  );

  test.each([
    [{ currency: 'ISK', value: 450050 }],
    [{ currency: 'XXX', value: 1 }],
    [{ currency: 'USD', value: 12.5 }],
    [{ value: 1 }],
    [null],
  ])('that cannot be (%j) is none', (amount) => {
    expect(facts(refused({ amount })).amount).toBeUndefined();
  });
});

describe('a card to be saved', () => {
  const nothing = { amount: { currency: 'KRW', value: 0 } };

  test('asks for no money, and meets its own kind alone', () => {
    const refusal = facts(refused({ ...nothing }, { 'metadata.order_id': 'order-1042' }));
    expect(refusal.amount).toBeUndefined();
    expect(refusal.references).toEqual([
      { type: 'setup', value: 'GALBI7TQ2W9Z8X65' },
      { type: 'setup', value: 'order-1042' },
    ]);
    const saved = facts(authorised(nothing));
    expect(foldCase([refusal, saved]).state.status).toBe('settled');
    expect(foldCase([facts(refused()), saved]).state.status).toBe('open');
  });
});

describe('what was authorised', () => {
  const paid = facts(authorised());

  test('and captured is paid once, and stands by itself', () => {
    const captured = facts(later('CAPTURE'));
    expect(captured).toMatchObject({
      type: 'payment.succeeded',
      attempt: key('BULGOGI4N8M3K2J1:capture'),
      references: [{ type: 'payment', value: 'BULGOGI4N8M3K2J1' }],
    });
    // A capture may be given a reference of its own, and says nothing of the order.
    expect(captured.order).toBeUndefined();
    expect(foldCase([facts(refused()), paid, captured]).state).toMatchObject({
      status: 'settled',
      paid: { minor: 45000 },
    });
  });

  test.each(['CAPTURE_FAILED', 'EXPIRE'])('and not collected (%s) is owed again', (code) => {
    const failed = facts(later(code, { reason: 'Capture Failed' }));
    expect(failed).toMatchObject({
      type: 'payment.failed',
      kind: 'charge',
      attempt: key('BULGOGI4N8M3K2J1'),
      reason: { code, message: 'Capture Failed' },
    });
    expect(foldCase([failed, paid]).state).toMatchObject({ status: 'open', attempts: 1 });
    const recaptured = facts(
      later('CAPTURE', {
        eventDate: '2026-11-24T10:00:00+09:00',
        reason: 'Transaction Recaptured',
      }),
    );
    expect(foldCase([failed, paid, recaptured]).state.status).toBe('settled');
  });

  test('and is asked for twice stays paid: Adyen refuses the second request, for nothing is left', () => {
    const reason = 'Insufficient balance on payment';
    const twice = later('CAPTURE', { success: 'false', pspReference: 'TWICE1', reason });
    const heard = [authorised(), later('CAPTURE'), twice].flatMap((item) => told(item) ?? []);
    for (const events of permutations(heard)) {
      expect(foldCase(events).state).toMatchObject({ status: 'clear', paid: { minor: 45000 } });
    }
  });

  test('and could not be asked for is for staff to look at, and no guest pays twice for it', () => {
    const additional = { shopperEmail: 'minji@example.com', cardHolderName: 'Kim Minji' };
    const refusal = later('CAPTURE', { success: 'false', reason: 'Modification not allowed' });
    const event = facts({ ...refusal, additionalData: additional });
    expect(event).toMatchObject({
      type: 'payment.failed',
      attempt: key('BULGOGI4N8M3K2J1'),
      customer: { name: 'Kim Minji' },
      reason: { code: 'CAPTURE', category: 'configuration', advice: 'call_customer' },
    });
    expect(isGuestReachable(event, undefined)).toBe(false);
    expect(foldCase([event, paid]).state.status).toBe('open');
    const asked = later('CAPTURE', { eventDate: '2026-11-22T11:00:00+09:00' });
    expect(foldCase([facts(asked), event, paid]).state.status).toBe('settled');
  });
});

test('a guest who leaves the bank’s page has not paid, until they have', () => {
  const left = facts(
    refused({
      eventCode: 'OFFER_CLOSED',
      paymentMethod: 'ideal',
      pspReference: 'OFFER1',
      success: 'true',
      reason: '',
      additionalData: {},
    }),
  );
  expect(left).toMatchObject({
    type: 'payment.failed',
    attempt: key('OFFER1'),
    instrument: { type: 'ideal' },
    reason: { code: 'OFFER_CLOSED', category: 'canceled', advice: 'call_customer' },
  });
  expect(foldCase([left, facts(authorised())]).state.status).toBe('settled');
});

describe('Adyen’s own retry', () => {
  const process = { 'retry.rescueReference': '8826173525728789' };
  /** At the end of the process, about the payment with which it began; by a reference of its own. */
  const rescue = (change: JsonObject = {}) =>
    later('AUTORESCUE', { originalReference: 'GALBI7TQ2W9Z8X65', ...change }, process);
  const share = (item: JsonObject) => facts(item, { reference: 'order' });
  const total = { 'metadata.order_total': '90000' };
  const declined = () => refused({}, { ...process, ...total, 'retry.rescueScheduled': 'true' });
  const retried = (change: JsonObject = {}) =>
    refused(
      {
        pspReference: 'BULGOGI4N8M3K2J1',
        success: 'true',
        eventDate: '2026-11-22T09:59:00+09:00',
        ...change,
      },
      { ...process, ...total },
    );

  test('settles what it rescues, and says nothing new when it gives up', () => {
    expect(facts(rescue())).toMatchObject({
      type: 'payment.succeeded',
      attempt: key('GALBI7TQ2W9Z8X65'),
      order: { id: 'order-1042' },
    });
    for (const events of permutations([facts(refused()), facts(rescue())])) {
      expect(foldCase(events).state).toMatchObject({ status: 'settled', attempts: 1 });
    }
    expect(told(rescue({ success: 'false' }))).toBeUndefined();
  });

  test('settles the share of a bill that it rescues', () => {
    for (const events of permutations([share(refused()), share(rescue())])) {
      expect(foldCase(events).state).toMatchObject({ status: 'settled', paid: { minor: 45000 } });
    }
  });

  test('of one share of two pays half the bill, however often it is told, and the other half stays owed', () => {
    const again = retried({ pspReference: 'MANDU1', success: 'false', reason: 'Refused' });
    const half = [share(declined()), share(again), share(retried()), share(rescue())];
    for (const events of permutations(half)) {
      expect(foldCase(events).state).toMatchObject({
        status: 'open',
        attempts: 2,
        due: { minor: 90000 },
        paid: { minor: 45000 },
      });
    }
    const other = share(authorised({ pspReference: 'SAMGYEOPSAL1234' }));
    expect(foldCase([...half, other]).state).toMatchObject({
      status: 'settled',
      paid: { minor: 90000 },
    });
  });
});

describe('money given back', () => {
  test.each(['REFUND', 'CANCELLATION', 'CANCEL_OR_REFUND', 'TECHNICAL_CANCEL', 'REFUND_WITH_DATA'])(
    'by %s arrives or does not',
    (code) => {
      expect(facts(later(code))).toMatchObject({
        type: 'refund.succeeded',
        kind: 'refund',
        attempt: key('KIMCHI5R6T7Y8U9I'),
        references: [
          { type: 'refund', value: 'KIMCHI5R6T7Y8U9I' },
          { type: 'payment', value: 'BULGOGI4N8M3K2J1' },
        ],
      });
      expect(facts(later(code, { success: 'false' }))).toMatchObject({
        type: 'refund.failed',
        reason: { code, category: 'processing_error' },
      });
    },
  );

  test.each(['REFUND', 'CANCEL_OR_REFUND'])(
    'and asked for twice (%s) is given back once: the second request finds nothing left',
    (code) => {
      const reason = 'Insufficient balance on payment';
      const twice = later(code, { success: 'false', pspReference: 'TWICE1', reason });
      const heard = [authorised(), later(code), twice].flatMap((item) => told(item) ?? []);
      for (const events of permutations(heard)) {
        expect(foldCase(events).state.status).toBe('clear');
      }
    },
  );

  test('or called off in vain is told, whatever the reason: the guest may still be charged', () => {
    const vain = { success: 'false', reason: 'Insufficient balance on payment' };
    expect(facts(later('CANCELLATION', vain))).toMatchObject({ type: 'refund.failed' });
  });

  test('is for staff to look at where Adyen refused the request, and to be paid another way where the bank did', () => {
    const refusal = facts(later('REFUND', { success: 'false', reason: 'Refund not allowed' }));
    expect(failureForStaff(refusal, { repeat: false, test: false })).toMatch(
      /Why: the refund could not be made \(REFUND\)\.\nWhat to do: Look at the refund at the gateway/,
    );
    const bounced = facts(later('REFUND_FAILED'));
    expect(failureForStaff(bounced, { repeat: false, test: false })).toMatch(
      /cannot take the money \(REFUND_FAILED\)\.\nWhat to do: The guest is still owed this\. Give it back another way\./,
    );
  });

  test.each(['REFUND_FAILED', 'REFUNDED_REVERSED'])(
    'comes back days later (%s), though it had been called done',
    (code) => {
      const done = facts(later('REFUND'));
      const bounced = facts(later(code, { eventDate: '2026-11-25T10:00:00+09:00' }));
      expect(bounced).toMatchObject({ type: 'refund.failed', reason: { code } });
      expect(foldCase([done, bounced]).state.status).toBe('open');
    },
  );

  test('by calling the payment off is neither had nor owed', () => {
    const state = foldCase([facts(authorised()), facts(later('CANCELLATION'))]).state;
    expect(state).toMatchObject({ due: { minor: 0 }, paid: { minor: 0 } });
  });
});

describe('a dispute', () => {
  const details = {
    chargebackReasonCode: ' 4853',
    chargebackSchemeCode: 'mc',
    defendable: 'true',
    defensePeriodEndsAt: '2026-12-31T03:03:07+02:00',
  };
  const OPENING = [
    'REQUEST_FOR_INFORMATION',
    'NOTIFICATION_OF_CHARGEBACK',
    'DISPUTE_OPENED_WITH_CHARGEBACK',
    'CHARGEBACK',
  ];

  test.each(OPENING)('opened by %s says why, and by when to answer', (code) => {
    expect(facts(later(code, {}, details))).toMatchObject({
      type: 'dispute.opened',
      kind: 'dispute',
      attempt: key('KIMCHI5R6T7Y8U9I'),
      order: { id: 'order-1042' },
      references: [
        { type: 'dispute', value: 'KIMCHI5R6T7Y8U9I' },
        { type: 'payment', value: 'BULGOGI4N8M3K2J1' },
      ],
      dispute: { id: 'KIMCHI5R6T7Y8U9I', answerBy: '2026-12-31T01:03:07.000Z' },
      reason: { code, networkCode: '4853', category: 'disputed', advice: 'answer_dispute' },
    });
  });

  test('told by several events is one', () => {
    const keys = OPENING.map((code) => facts(later(code, {}, details)).attempt?.key);
    expect(new Set(keys).size).toBe(1);
    const ids = OPENING.map((code) => facts(later(code, {}, details)).id);
    expect(new Set(ids).size).toBe(OPENING.length);
  });

  test('that cannot be defended asks for no answer', () => {
    const lost = facts(later('CHARGEBACK', {}, { ...details, defendable: 'false' }));
    expect(lost.reason?.advice).toBe('call_customer');
    expect(lost.dispute).toEqual({ id: 'KIMCHI5R6T7Y8U9I' });
  });

  test.each([
    ['CHARGEBACK_REVERSED', 'won'],
    ['PREARBITRATION_WON', 'won'],
    ['ISSUER_RESPONSE_TIMEFRAME_EXPIRED', 'won'],
    ['SECOND_CHARGEBACK', 'lost'],
    ['PREARBITRATION_LOST', 'lost'],
    ['DISPUTE_DEFENSE_PERIOD_ENDED', 'lost'],
  ])('ended by %s is %s', (code, outcome) => {
    const event = facts(later(code, {}, details));
    expect(event).toMatchObject({ type: 'dispute.closed', dispute: { outcome } });
    expect(event.reason?.advice).toBe(outcome === 'lost' ? 'call_customer' : undefined);
  });

  test('that was won may be lost after all, and the later word counts', () => {
    const day = (date: number) => ({ eventDate: `2026-12-0${date}T10:00:00+09:00` });
    const opened = facts(later('CHARGEBACK', day(1), details));
    const won = facts(later('CHARGEBACK_REVERSED', day(2), details));
    const lost = facts(later('SECOND_CHARGEBACK', day(3), details));
    expect(foldCase([opened, won]).state.status).toBe('settled');
    expect(foldCase([lost, won, opened]).state.status).toBe('open');
  });

  test('of a mere question that nobody answered took nothing yet', () => {
    const code = 'DISPUTE_DEFENSE_PERIOD_ENDED';
    expect(told(later(code, {}, { rfiReasonCode: '6305' }))).toBeUndefined();
    expect(facts(later('REQUEST_FOR_INFORMATION', {}, { rfiReasonCode: '6305' }))).toMatchObject({
      reason: { networkCode: '6305' },
    });
  });
});

describe('a bank debit', () => {
  const debit = { paymentMethod: 'sepadirectdebit' };

  test('that the bank returns has failed, by the scheme’s own code', () => {
    const paid = facts(authorised(debit));
    const returned = facts(later('CHARGEBACK', debit, { chargebackReasonCode: 'AM04' }));
    expect(returned).toMatchObject({
      type: 'payment.failed',
      kind: 'bank_debit',
      attempt: key('BULGOGI4N8M3K2J1'),
      instrument: { type: 'sepadirectdebit' },
      reason: { code: 'CHARGEBACK', networkCode: 'AM04', category: 'insufficient_funds' },
    });
    expect(foldCase([returned, paid]).state.status).toBe('open');
    const reversed = facts(
      later('CHARGEBACK_REVERSED', { ...debit, eventDate: '2026-12-01T10:00:00+09:00' }),
    );
    expect(foldCase([returned, paid, reversed]).state.status).toBe('settled');
  });

  test.each([
    ['ach', 'R01', 'insufficient_funds'],
    ['directdebit_GB', '0', 'unknown'],
    ['eftdirectdebit_CA', '901', 'unknown'],
    ['sepadirectdebit', 'made up', 'unknown'],
  ])('by %s, code %s: %s', (paymentMethod, chargebackReasonCode, category) => {
    const event = facts(later('CHARGEBACK', { paymentMethod }, { chargebackReasonCode }));
    expect(event).toMatchObject({
      type: 'payment.failed',
      kind: 'bank_debit',
      reason: { category },
    });
  });

  test('that is lost in the end is no dispute to answer', () => {
    expect(facts(later('SECOND_CHARGEBACK', debit))).toMatchObject({ type: 'payment.failed' });
  });
});

describe('a delivery', () => {
  test('brings what is understood and leaves the rest', () => {
    const batch = deliveryOf(
      refused(),
      later('REPORT_AVAILABLE'),
      later('NOTIFICATION_OF_FRAUD'),
      { eventCode: 'CAPTURE' },
      { pspReference: 'NAMELESS' },
      authorised(),
    );
    const ids = adyen.split(batch, RECEIVED)?.events.map(({ id }) => id);
    expect(ids).toEqual([
      'GALBI7TQ2W9Z8X65:AUTHORISATION:false',
      'BULGOGI4N8M3K2J1:AUTHORISATION:true',
    ]);
  });

  test('sent again tells of the same event, whatever of the unsigned has changed', () => {
    const id = (item: JsonObject) => adyen.split(deliveryOf(item), RECEIVED)?.events[0]?.id;
    expect(id(refused({ eventDate: '2026-11-21T00:00:00+09:00', reason: 'CVC Declined' }))).toBe(
      id(refused()),
    );
  });

  test.each([[null], [[]], ['text'], [{}], [{ notificationItems: {} }]])('%j is none', (body) => {
    expect(adyen.split(body, RECEIVED)).toBeUndefined();
  });

  test('is known by its shape', () => {
    expect(adyen.recognises(deliveryOf(refused()))).toBe(true);
    expect(adyen.recognises({ notificationItems: [{}, 'rubbish'] })).toBe(false);
    expect(adyen.recognises({ id: 'evt_1', object: 'event' })).toBe(false);
  });

  test('leaves no card or account number behind', () => {
    const secret = refused({}, { iban: 'DE89370400440532013000', cvcResult: '1 Matches' });
    expect(JSON.stringify(told(secret))).not.toContain('DE89370400440532013000');
  });
});
