import fc from 'fast-check';
import { type JsonObject, isObject } from '../../nodes/core/event/json';
import { maskPayload } from '../../nodes/core/event/mask';
import { paymentEventSchema, type PaymentEvent } from '../../nodes/core/event/paymentEvent';
import { stripeMoney } from '../../nodes/Stripe/amount';
import { EVENTS } from '../../nodes/Stripe/events';
import { METADATA } from '../../nodes/Stripe/metadata';
import { stripe } from '../../nodes/Stripe/stripe.adapter';
import {
  ACCOUNT,
  declinedCharge,
  declinedIntent,
  EVENING,
  failedInvoice,
  failedRefund,
  failedSession,
  failedSetup,
  oldFailedInvoice,
  openDispute,
  paidInvoice,
  paidSession,
  rawOf,
  savedSetup,
  stripeEvent,
  subscription,
  succeededCharge,
  succeededIntent,
  US_BANK_ACCOUNT,
  type EventChange,
} from '../fixtures/stripe';

const context = { account: ACCOUNT };

const read = (type: string, about: object, change: EventChange = {}): PaymentEvent | undefined =>
  stripe.normalize(rawOf(stripeEvent(type, about, change)), {}, context);

/** One of everything that Stripe sends, for both generations of its objects. */
const EVERYTHING: readonly { type: string; about: object; change?: EventChange }[] = [
  { type: 'payment_intent.payment_failed', about: declinedIntent() },
  { type: 'charge.failed', about: declinedCharge() },
  { type: 'invoice.payment_failed', about: failedInvoice() },
  { type: 'invoice.payment_failed', about: oldFailedInvoice() },
  { type: 'invoice.payment_action_required', about: failedInvoice() },
  { type: 'checkout.session.async_payment_failed', about: failedSession },
  { type: 'setup_intent.setup_failed', about: failedSetup },
  { type: 'setup_intent.succeeded', about: savedSetup },
  { type: 'refund.failed', about: failedRefund },
  { type: 'charge.dispute.created', about: openDispute },
  { type: 'charge.dispute.closed', about: { ...openDispute, status: 'lost' } },
  { type: 'payment_intent.succeeded', about: succeededIntent() },
  { type: 'charge.succeeded', about: succeededCharge() },
  { type: 'invoice.paid', about: paidInvoice() },
  { type: 'checkout.session.async_payment_succeeded', about: paidSession },
  { type: 'invoice.overdue', about: failedInvoice() },
  { type: 'invoice.voided', about: { ...failedInvoice(), status: 'void' } },
  {
    type: 'invoice.marked_uncollectible',
    about: { ...failedInvoice(), status: 'uncollectible' },
  },
  {
    type: 'customer.subscription.updated',
    about: subscription('past_due'),
    change: { previous: { status: 'active' } },
  },
  { type: 'customer.subscription.deleted', about: subscription('canceled') },
];

describe('every event', () => {
  test('there is a fixture of each', () => {
    expect(new Set(EVERYTHING.map(({ type }) => type))).toEqual(new Set(Object.keys(EVENTS)));
  });

  test.each(EVERYTHING)('$type', ({ type, about, change }) => {
    const event = read(type, about, change);
    expect(paymentEventSchema.safeParse(event).error).toBeUndefined();
    expect(stripe.eventTypes[type]).toContain(event?.type);
    expect(event?.customer.id ?? event?.customer.email ?? event?.references[0]).toBeDefined();
  });

  test.each(EVERYTHING)('$type, masked, is the same event', ({ type, about, change }) => {
    const raw = rawOf(stripeEvent(type, about, change));
    const masked = { ...raw, payload: maskPayload(raw.payload) };
    expect(JSON.stringify(masked.payload)).not.toContain('NobodyMaySee');
    expect(stripe.normalize(masked, {}, context)).toEqual(stripe.normalize(raw, {}, context));
  });

  test('masked, also where people wrote card numbers', () => {
    const metadata = {
      ...declinedIntent().metadata,
      server: 'Jisoo 4242424242424242',
      table: '4242424242424242',
    };
    const raw = rawOf(
      stripeEvent('payment_intent.payment_failed', { ...declinedIntent(), metadata }),
    );
    const event = stripe.normalize({ ...raw, payload: maskPayload(raw.payload) }, {}, context);
    expect(event).toEqual(stripe.normalize(raw, {}, context));
    expect(JSON.stringify(event)).not.toContain('4242424242424242');
  });
});

describe('money in ISO minor units', () => {
  test.each([
    [128000, 'krw', 128000, '128000'],
    [1200, 'jpy', 1200, '1200'],
    [4250, 'usd', 4250, '42.50'],
    [12340, 'kwd', 12340, '12.340'],
    [150000, 'isk', 1500, '1500'],
    [500, 'ugx', 5, '5'],
    [800, 'mga', 80000, '800.00'],
    [104500, 'huf', 104500, '1045.00'],
    [80045, 'twd', 80045, '800.45'],
  ])('%i %s', (amount, currency, minor, decimal) => {
    expect(read('charge.failed', declinedCharge({ amount, currency }))?.amount).toEqual({
      minor,
      currency: currency.toUpperCase(),
      decimal,
    });
  });

  test('what is no amount is none', () => {
    expect(stripeMoney(150, 'isk')).toBeUndefined();
    expect(stripeMoney('150', 'usd')).toBeUndefined();
    expect(stripeMoney(150, 'xyz')).toBeUndefined();
    expect(stripeMoney(150, null)).toBeUndefined();
  });
});

describe('who, what and where', () => {
  test('a decline at table 12', () => {
    const event = read('payment_intent.payment_failed', declinedIntent({ networkCode: '51' }), {
      id: 'evt_1',
    });
    expect(JSON.parse(JSON.stringify(event))).toEqual({
      schema: 'payment-event/1',
      id: `stripe:${ACCOUNT}:evt_1`,
      gateway: 'stripe',
      account: ACCOUNT,
      live: true,
      type: 'payment.failed',
      kind: 'charge',
      attempt: { key: `stripe:${ACCOUNT}:ch_3BbqTable12a` },
      references: [
        { type: 'payment', value: 'pi_3BbqTable12' },
        { type: 'order', value: 'BBQ-20261122-0012' },
        { type: 'charge', value: 'ch_3BbqTable12a' },
      ],
      occurredAt: '2026-11-22T10:00:00.000Z',
      occurredAtSource: 'gateway',
      receivedAt: '2026-11-22T10:00:02.000Z',
      late: false,
      amount: { minor: 128000, currency: 'KRW', decimal: '128000' },
      customer: {
        id: 'cus_BbqMinji',
        name: 'Kim Minji',
        email: 'minji.kim@example.com',
        phone: '+821012345678',
      },
      instrument: {
        type: 'card',
        brand: 'visa',
        last4: '0002',
        expiry: '2029-05',
        fingerprint: 'bbqFingerprint1',
      },
      reason: {
        code: 'insufficient_funds',
        networkCode: '51',
        message: 'Your card has insufficient funds.',
        category: 'insufficient_funds',
        cause: 'funds',
        hardness: 'soft',
        advice: 'retry_later',
      },
      order: {
        id: 'BBQ-20261122-0012',
        number: '0012',
        table: '12',
        partySize: 4,
        server: 'Jisoo',
        location: 'Gangnam',
        channel: 'dine-in',
      },
      products: [],
      links: { dashboard: `https://dashboard.stripe.com/${ACCOUNT}/payments/pi_3BbqTable12` },
    });
  });

  test('a tip is part of the amount and told apart', () => {
    const tipped = { ...succeededIntent(), amount_details: { tip: { amount: 12000 } } };
    expect(read('payment_intent.succeeded', tipped)).toMatchObject({
      amount: { minor: 128000 },
      tip: { minor: 12000, currency: 'KRW', decimal: '12000' },
    });
    const none = { ...succeededIntent(), amount_details: { tip: {} } };
    expect(read('payment_intent.succeeded', none)?.tip).toBeUndefined();
  });

  test('every key of the metadata arrives', () => {
    const metadata: Record<keyof typeof METADATA, string> = {
      order_id: 'BBQ-1',
      order_number: '1',
      order_total: '512000',
      table: '12',
      party_size: '4',
      server: 'Jisoo',
      location: 'Gangnam',
      reservation_id: 'R-1',
      reservation_time: '2026-11-27T19:00+09:00',
      order_channel: 'dine-in',
      product: 'Galbi for four',
      customer_name: 'Park',
      customer_email: 'park@example.com',
      customer_phone: '+82 10 9999 8888',
      locale: 'ko-KR',
      payment_link: 'https://pay.bbq.example/BBQ-1',
      payment_failure_case: 'case_1',
      payment_failure_status: 'open',
    };
    const bare = { ...declinedIntent(), last_payment_error: { code: 'card_declined' }, metadata };
    const event = read('payment_intent.payment_failed', bare);
    expect(paymentEventSchema.safeParse(event).error).toBeUndefined();
    expect(event).toMatchObject({
      order: {
        id: 'BBQ-1',
        number: '1',
        total: { minor: 512000, currency: 'KRW' },
        table: '12',
        partySize: 4,
        server: 'Jisoo',
        location: 'Gangnam',
        reservationId: 'R-1',
        reservationTime: '2026-11-27T19:00+09:00',
        channel: 'dine-in',
      },
      products: [{ name: 'Galbi for four' }],
      customer: {
        name: 'Park',
        email: 'park@example.com',
        phone: '+821099998888',
        locale: 'ko-KR',
      },
      links: { pay: 'https://pay.bbq.example/BBQ-1' },
    });
    expect(event?.references).toEqual(
      expect.arrayContaining([
        { type: 'order', value: 'BBQ-1' },
        { type: 'case', value: 'case_1' },
      ]),
    );
  });

  test('metadata that make no sense are left out', () => {
    const metadata = {
      party_size: 'four',
      order_total: '12.50',
      order_channel: 'teleport',
      payment_link: 'javascript:alert(1)',
      customer_phone: '010-1234-5678',
    };
    const bare = { ...declinedIntent(), last_payment_error: null, metadata };
    expect(read('payment_intent.payment_failed', bare)).toMatchObject({
      order: undefined,
      customer: { phone: undefined },
      links: { pay: undefined },
    });
  });

  test.each([
    ['+82 10-1234-5678', '+821012345678'],
    ['+1 (555) 010-0199', '+15550100199'],
    ['010-1234-5678', undefined],
    ['+0123456789', undefined],
    ['+82', undefined],
  ])('phone %s', (phone, e164) => {
    const charge = { ...declinedCharge(), billing_details: { phone } };
    expect(read('charge.failed', charge)?.customer.phone).toBe(e164);
  });

  test('in test mode the dashboard link leads to test data', () => {
    const event = read('charge.failed', declinedCharge(), { livemode: false });
    expect(event?.live).toBe(false);
    expect(event?.links.dashboard).toBe(
      `https://dashboard.stripe.com/${ACCOUNT}/test/payments/pi_3BbqTable12`,
    );
  });

  test.each([
    ['us_bank_account', 'bank_debit'],
    ['sepa_debit', 'bank_debit'],
    ['bacs_debit', 'bank_debit'],
    ['acss_debit', 'bank_debit'],
    ['au_becs_debit', 'bank_debit'],
    ['card', 'charge'],
    ['klarna', 'charge'],
  ])('a payment by %s is a %s', (type, kind) => {
    const charge = { ...declinedCharge(), payment_method_details: { type } };
    expect(read('charge.failed', charge)?.kind).toBe(kind);
  });

  test('a debit that went through is known as one, though its intent names only the method', () => {
    const event = read('payment_intent.succeeded', succeededIntent({ method: US_BANK_ACCOUNT }));
    expect(event?.kind).toBe('bank_debit');
  });

  test('an authorization is no payment before it is captured', () => {
    const event = read('charge.succeeded', {
      ...succeededCharge(),
      captured: false,
      amount_captured: 0,
    });
    expect(event).toMatchObject({ type: 'payment.pending', amount: { minor: 128000 } });
  });

  test('an intent of the time when it listed its charges', () => {
    const intent = { ...succeededIntent(), latest_charge: undefined };
    const event = read('payment_intent.succeeded', {
      ...intent,
      charges: { data: [succeededCharge()] },
    });
    expect(event?.attempt?.key).toBe(`stripe:${ACCOUNT}:ch_3BbqTable12b`);
    expect(event?.instrument?.last4).toBe('0002');
  });

  test('a payment that succeeded after a decline shows the card that paid', () => {
    const after = { ...succeededIntent(), last_payment_error: declinedIntent().last_payment_error };
    expect(read('payment_intent.succeeded', after)).toMatchObject({
      reason: undefined,
      instrument: { type: 'card' },
    });
    expect(read('payment_intent.succeeded', after)?.instrument?.last4).toBeUndefined();
  });
});

describe('places where Stripe keeps things', () => {
  test('the guest’s language: Checkout’s, or the customer’s own, but never auto', () => {
    const locale = (about: object) =>
      read('checkout.session.async_payment_succeeded', { ...paidSession, ...about })?.customer
        .locale;
    expect(locale({})).toBe('ko');
    expect(locale({ locale: 'auto' })).toBeUndefined();
    expect(locale({ locale: 'auto', metadata: { locale: 'ko-KR' } })).toBe('ko-KR');
    const customer = { id: 'cus_1', email: 'park@example.com', preferred_locales: ['ko-KR'] };
    expect(locale({ locale: null, customer })).toBe('ko-KR');
  });

  test('a subscription bought in Checkout', () => {
    const about = {
      ...failedSession,
      mode: 'subscription',
      payment_intent: null,
      invoice: 'in_1BbqClub',
      subscription: 'sub_1BbqClub',
    };
    for (const type of [
      'checkout.session.async_payment_failed',
      'checkout.session.async_payment_succeeded',
    ]) {
      expect(read(type, about)).toMatchObject({
        kind: 'subscription',
        subscription: { id: 'sub_1BbqClub' },
      });
      expect(read(type, about)?.references).toContainEqual({
        type: 'invoice',
        value: 'in_1BbqClub',
      });
    }
  });

  test('a charge without an intent has a page of its own', () => {
    const event = read('charge.failed', { ...declinedCharge(), payment_intent: null });
    expect(event?.links.dashboard).toBe(
      `https://dashboard.stripe.com/${ACCOUNT}/payments/ch_3BbqTable12a`,
    );
    const named = stripe.normalize(
      rawOf(stripeEvent('charge.failed', declinedCharge())),
      {},
      { account: 'bbq' },
    );
    expect(named?.links.dashboard).toBe('https://dashboard.stripe.com/payments/pi_3BbqTable12');
  });
});

describe('refunds, disputes, subscriptions', () => {
  test('a refund that came back', () => {
    expect(read('refund.failed', failedRefund)).toMatchObject({
      type: 'refund.failed',
      kind: 'refund',
      attempt: { key: `stripe:${ACCOUNT}:re_3BbqTable12` },
      reason: {
        code: 'expired_or_canceled_card',
        category: 'expired_instrument',
        advice: 'call_customer',
      },
      references: [
        { type: 'refund', value: 're_3BbqTable12' },
        { type: 'payment', value: 'pi_3BbqTable12' },
        { type: 'charge', value: 'ch_3BbqTable12b' },
      ],
    });
  });

  test('a dispute, won or lost', () => {
    expect(read('charge.dispute.created', openDispute)).toMatchObject({
      type: 'dispute.opened',
      kind: 'dispute',
      attempt: { key: `stripe:${ACCOUNT}:du_1BbqTable12` },
      reason: {
        code: 'fraudulent',
        networkCode: '10.4',
        category: 'disputed',
        cause: 'dispute',
        advice: 'answer_dispute',
      },
      references: [
        { type: 'dispute', value: 'du_1BbqTable12' },
        { type: 'payment', value: 'pi_3BbqTable12' },
        { type: 'charge', value: 'ch_3BbqTable12b' },
      ],
      amount: { minor: 128000 },
    });
    expect(read('charge.dispute.created', openDispute)?.dispute).toEqual({
      id: 'du_1BbqTable12',
      answerBy: '2026-11-29T10:00:00.000Z',
    });
    const closed = (status: string) => read('charge.dispute.closed', { ...openDispute, status });
    expect(closed('won')?.dispute?.outcome).toBe('won');
    expect(closed('lost')?.dispute).toEqual({ id: 'du_1BbqTable12', outcome: 'lost' });
    expect(closed('warning_closed')?.dispute?.outcome).toBe('won');
    expect(closed('charge_refunded')?.dispute?.outcome).toBeUndefined();
    expect(closed('warning_closed')?.reason).toBeUndefined();
    expect(closed('won')).toMatchObject({ type: 'dispute.closed' });
    expect(closed('won')?.reason).toBeUndefined();
    expect(closed('lost')?.reason).toMatchObject({ category: 'disputed', advice: 'call_customer' });
  });

  test.each([
    ['active', 'past_due', 'subscription.past_due'],
    ['trialing', 'past_due', 'subscription.past_due'],
    ['past_due', 'active', 'subscription.recovered'],
    ['past_due', 'unpaid', undefined],
    ['trialing', 'active', undefined],
    ['past_due', 'past_due', undefined],
    [undefined, 'past_due', undefined],
  ] as const)('a subscription that was %s and is %s', (before, after, type) => {
    const previous = before === undefined ? { metadata: {} } : { status: before };
    const event = read('customer.subscription.updated', subscription(after), { previous });
    expect(event?.type).toBe(type);
  });

  test('a subscription is known by its latest invoice, not by itself or its order', () => {
    const event = read('customer.subscription.deleted', subscription('canceled'));
    expect(event).toMatchObject({
      type: 'subscription.canceled',
      kind: 'subscription',
      attempt: undefined,
      subscription: { id: 'sub_1BbqClub', status: 'canceled' },
      references: [{ type: 'invoice', value: 'in_1BbqClub' }],
    });
  });

  test('an overdue invoice was tried by nobody', () => {
    const event = read('invoice.overdue', { ...failedInvoice(), due_date: EVENING });
    expect(event).toMatchObject({
      type: 'invoice.overdue',
      attempt: undefined,
      amount: { minor: 4900 },
      invoice: { dueAt: '2026-11-22T10:00:00.000Z' },
    });
  });
});

describe('when', () => {
  const received = (at: string, event = stripeEvent('charge.failed', declinedCharge())) =>
    stripe.normalize(rawOf(event, at), {}, context);

  test('an hour is not late, more is', () => {
    expect(received('2026-11-22T11:00:00.000Z')?.late).toBe(false);
    expect(received('2026-11-22T11:00:01.000Z')?.late).toBe(true);
  });

  test('an event without a time happened when it came', () => {
    const event = { ...stripeEvent('charge.failed', declinedCharge()), created: null };
    expect(received('2026-11-22T11:00:00.000Z', event)).toMatchObject({
      occurredAt: '2026-11-22T11:00:00.000Z',
      occurredAtSource: 'received',
      late: false,
    });
  });
});

describe('deliveries', () => {
  const at = '2026-11-22T10:00:02.000Z';

  test('one delivery is one event', () => {
    const event = stripeEvent('charge.failed', declinedCharge(), { account: 'acct_1Busan' });
    expect(stripe.split(event, at)).toEqual({
      events: [
        {
          gateway: 'stripe',
          id: event.id,
          type: 'charge.failed',
          account: 'acct_1Busan',
          receivedAt: at,
          payload: event,
        },
      ],
      rejected: [],
    });
    expect(stripe.recognises(event)).toBe(true);
  });

  test('what was not asked for is acknowledged and ignored', () => {
    const none = { events: [], rejected: [] };
    expect(stripe.split(stripeEvent('customer.created', { id: 'cus_1' }), at)).toEqual(none);
    expect(stripe.split(stripeEvent('constructor', { id: 'cus_1' }), at)).toEqual(none);
    const thin = {
      id: 'evt_thin',
      object: 'v2.core.event',
      type: 'v1.billing.meter.error_report_triggered',
    };
    expect(stripe.split(thin, at)).toEqual(none);
    expect(stripe.recognises(thin)).toBe(false);
  });

  test.each([
    [undefined],
    [null],
    ['event'],
    [[]],
    [{}],
    [{ id: 'evt_1', object: 'event', type: 'charge.failed' }],
    [{ id: 'evt_1', object: 'event', type: 'charge.failed', data: { object: [] } }],
    [{ id: 7, object: 'event', type: 'charge.failed', data: { object: {} } }],
    [{ id: 'evt_1', object: 'charge', type: 'charge.failed', data: { object: {} } }],
  ])('malformed: %j', (body) => {
    expect(stripe.split(body, at)).toBeUndefined();
    expect(stripe.recognises(isObject(body) ? body : {})).toBe(false);
  });
});

describe('nothing that Stripe or anybody sends makes it raise', () => {
  const receivedAt = '2026-11-22T10:00:02.000Z';
  const types = fc.constantFrom(...Object.keys(EVENTS), 'customer.created', '__proto__');
  const fetched = (value: JsonObject) => ({
    invoice_payments: value,
    payment_intent: value,
    charge: value,
    charges: value,
    customer: value,
    invoices_of_intent: value,
  });

  const holds = (type: string, payload: JsonObject, answer: JsonObject) => {
    const raw = { gateway: 'stripe', id: 'evt_1', type, receivedAt, payload };
    for (const read of [{}, fetched(answer)]) {
      stripe.needs(raw, read);
      const event = stripe.normalize(raw, read, context);
      if (event) expect(paymentEventSchema.safeParse(event).error).toBeUndefined();
    }
  };
  const asObject = (value: unknown): JsonObject => (isObject(value) ? value : {});

  test('arbitrary JSON', () => {
    fc.assert(
      fc.property(types, fc.jsonValue(), fc.jsonValue(), (type, about, answer) => {
        holds(type, { data: { object: asObject(about) } }, asObject(answer));
        holds(type, asObject(about), asObject(answer));
      }),
      { numRuns: 500 },
    );
  });

  test('real events with any value anywhere', () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(
        '',
        'x',
        -1,
        1e300,
        4e15,
        [],
        [null],
        {},
        [[]],
        { id: '' },
        { data: 7 },
        { data: [null, 1] },
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...EVERYTHING),
        fc.infiniteStream(fc.tuple(fc.integer({ min: 0, max: 11 }), anything)),
        ({ type, about, change }, noise) => {
          const spoil = (_: string, value: unknown): unknown => {
            const drawn = noise.next();
            if (drawn.done === true) return value;
            const [die, other] = drawn.value;
            return die === 7 ? other : value;
          };
          const payload: unknown = JSON.parse(
            JSON.stringify(stripeEvent(type, about, change)),
            spoil,
          );
          holds(type, asObject(payload), asObject(asObject(payload).data));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
