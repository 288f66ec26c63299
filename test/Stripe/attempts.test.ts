import { type PaymentEvent, paymentEventSchema } from '../../nodes/core/event/paymentEvent';
import type { JsonObject } from '../../nodes/core/event/json';
import type { ApiRead } from '../../nodes/core/gateway/apiClient';
import { needs } from '../../nodes/Stripe/needs';
import { normalize } from '../../nodes/Stripe/normalize';
import {
  ACCOUNT,
  declinedCharge,
  declinedIntent,
  EVENING,
  failedInvoice,
  failedSession,
  failedSetup,
  invoicePayment,
  listOf,
  oldFailedInvoice,
  paidInvoice,
  plain,
  rawOf,
  savedSetup,
  stripeEvent,
  succeededCharge,
  succeededIntent,
  US_BANK_ACCOUNT,
  type EventChange,
} from '../fixtures/stripe';

function read(
  type: string,
  about: object,
  fetched: Readonly<Record<string, object>> = {},
  change: EventChange = {},
): PaymentEvent {
  const answers = Object.fromEntries(
    Object.entries(fetched).map(([key, answer]) => [key, plain(answer)]),
  );
  const event = normalize(rawOf(stripeEvent(type, about, change)), answers, { account: ACCOUNT });
  if (!event) throw new Error(`${type} told of nothing`);
  expect(paymentEventSchema.safeParse(event).error).toBeUndefined();
  return event;
}

/** What `needs` asks for, round by round, answered by `answer`. */
function complete(
  type: string,
  about: object,
  answer: (path: string) => object,
  change: EventChange = {},
) {
  const raw = rawOf(stripeEvent(type, about, change));
  let fetched: Record<string, JsonObject> = {};
  const asked: string[] = [];
  for (let round = 0; round < 4; round += 1) {
    const reads = needs(raw, fetched);
    if (reads.length === 0) break;
    for (const one of reads) {
      asked.push(urlOf(one));
      fetched = { ...fetched, [one.key]: plain(answer(one.path)) };
    }
  }
  const event = normalize(raw, fetched, { account: ACCOUNT });
  return { event, asked, left: needs(raw, fetched) };
}

const eventId = (event: PaymentEvent | undefined): string => event?.id.split(':').at(-1) ?? '';

function urlOf({ path, query = {} }: ApiRead): string {
  const search = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => `${name}=${one}`),
  );
  return search.length === 0 ? path : `${path}?${search.join('&')}`;
}

describe('one decline is one attempt, however many events tell of it', () => {
  const charge = declinedCharge({
    charge: 'ch_3BbqClub1',
    intent: 'pi_3BbqClub',
    amount: 4900,
    currency: 'usd',
  });
  const intent = {
    ...declinedIntent({
      charge: 'ch_3BbqClub1',
      intent: 'pi_3BbqClub',
      amount: 4900,
      currency: 'usd',
    }),
    latest_charge: charge,
  };

  test('a card declined at table 12', () => {
    const told = [
      read('payment_intent.payment_failed', declinedIntent()),
      read('charge.failed', declinedCharge()),
    ];
    expect(told.map(({ attempt }) => attempt?.key)).toEqual([
      `stripe:${ACCOUNT}:ch_3BbqTable12a`,
      `stripe:${ACCOUNT}:ch_3BbqTable12a`,
    ]);
    for (const { references } of told) {
      expect(references).toEqual(
        expect.arrayContaining([
          { type: 'payment', value: 'pi_3BbqTable12' },
          { type: 'charge', value: 'ch_3BbqTable12a' },
          { type: 'order', value: 'BBQ-20261122-0012' },
        ]),
      );
    }
  });

  test('a subscription’s renewal, by either generation of the invoice', () => {
    const told = [
      read('payment_intent.payment_failed', { ...intent, latest_charge: 'ch_3BbqClub1' }),
      read('charge.failed', charge),
      read('invoice.payment_failed', oldFailedInvoice()),
      read('invoice.payment_failed', oldFailedInvoice(), { charge }),
      read('invoice.payment_failed', failedInvoice(), {
        invoice_payments: listOf(invoicePayment(intent)),
      }),
    ];
    expect(new Set(told.map(({ attempt }) => attempt?.key))).toEqual(
      new Set([`stripe:${ACCOUNT}:ch_3BbqClub1`]),
    );
    const [, , , old, current] = told;
    for (const event of [old, current]) {
      expect(event).toMatchObject({
        kind: 'subscription',
        reason: { code: 'insufficient_funds', category: 'insufficient_funds', cause: 'funds' },
        amount: { minor: 4900, currency: 'USD' },
        invoice: { id: 'in_1BbqClub', number: 'BBQCLUB-0007' },
        subscription: { id: 'sub_1BbqClub' },
        products: [{ id: 'prod_BbqClub' }],
        nextAttemptAt: '2026-11-25T10:00:00.000Z',
        instrument: { brand: 'visa', last4: '0002', expiry: '2029-05' },
        links: { pay: 'https://invoice.stripe.com/i/acct_1BbqHouse/in_1BbqClub' },
        order: { location: 'Gangnam' },
      });
      expect(event?.incomplete).toBeUndefined();
      expect(event?.references).toEqual(
        expect.arrayContaining([
          { type: 'invoice', value: 'in_1BbqClub' },
          { type: 'payment', value: 'pi_3BbqClub' },
          { type: 'charge', value: 'ch_3BbqClub1' },
        ]),
      );
      // The subscription's order comes back with each invoice: it must not join them.
      expect(event?.references.map(({ type }) => type)).not.toContain('subscription_period');
      expect(event?.references).not.toContainEqual({ type: 'order', value: 'CLUB' });
    }
  });

  test('a second decline of the same payment is a second attempt of the same case', () => {
    const first = read('charge.failed', declinedCharge());
    const second = read('charge.failed', declinedCharge({ charge: 'ch_3BbqTable12z' }));
    expect(second.attempt?.key).not.toBe(first.attempt?.key);
    expect(second.references).toContainEqual(first.references[1]);
  });

  test('a guest who did not confirm was not charged: that is no second telling of the charge before', () => {
    const declined = declinedIntent();
    const error = { ...declined.last_payment_error, charge: undefined };
    const unconfirmed = {
      ...declined,
      last_payment_error: {
        ...error,
        code: 'payment_intent_authentication_failure',
        decline_code: undefined,
      },
    };
    const event = read('payment_intent.payment_failed', unconfirmed);
    expect(event.attempt?.key).toBe(`stripe:${ACCOUNT}:pi_3BbqTable12:pm_1BbqMinji`);
    expect(event.reason?.advice).toBe('authenticate');
    const { payment_method: _, ...nameless } = unconfirmed.last_payment_error;
    const unknown = read('payment_intent.payment_failed', {
      ...unconfirmed,
      last_payment_error: nameless,
    });
    expect(unknown.attempt?.key).toBe(`stripe:${ACCOUNT}:pi_3BbqTable12`);
  });

  test('a guest who did not confirm an invoice’s payment: one try, whichever events tell of it', () => {
    const waiting = {
      id: 'pi_3BbqClub',
      object: 'payment_intent',
      latest_charge: null,
      last_payment_error: null,
      payment_method: 'pm_1BbqMinji',
      status: 'requires_action',
    };
    const failed = {
      ...waiting,
      payment_method: null,
      status: 'requires_payment_method',
      last_payment_error: {
        code: 'payment_intent_authentication_failure',
        payment_method: { id: 'pm_1BbqMinji', object: 'payment_method', type: 'card' },
      },
    };
    const payments = (intent: object) => ({ invoice_payments: listOf(invoicePayment(intent)) });
    const told = [
      read('payment_intent.payment_failed', failed),
      read('invoice.payment_action_required', failedInvoice(), payments(waiting)),
      read('invoice.payment_failed', failedInvoice(), payments(waiting)),
      read('invoice.payment_failed', failedInvoice(), payments(failed)),
    ];
    expect(new Set(told.map(({ attempt }) => attempt?.key))).toEqual(
      new Set([`stripe:${ACCOUNT}:pi_3BbqClub:pm_1BbqMinji`]),
    );
    const other = { ...waiting, payment_method: 'pm_2BbqMinji' };
    expect(
      read('invoice.payment_action_required', failedInvoice(), payments(other)).attempt?.key,
    ).toBe(`stripe:${ACCOUNT}:pi_3BbqClub:pm_2BbqMinji`);
  });

  test('without a charge in the error, the intent’s latest is it', () => {
    const error = { ...declinedIntent().last_payment_error, charge: undefined };
    const event = read('payment_intent.payment_failed', {
      ...declinedIntent(),
      last_payment_error: error,
    });
    expect(event.attempt?.key).toBe(`stripe:${ACCOUNT}:ch_3BbqTable12a`);
  });

  test('every event of an invoice’s try that was never charged counts once', () => {
    const never = invoicePayment({
      id: 'pi_3BbqClub',
      object: 'payment_intent',
      latest_charge: null,
    });
    const fetched = { invoice_payments: listOf(never) };
    const failed = read('invoice.payment_failed', failedInvoice({ attempt: 2 }), fetched);
    const waiting = read('invoice.payment_action_required', failedInvoice({ attempt: 2 }), fetched);
    expect(failed.attempt?.key).toBe(`stripe:${ACCOUNT}:in_1BbqClub:2`);
    expect(waiting.attempt).toEqual(failed.attempt);
    expect(waiting.reason).toMatchObject({
      category: 'authentication_required',
      advice: 'authenticate',
    });
  });

  test('saving a card has attempts of its own', () => {
    expect(read('setup_intent.setup_failed', failedSetup)).toMatchObject({
      attempt: { key: `stripe:${ACCOUNT}:setatt_1BbqReservation` },
      references: [{ type: 'setup', value: 'seti_1BbqReservation' }],
      kind: 'charge',
      amount: undefined,
      order: { reservationId: 'R-78' },
    });
    const event = read(
      'setup_intent.setup_failed',
      { ...failedSetup, latest_attempt: null },
      {},
      { id: 'evt_setup' },
    );
    expect(event.attempt?.key).toBe(`stripe:${ACCOUNT}:evt_setup`);
  });

  test('a card that could not be saved keeps no bill open, and is settled once one is saved', () => {
    const metadata = { ...failedSetup.metadata, order_id: 'BBQ-20261122-0012' };
    const failed = read('setup_intent.setup_failed', { ...failedSetup, metadata });
    const saved = read('setup_intent.succeeded', { ...savedSetup, metadata });
    expect(failed.references).toEqual([{ type: 'setup', value: 'seti_1BbqReservation' }]);
    expect(failed.order?.id).toBe('BBQ-20261122-0012');
    expect(saved).toMatchObject({ type: 'payment.succeeded', references: failed.references });
    expect(saved.amount).toBeUndefined();
    expect(saved.reason).toBeUndefined();
  });

  test('the success that follows is of the same case', () => {
    const charge = read('charge.succeeded', succeededCharge());
    const payment = read('payment_intent.succeeded', succeededIntent());
    expect(charge.attempt).toEqual(payment.attempt);
    expect(payment.references).toContainEqual({ type: 'payment', value: 'pi_3BbqTable12' });
    expect(charge.links.receipt).toBe('https://pay.stripe.com/receipts/payment/ch_3BbqTable12b');
  });
});

describe('the attempt that the event tells of, not the latest', () => {
  const at = (charge: string, created: number, status: 'failed' | 'succeeded') =>
    status === 'failed'
      ? declinedCharge({
          charge,
          created,
          intent: 'pi_3BbqClub',
          code: charge === 'ch_1' ? 'expired_card' : 'do_not_honor',
        })
      : succeededCharge({ charge, created, intent: 'pi_3BbqClub' });
  const first = at('ch_1', EVENING - 5, 'failed');
  const second = at('ch_2', EVENING + 600, 'failed');
  const third = at('ch_3', EVENING + 900, 'succeeded');

  const intentWith = (latest: object) => ({
    id: 'pi_3BbqClub',
    object: 'payment_intent',
    latest_charge: latest,
  });
  const answer = (latest: object) => (path: string) =>
    path === '/v1/charges'
      ? listOf(third, second, first)
      : listOf(invoicePayment(intentWith(latest)));

  test.each([
    ['declined again', second],
    ['paid meanwhile', third],
  ])('the guest has been %s when the event is read', (_, latest) => {
    const { event, asked, left } = complete(
      'invoice.payment_failed',
      failedInvoice(),
      answer(latest),
    );
    expect(asked).toEqual([
      '/v1/invoice_payments?invoice=in_1BbqClub&limit=100&expand[]=data.payment.payment_intent.latest_charge',
      '/v1/charges?payment_intent=pi_3BbqClub&limit=100',
    ]);
    expect(left).toEqual([]);
    expect(event?.attempt?.key).toBe(`stripe:${ACCOUNT}:ch_1`);
    expect(event?.reason?.code).toBe('expired_card');
    expect(event?.incomplete).toBeUndefined();
  });

  test('nothing happened since: one read is enough', () => {
    const { event, asked } = complete('invoice.payment_failed', failedInvoice(), answer(first));
    expect(asked).toHaveLength(1);
    expect(event?.attempt?.key).toBe(`stripe:${ACCOUNT}:ch_1`);
  });

  test('the second event is of the second charge', () => {
    const later = { created: EVENING + 601 };
    const { event } = complete(
      'invoice.payment_failed',
      failedInvoice({ attempt: 2 }),
      answer(second),
      later,
    );
    expect(event?.attempt?.key).toBe(`stripe:${ACCOUNT}:ch_2`);
  });

  test('a card on file was removed: the try days later is not the decline of before', () => {
    const later = { created: EVENING + 3 * 86400 };
    const { event } = complete(
      'invoice.payment_failed',
      failedInvoice({ attempt: 2 }),
      (path) => (path === '/v1/charges' ? listOf(first) : answer(first)(path)),
      later,
    );
    expect(event?.attempt?.key).toBe(`stripe:${ACCOUNT}:in_1BbqClub:2`);
  });

  test('a bank debit fails days after its charge was made', () => {
    const debit = declinedCharge({
      charge: 'py_1',
      intent: 'pi_3BbqDeposit',
      method: US_BANK_ACCOUNT,
      created: EVENING - 4 * 86400,
    });
    const { event, asked } = complete(
      'checkout.session.async_payment_failed',
      failedSession,
      () => ({
        ...intentWith(debit),
        id: 'pi_3BbqDeposit',
      }),
    );
    expect(asked).toEqual(['/v1/payment_intents/pi_3BbqDeposit?expand[]=latest_charge']);
    expect(event).toMatchObject({
      kind: 'bank_debit',
      attempt: { key: `stripe:${ACCOUNT}:py_1` },
      instrument: { type: 'us_bank_account', last4: '6789', bank: 'TEST BANK OF SEOUL' },
      amount: { minor: 20000, currency: 'USD', decimal: '200.00' },
      customer: { email: 'minji.kim@example.com', phone: '+821012345678', locale: 'ko' },
      order: {
        reservationId: 'R-77',
        reservationTime: '2026-11-27T19:00+09:00',
        channel: 'deposit',
      },
    });
    expect(event?.references).toEqual(
      expect.arrayContaining([
        { type: 'checkout', value: 'cs_live_bbqDeposit' },
        { type: 'payment', value: 'pi_3BbqDeposit' },
        { type: 'charge', value: 'py_1' },
      ]),
    );
  });

  test('a bank that waits for the guest did not decline an hour ago for another reason', () => {
    const asking = declinedCharge({
      charge: 'ch_ask',
      intent: 'pi_3BbqClub',
      code: 'authentication_required',
      created: EVENING - 2,
    });
    const key = (latest: object) =>
      complete('invoice.payment_action_required', failedInvoice(), (path) =>
        path === '/v1/charges' ? listOf(latest) : listOf(invoicePayment(intentWith(latest))),
      ).event?.attempt?.key;
    expect(key(asking)).toBe(`stripe:${ACCOUNT}:ch_ask`);
    expect(key(first)).toBe(`stripe:${ACCOUNT}:in_1BbqClub:1`);
  });

  test('a charge of the time before intents', () => {
    const lone = { ...invoicePayment('x'), payment: { type: 'charge', charge: 'ch_old' } };
    const { event, asked } = complete('invoice.payment_failed', failedInvoice(), (path) =>
      path.startsWith('/v1/charges/') ? declinedCharge({ charge: 'ch_old' }) : listOf(lone),
    );
    expect(asked[1]).toBe('/v1/charges/ch_old');
    expect(event?.attempt?.key).toBe(`stripe:${ACCOUNT}:ch_old`);
  });

  test('a paid invoice names its charge and intent', () => {
    const paid = { ...invoicePayment(intentWith(third)), status: 'paid' };
    const { event, asked } = complete(
      'invoice.paid',
      paidInvoice(),
      () => listOf(invoicePayment(intentWith(second), { status: 'canceled' }), paid),
      { created: EVENING + 901 },
    );
    expect(asked).toHaveLength(1);
    expect(event).toMatchObject({
      type: 'invoice.paid',
      attempt: { key: `stripe:${ACCOUNT}:ch_3` },
      amount: { minor: 4900, currency: 'USD' },
      reason: undefined,
    });
  });
});

describe('a guest whom the event does not say how to reach', () => {
  const bare = {
    ...declinedIntent({ intent: 'pi_3BbqClub', metadata: {} }),
    last_payment_error: { code: 'card_declined', charge: 'ch_3BbqClub1' },
  };
  const charge = {
    ...declinedCharge({ charge: 'ch_3BbqClub1', intent: 'pi_3BbqClub', metadata: {} }),
    billing_details: {},
  };
  const customer = {
    id: 'cus_BbqMinji',
    object: 'customer',
    email: 'minji.kim@example.com',
    name: 'Kim Minji',
    phone: '+821012345678',
    preferred_locales: ['ko-KR'],
    // Of all their visits, and so of none.
    metadata: { order_id: 'EVERY-VISIT', location: 'Mapo' },
  };
  const billed = { ...invoicePayment('pi_3BbqClub'), invoice: failedInvoice() };
  const canceled = {
    ...invoicePayment('pi_3BbqClub', { status: 'canceled' }),
    invoice: failedInvoice({ id: 'in_old' }),
  };
  const answer = (path: string) =>
    path.startsWith('/v1/customers/') ? customer : listOf(canceled, billed);
  const CUSTOMER = '/v1/customers/cus_BbqMinji';
  const INVOICE =
    '/v1/invoice_payments?payment[type]=payment_intent&payment[payment_intent]=pi_3BbqClub&expand[]=data.invoice';

  test.each([
    ['payment_intent.payment_failed', bare],
    ['charge.failed', charge],
  ])('%s: customer and invoice are read at once', (type, about) => {
    expect(needs(rawOf(stripeEvent(type, about)), {})).toHaveLength(2);
    const { event, asked, left } = complete(type, about, answer);
    expect(asked).toEqual([CUSTOMER, INVOICE]);
    expect(left).toEqual([]);
    expect(event).toMatchObject({
      kind: 'subscription',
      attempt: { key: `stripe:${ACCOUNT}:ch_3BbqClub1` },
      customer: {
        id: 'cus_BbqMinji',
        name: 'Kim Minji',
        email: 'minji.kim@example.com',
        phone: '+821012345678',
        locale: 'ko-KR',
      },
      invoice: { id: 'in_1BbqClub', number: 'BBQCLUB-0007' },
      subscription: { id: 'sub_1BbqClub' },
      products: [{ id: 'prod_BbqClub' }],
      order: { location: 'Gangnam' },
      links: { pay: 'https://invoice.stripe.com/i/acct_1BbqHouse/in_1BbqClub' },
      incomplete: undefined,
    });
    expect(event?.references).toContainEqual({ type: 'invoice', value: 'in_1BbqClub' });
    expect(event?.references.map(({ type }) => type)).not.toContain('order');
    expect(event?.references).not.toContainEqual({ type: 'invoice', value: 'in_old' });
    expect(paymentEventSchema.safeParse(event).error).toBeUndefined();
  });

  test('is not incomplete before that: what happened is known', () => {
    expect(read('payment_intent.payment_failed', bare).incomplete).toBeUndefined();
    expect(read('charge.failed', charge).incomplete).toBeUndefined();
    const stranger = { ...oldFailedInvoice(), customer_email: null, customer_phone: null };
    const fetched = { charge: declinedCharge({ charge: 'ch_3BbqClub1' }) };
    expect(read('invoice.payment_failed', stranger, fetched).incomplete).toBeUndefined();
  });

  test('what the event itself says wins', () => {
    const about = {
      ...bare,
      metadata: { location: 'Hongdae', product: 'Galbi Club', customer_name: 'Park' },
      receipt_email: 'park@example.com',
    };
    const { event, asked } = complete('payment_intent.payment_failed', about, answer);
    expect(asked).toEqual([INVOICE]);
    expect(event).toMatchObject({
      customer: { email: 'park@example.com' },
      order: { location: 'Hongdae' },
      products: [{ name: 'Galbi Club' }],
      amount: { currency: 'KRW' },
    });
  });

  test('a customer who was deleted, and an intent that pays no invoice, add nothing', () => {
    const { event, left } = complete('payment_intent.payment_failed', bare, (path) =>
      path.startsWith('/v1/customers/') ? { id: 'cus_BbqMinji', deleted: true } : listOf(),
    );
    expect(left).toEqual([]);
    expect(event).toEqual(
      normalize(
        rawOf(stripeEvent('payment_intent.payment_failed', bare, { id: eventId(event) })),
        {},
        {
          account: ACCOUNT,
        },
      ),
    );
  });

  test.each([
    ['your own order', { ...bare, metadata: { order_id: 'BBQ-1' } }],
    ['your own link', { ...bare, metadata: { payment_link: 'https://pay.bbq.example/1' } }],
    ['an intent that said in its day that it pays no invoice', { ...bare, invoice: null }],
  ])('no invoice is looked for: %s', (_, about) => {
    const raw = rawOf(stripeEvent('payment_intent.payment_failed', about));
    expect(needs(raw, {}).map(urlOf)).toEqual([CUSTOMER]);
  });

  test('nobody’s customer is not looked for', () => {
    const raw = rawOf(stripeEvent('payment_intent.payment_failed', { ...bare, customer: null }));
    expect(needs(raw, {}).map(urlOf)).toEqual([INVOICE]);
  });

  test.each(['invoice.payment_failed', 'invoice.payment_action_required', 'invoice.overdue'])(
    '%s without a contact: the customer comes with the first read',
    (type) => {
      const about = {
        ...failedInvoice(),
        customer_email: null,
        customer_name: null,
        customer_phone: null,
      };
      const { event, asked } = complete(type, about, (path) =>
        path.startsWith('/v1/customers/') ? customer : listOf(),
      );
      expect(asked).toEqual([expect.stringContaining('/v1/invoice_payments?invoice='), CUSTOMER]);
      expect(event?.customer.phone).toBe('+821012345678');
    },
  );

  test('for a success nothing more is read', () => {
    const contactless = { customer_email: null, customer_name: null, customer_phone: null };
    for (const [type, about] of [
      ['payment_intent.succeeded', { ...succeededIntent(), metadata: {} }],
      ['charge.succeeded', { ...succeededCharge(), billing_details: {}, metadata: {} }],
      ['invoice.paid', { ...oldFailedInvoice(), ...contactless }],
    ] as const)
      expect(needs(rawOf(stripeEvent(type, about)), {})).toEqual([]);
  });
});

describe('what needs no reading', () => {
  test.each([
    ['payment_intent.payment_failed', declinedIntent()],
    ['charge.failed', declinedCharge()],
    ['payment_intent.succeeded', succeededIntent()],
    ['checkout.session.async_payment_succeeded', failedSession],
    ['setup_intent.setup_failed', failedSetup],
    ['invoice.paid', oldFailedInvoice()],
    ['invoice.overdue', oldFailedInvoice()],
    ['invoice.payment_failed', oldFailedInvoice({ charge: null, intent: null })],
    ['checkout.session.async_payment_failed', { ...failedSession, payment_intent: null }],
  ])('%s', (type, about) => {
    expect(needs(rawOf(stripeEvent(type, about)), {})).toEqual([]);
    expect(read(type, about).incomplete).toBeUndefined();
  });

  test('an invoice that was not read yet says so, and already opens its case', () => {
    const event = read('invoice.payment_failed', failedInvoice());
    expect(event).toMatchObject({
      incomplete: true,
      attempt: { key: `stripe:${ACCOUNT}:in_1BbqClub:1` },
      reason: { category: 'unknown', cause: 'unknown' },
      references: [{ type: 'invoice', value: 'in_1BbqClub' }],
    });
  });

  test('reads for a connected account are made there', () => {
    const raw = rawOf(
      stripeEvent('invoice.payment_failed', failedInvoice(), { account: 'acct_1Busan' }),
    );
    expect(needs(raw, {})).toMatchObject([{ method: 'GET', account: 'acct_1Busan' }]);
    expect(normalize(raw, {}, { account: ACCOUNT })).toMatchObject({
      account: 'acct_1Busan',
      connected: true,
      id: `stripe:acct_1Busan:${raw.id}`,
    });
  });
});
