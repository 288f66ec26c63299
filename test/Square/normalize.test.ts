import type { JsonObject } from '../../nodes/core/event/json';
import { maskPayload } from '../../nodes/core/event/mask';
import { paymentEventSchema, type PaymentEvent } from '../../nodes/core/event/paymentEvent';
import type { ApiRead } from '../../nodes/core/gateway/apiClient';
import { foldCase } from '../../nodes/core/ledger/case';
import { EVENTS, LISTED } from '../../nodes/Square/events';
import { needs } from '../../nodes/Square/needs';
import { METADATA } from '../../nodes/Square/orderDetails';
import { square } from '../../nodes/Square/square.adapter';
import {
  bankPayment,
  CUSTOMER,
  dispute,
  EVENING,
  invoice,
  LOCATION,
  MERCHANT,
  ORDER,
  order,
  orderTold,
  payment,
  PLACE,
  rawOf,
  refund,
  squareEvent,
} from '../fixtures/square';

const context = { account: MERCHANT, live: true };
type Answers = Readonly<Record<string, JsonObject>>;

function read(
  type: string,
  about: object,
  fetched: Answers = {},
  change: JsonObject = {},
): PaymentEvent | undefined {
  const event = square.normalize(rawOf(squareEvent(type, about, change)), fetched, context);
  if (event) expect(paymentEventSchema.safeParse(event).error).toBeUndefined();
  return event;
}

const known = { order: { order: order() }, location: { location: PLACE } };
const plain = (event: PaymentEvent | undefined): unknown => JSON.parse(JSON.stringify(event));

describe('every event', () => {
  const EVERYTHING: readonly (readonly [type: string, about: JsonObject, becomes: string])[] = [
    ['payment.created', payment(), 'payment.failed'],
    ['payment.updated', payment({ status: 'COMPLETED' }), 'payment.succeeded'],
    ['payment.updated', payment({ status: 'APPROVED' }), 'payment.pending'],
    ['payment.updated', payment({ status: 'PENDING' }), 'payment.pending'],
    ['payment.updated', bankPayment(), 'payment.failed'],
    ['payment.listed', payment(), 'payment.failed'],
    ['refund.created', refund('FAILED'), 'refund.failed'],
    ['refund.updated', refund('REJECTED'), 'refund.failed'],
    ['refund.updated', refund('COMPLETED'), 'refund.succeeded'],
    ['refund.listed', refund('FAILED'), 'refund.failed'],
    ['invoice.published', invoice('UNPAID'), 'invoice.issued'],
    ['invoice.scheduled_charge_failed', invoice('UNPAID'), 'payment.failed'],
    ['invoice.payment_made', invoice('PAID'), 'invoice.paid'],
    ['invoice.canceled', invoice('CANCELED'), 'invoice.voided'],
    ['dispute.created', dispute('EVIDENCE_REQUIRED'), 'dispute.opened'],
    ['dispute.created', dispute('INQUIRY_EVIDENCE_REQUIRED'), 'dispute.opened'],
    ['dispute.state.updated', dispute('EVIDENCE_REQUIRED'), 'dispute.opened'],
    ['dispute.state.updated', dispute('WON'), 'dispute.closed'],
    ['dispute.state.updated', dispute('INQUIRY_CLOSED'), 'dispute.closed'],
    ['dispute.state.updated', dispute('LOST'), 'dispute.closed'],
    ['dispute.state.updated', dispute('ACCEPTED'), 'dispute.closed'],
    ['order.created', orderTold('OPEN'), 'order.submitted'],
    ['order.updated', orderTold('OPEN'), 'order.submitted'],
    ['order.updated', orderTold('COMPLETED'), 'order.submitted'],
    ['order.updated', orderTold('CANCELED'), 'order.canceled'],
  ];
  const listed: readonly string[] = Object.values(LISTED);
  const raw = (type: string, about: JsonObject) => ({
    ...rawOf(squareEvent(listed.includes(type) ? `${type.split('.')[0]}.updated` : type, about)),
    type,
  });

  test('there is a fixture of each', () => {
    expect(new Set(EVERYTHING.map(([type]) => type))).toEqual(new Set(Object.keys(EVENTS)));
  });

  test.each(EVERYTHING)('%s becomes, masked or not, the same', (type, about, becomes) => {
    const event = raw(type, about);
    const normalized = square.normalize(event, {}, context);
    expect(paymentEventSchema.safeParse(normalized).error).toBeUndefined();
    expect(normalized?.type).toBe(becomes);
    expect(normalized?.references.length).toBeGreaterThan(0);
    const masked = { ...event, payload: maskPayload(event.payload) };
    expect(square.normalize(masked, {}, context)).toEqual(normalized);
    expect(JSON.stringify(masked)).not.toContain('011000015');
  });

  test.each([
    ['payment.updated', payment({ status: 'SOMETHING_NEW' })],
    ['refund.updated', refund('PENDING')],
    ['invoice.payment_made', invoice('PARTIALLY_PAID')],
    ['invoice.payment_made', invoice('PAYMENT_PENDING')],
    ['dispute.state.updated', dispute('PROCESSING')],
    ['order.created', orderTold('DRAFT')],
    ['order.updated', orderTold('DRAFT')],
  ])('%s tells of nothing yet', (type, about) => {
    expect(read(type, about)).toBeUndefined();
    expect(needs(rawOf(squareEvent(type, about)), {})).toEqual([]);
  });
});

describe('a card declined at table 12', () => {
  test('with all that Square knows', () => {
    const event = read(
      'payment.updated',
      payment(),
      { ...known, customer: { customer: CUSTOMER } },
      { event_id: 'evening-1' },
    );
    expect(plain(event)).toEqual({
      schema: 'payment-event/1',
      id: `square:${MERCHANT}:evening-1`,
      gateway: 'square',
      account: MERCHANT,
      live: true,
      type: 'payment.failed',
      kind: 'charge',
      attempt: { key: `square:${MERCHANT}:PayBbqTable12a` },
      references: [
        { type: 'payment', value: 'PayBbqTable12a' },
        { type: 'order', value: ORDER },
      ],
      occurredAt: '2026-11-22T10:00:00.000Z',
      occurredAtSource: 'gateway',
      receivedAt: '2026-11-22T10:00:02.000Z',
      late: false,
      amount: { minor: 128000, currency: 'KRW', decimal: '128000' },
      customer: {
        id: 'CusBbqMinji',
        name: 'Minji Kim',
        email: 'minji.kim@example.com',
        phone: '+821012345678',
      },
      instrument: {
        type: 'card',
        brand: 'visa',
        last4: '0002',
        expiry: '2029-05',
        fingerprint: 'sq-1-bbqFingerprint',
      },
      reason: {
        code: 'INSUFFICIENT_FUNDS',
        message: 'Not enough money on the card.',
        category: 'insufficient_funds',
        cause: 'funds',
        hardness: 'soft',
        advice: 'retry_later',
      },
      order: {
        id: ORDER,
        number: 'bbq-1012',
        table: '12',
        location: 'Gangnam',
        total: { minor: 128000, currency: 'KRW', decimal: '128000' },
      },
      products: [{ id: 'ItemGalbi', name: 'Galbi for four' }],
      links: {},
    });
  });

  test('created and updated tell of one attempt, the next card of another, and paying settles both', () => {
    const first = read('payment.created', payment(), known);
    const again = read('payment.updated', payment(), known);
    const second = read('payment.updated', payment({ id: 'PayBbqTable12b' }), known);
    const paid = read('payment.updated', payment({ id: 'PayBbqTable12c', status: 'COMPLETED' }));
    const events = [first, again, second, paid].flatMap((event) => event ?? []);
    expect(new Set(events.slice(0, 3).map(({ attempt }) => attempt?.key)).size).toBe(2);
    expect(foldCase(events).state).toMatchObject({ status: 'settled', attempts: 2 });
  });

  test('a share of the bill that is paid leaves it open, and a tip pays for no food', () => {
    const failed = read('payment.updated', payment({ total: 64000 }), known);
    const share = { id: 'PayShare', status: 'COMPLETED' };
    const tipped = read('payment.updated', payment({ ...share, total: 74000, tip: 10000 }));
    expect(tipped).toMatchObject({ amount: { minor: 74000 }, tip: { minor: 10000 } });
    const rest = read('payment.updated', payment({ ...share, id: 'PayRest', total: 64000 }));
    const open = [failed, tipped].flatMap((event) => event ?? []);
    expect(foldCase(open).state.status).toBe('open');
    expect(foldCase([...open, ...(rest ? [rest] : [])]).state.status).toBe('settled');
  });

  test('the same payment, pushed and listed, is one attempt', () => {
    const raw = rawOf(squareEvent('payment.updated', payment()));
    const listed = square.normalize({ ...raw, type: LISTED.payment, id: 'x' }, {}, context);
    expect(listed?.attempt).toEqual(square.normalize(raw, {}, context)?.attempt);
    const paid = { ...rawOf(squareEvent('payment.updated', payment({ status: 'COMPLETED' }))) };
    expect(square.normalize({ ...paid, type: LISTED.payment }, {}, context)).toBeUndefined();
    const back = { ...rawOf(squareEvent('refund.updated', refund('COMPLETED'))) };
    expect(square.normalize({ ...back, type: LISTED.refund }, {}, context)).toBeUndefined();
  });
});

describe('a hold on a card', () => {
  const canceled = (change: JsonObject) =>
    read('payment.updated', payment({ status: 'CANCELED', delay_action: 'CANCEL', ...change }));

  test('that somebody let go is no failure: the open tab was paid in cash', () => {
    expect(canceled({ delayed_until: '2026-11-29T10:00:00Z' })).toBeUndefined();
    expect(canceled({})).toBeUndefined();
  });

  test('that ran out is one', () => {
    expect(canceled({ delayed_until: '2026-11-22T09:59:59Z' })).toMatchObject({
      type: 'payment.failed',
      reason: { code: 'DELAYED_TRANSACTION_EXPIRED', category: 'canceled' },
    });
  });

  test('that was let go because something went wrong is one, too', () => {
    const errors = [{ code: 'CARD_EXPIRED', detail: 'Expired.' }];
    expect(canceled({ card_details: { status: 'VOIDED', errors } })).toMatchObject({
      type: 'payment.failed',
      reason: { code: 'CARD_EXPIRED' },
    });
  });
});

describe('what was paid with', () => {
  test('a bank account', () => {
    expect(read('payment.updated', bankPayment())).toMatchObject({
      kind: 'bank_debit',
      amount: { minor: 4900, currency: 'USD', decimal: '49.00' },
      instrument: {
        type: 'bank_account',
        bank: 'Citizens Bank',
        last4: '0001',
        fingerprint: 'bankBbqFingerprint',
      },
      reason: { code: 'BUYER_REFUSED_PAYMENT', category: 'mandate_problem' },
    });
  });

  test('a wallet', () => {
    const wallet = { status: 'FAILED', brand: 'CASH_APP', errors: [{ code: 'GENERIC_DECLINE' }] };
    const about = payment({ source_type: 'WALLET', card_details: null, wallet_details: wallet });
    expect(read('payment.updated', about)).toMatchObject({
      instrument: { type: 'wallet', brand: 'cash app' },
      reason: { code: 'GENERIC_DECLINE' },
    });
    expect(read('payment.updated', payment({ source_type: null }))?.instrument).toBeUndefined();
  });

  test.each([
    [128000, 'KRW', '128000'],
    [1200, 'JPY', '1200'],
    [4250, 'USD', '42.50'],
    [12340, 'KWD', '12.340'],
  ])('money of any currency: %i %s', (amount, currency, decimal) => {
    const about = payment({ total_money: { amount, currency } });
    expect(read('payment.updated', about)?.amount).toEqual({ minor: amount, currency, decimal });
  });

  test('what is no amount is none', () => {
    const about = payment({ total_money: { amount: '12', currency: 'KRW' }, amount_money: null });
    expect(read('payment.updated', about)?.amount).toBeUndefined();
  });
});

describe('the order as staff know it', () => {
  const orderRead = (change: JsonObject) =>
    read('payment.updated', payment(), { ...known, order: { order: order(change) } });

  test('every key of the metadata arrives', () => {
    const metadata: Record<keyof typeof METADATA, string> = {
      order_number: '1012',
      table: '7',
      party_size: '4',
      server: 'Jisoo',
      location: 'Busan',
      reservation_id: 'R-1',
      reservation_time: '2026-11-27T19:00+09:00',
      order_channel: 'dine-in',
      locale: 'ko-KR',
      payment_link: 'https://pay.bbq.example/1012',
      payment_failure_case: 'case_1',
      payment_failure_status: 'open',
    };
    const event = orderRead({ metadata });
    expect(event).toMatchObject({
      order: {
        number: '1012',
        table: '7',
        partySize: 4,
        server: 'Jisoo',
        location: 'Busan',
        reservationId: 'R-1',
        reservationTime: '2026-11-27T19:00+09:00',
        channel: 'dine-in',
      },
      customer: { locale: 'ko-KR' },
      links: { pay: 'https://pay.bbq.example/1012' },
    });
    expect(event?.references).toContainEqual({ type: 'case', value: 'case_1' });
  });

  test('metadata that make no sense are left out', () => {
    const metadata = { party_size: 'many', order_channel: 'by boat', payment_link: 'javascript:1' };
    const event = orderRead({ metadata });
    expect(event?.order?.partySize).toBeUndefined();
    expect(event?.order?.channel).toBeUndefined();
    expect(event?.links.pay).toBeUndefined();
  });

  test.each([
    ['PICKUP', 'takeaway'],
    ['DELIVERY', 'delivery'],
    ['SHIPMENT', 'online'],
    ['IN_STORE', 'dine-in'],
    ['DIGITAL', undefined],
  ])('%s is %s', (type, channel) => {
    expect(orderRead({ fulfillments: [{ type }] })?.order?.channel).toBe(channel);
  });

  test('a ticket that is no table is the number', () => {
    expect(orderRead({ ticket_name: '#42' })?.order).toMatchObject({ number: '#42' });
    expect(orderRead({ ticket_name: '#42' })?.order?.table).toBeUndefined();
  });

  test('whoever picks it up can be reached', () => {
    const recipient = {
      display_name: 'Park',
      phone_number: '+82 10 9999 8888',
      customer_id: 'CusPark',
    };
    const fulfillments = [{ type: 'PICKUP', pickup_details: { recipient } }];
    const about = payment({ customer_id: null });
    const event = read('payment.updated', about, { order: { order: order({ fulfillments }) } });
    expect(event?.customer).toMatchObject({ id: 'CusPark', name: 'Park', phone: '+821099998888' });
  });
});

describe('another account, and what Square leaves out', () => {
  test('another seller’s event is of that seller', () => {
    const event = read('payment.updated', payment(), {}, { merchant_id: 'MLOTHER' });
    expect(event).toMatchObject({ account: 'MLOTHER', connected: true });
    expect(read('payment.updated', payment())?.connected).toBeUndefined();
  });

  test('the sandbox is not live, and without a word about it money is', () => {
    const raw = rawOf(squareEvent('payment.updated', payment()));
    expect(square.normalize(raw, {}, { ...context, live: false })?.live).toBe(false);
    expect(square.normalize(raw, {}, { account: MERCHANT })?.live).toBe(true);
  });

  test('a payment without an id is an attempt of its own', () => {
    const event = read('payment.updated', payment({ id: null as never }), {}, { event_id: 'e1' });
    expect(event?.attempt?.key).toBe(`square:${MERCHANT}:e1`);
  });

  test('what is not Square’s is not recognised', () => {
    expect(square.recognises(squareEvent('payment.updated', payment()))).toBe(true);
    expect(square.recognises({ event_id: 'e', type: 'payment.updated' })).toBe(false);
  });
});

describe('refunds and disputes', () => {
  test('a refund that failed is owed to the guest; why, Square does not say', () => {
    const paid = payment({ id: 'PayBbqTable12b', status: 'COMPLETED' });
    expect(
      read('refund.updated', refund('REJECTED'), { payment: { payment: paid } }),
    ).toMatchObject({
      kind: 'refund',
      attempt: { key: `square:${MERCHANT}:RefBbqTable12` },
      amount: { minor: 32000 },
      instrument: { brand: 'visa', last4: '0002' },
      reason: { code: 'REJECTED', category: 'unknown', advice: 'call_customer' },
      references: [
        { type: 'refund', value: 'RefBbqTable12' },
        { type: 'payment', value: 'PayBbqTable12b' },
        { type: 'order', value: ORDER },
        { type: 'order', value: 'OrdBbqReturn12' },
      ],
      order: { id: ORDER },
    });
  });

  test('a dispute says until when to answer, and in the end who won', () => {
    expect(read('dispute.created', dispute('EVIDENCE_REQUIRED'))).toMatchObject({
      kind: 'dispute',
      dispute: { id: 'DisBbqTable12', answerBy: '2026-12-06T00:00:00.000Z' },
      reason: { code: 'NO_KNOWLEDGE', category: 'disputed', advice: 'answer_dispute' },
    });
    expect(read('dispute.state.updated', dispute('WON'))).toMatchObject({
      dispute: { outcome: 'won' },
    });
    expect(read('dispute.state.updated', dispute('WON'))?.reason).toBeUndefined();
    expect(read('dispute.state.updated', dispute('ACCEPTED'))).toMatchObject({
      dispute: { outcome: 'lost' },
      reason: { advice: 'call_customer' },
    });
    const old = dispute('WON', { id: null, dispute_id: 'DisOld' });
    expect(read('dispute.state.updated', old)?.dispute?.id).toBe('DisOld');
    const nameless = dispute('WON', { id: null });
    expect(read('dispute.state.updated', nameless)?.dispute).toBeUndefined();
    expect(read('dispute.state.updated', dispute('constructor'))).toBeUndefined();
  });
});

describe('invoices', () => {
  const FAILED = 'invoice.scheduled_charge_failed';
  const tried = payment({ id: 'PayParty', order_id: 'OrdBbqParty', code: 'CARD_EXPIRED' });

  test('a charge that failed is the attempt that its payment is', () => {
    const event = read(FAILED, invoice('UNPAID'), { order: {}, payments: { payments: [tried] } });
    expect(event).toMatchObject({
      kind: 'installment',
      attempt: { key: `square:${MERCHANT}:PayParty` },
      reason: { code: 'CARD_EXPIRED' },
      invoice: { id: 'inv:0-BbqParty', number: 'BBQ-0007' },
      customer: { name: 'Minji Kim', phone: '+821012345678' },
      links: { pay: 'https://squareup.com/pay-invoice/inv:0-BbqParty' },
    });
    expect(event?.incomplete).toBeUndefined();
    expect(event?.attempt).toEqual(read('payment.updated', tried)?.attempt);
    expect(event?.references).toEqual(
      expect.arrayContaining([
        { type: 'invoice', value: 'inv:0-BbqParty' },
        { type: 'order', value: 'OrdBbqParty' },
        { type: 'payment', value: 'PayParty' },
      ]),
    );
  });

  test('is not that of a payment of another order, of a later one, or of one that went through', () => {
    const payments = [
      payment({ id: 'Other' }),
      { ...tried, id: 'Later', created_at: '2026-11-22T10:00:01Z' },
      { ...tried, id: 'Paid', status: 'COMPLETED' },
      { ...tried, id: 'Earlier', created_at: '2026-11-22T09:00:00Z' },
    ];
    const event = read(FAILED, invoice('UNPAID'), { order: {}, payments: { payments } });
    expect(event?.attempt?.key).toBe(`square:${MERCHANT}:Earlier`);
    const both = read(FAILED, invoice('UNPAID'), {
      order: {},
      payments: { payments: [...payments, tried] },
    });
    expect(both?.attempt?.key).toBe(`square:${MERCHANT}:PayParty`);
  });

  test('a deposit that failed once is one try, though Square tells of it without the part of the second', () => {
    const declinedAt = '2026-11-22T10:00:00.400Z';
    const deposit = { ...tried, created_at: declinedAt, updated_at: declinedAt };
    const answers = { order: {}, payments: { payments: [deposit] } };
    const told = { created_at: '2026-11-22T10:00:00Z' };
    const events = [
      read(FAILED, invoice('UNPAID'), answers, told),
      read('payment.updated', deposit, {}, told),
    ].flatMap((event) => event ?? []);
    expect(events[0]).toMatchObject({ reason: { code: 'CARD_EXPIRED' } });
    expect(foldCase(events).state.attempts).toBe(1);
  });

  test('before anything is read it says that details are missing, and how much is owed', () => {
    const event = read(FAILED, invoice('UNPAID'), {}, { event_id: 'e2' });
    expect(event).toMatchObject({
      incomplete: true,
      attempt: { key: `square:${MERCHANT}:e2` },
      amount: { minor: 40000, currency: 'USD' },
      reason: { category: 'unknown' },
    });
    const silent = invoice('UNPAID', { next_payment_amount_money: null });
    expect(read(FAILED, silent)?.amount).toMatchObject({ minor: 40000 });
    const settled = invoice('UNPAID', { next_payment_amount_money: null, payment_requests: [] });
    expect(read(FAILED, settled)?.amount).toBeUndefined();
  });

  test('a subscription’s invoice is of the subscription, a debit’s failure of the bank', () => {
    const club = invoice('UNPAID', { subscription_id: 'SubClub', payment_requests: [{}] });
    expect(read(FAILED, club)).toMatchObject({
      kind: 'subscription',
      subscription: { id: 'SubClub' },
    });
    const single = invoice('UNPAID', { payment_requests: [{}] });
    expect(read(FAILED, single)?.kind).toBe('charge');
    const debit = bankPayment({ order_id: 'OrdBbqParty' });
    const answers = { order: {}, payments: { payments: [debit] } };
    expect(read(FAILED, invoice('UNPAID'), answers)?.kind).toBe('bank_debit');
  });

  test('paid in full, it is the same money as its payments', () => {
    const requests = [
      { total_completed_amount_money: { amount: 20000, currency: 'USD' } },
      { total_completed_amount_money: { amount: 40000, currency: 'USD' } },
    ];
    const about = invoice('PAID', { payment_requests: requests });
    const tenders = [{ id: 'TenderA', payment_id: 'PayDeposit' }, { id: 'PayParty2' }];
    const event = read('invoice.payment_made', about, { order: { order: order({ tenders }) } });
    expect(event).toMatchObject({ amount: { minor: 60000, currency: 'USD' } });
    expect(event?.references).toEqual([
      { type: 'invoice', value: 'inv:0-BbqParty' },
      { type: 'order', value: 'OrdBbqParty' },
      { type: 'payment', value: 'PayDeposit' },
      { type: 'payment', value: 'PayParty2' },
    ]);
    const odd = invoice('PAID', { payment_requests: [{}] });
    expect(read('invoice.payment_made', odd)?.amount).toBeUndefined();
  });

  test('a declined deposit that was paid stays open until the balance is, and a balance declined then is told', () => {
    const at = (minutes: number) => ({
      created_at: new Date(Date.parse(EVENING) + minutes * 60_000).toISOString(),
    });
    const usd = (amount: number) => ({ amount, currency: 'USD' });
    const part = (id: string, status: string, total: number, made: JsonObject) => ({
      ...payment({ id, status, order_id: 'OrdBbqParty', total_money: usd(total) }),
      ...made,
    });
    const party = { order: { order: order({ total_money: usd(60000), total_tip_money: null }) } };
    const declined = (id: string, total: number, made: JsonObject) => {
      const about = part(id, 'FAILED', total, made);
      const payments = { payments: [about] };
      return [
        read('payment.updated', about, party, made),
        read(FAILED, invoice('UNPAID'), { ...party, payments }, made),
      ].flatMap((event) => event ?? []);
    };
    const paid = (id: string, total: number, made: JsonObject) =>
      [read('payment.updated', part(id, 'COMPLETED', total, made), party, made)].flatMap(
        (event) => event ?? [],
      );
    const deposit = [
      ...declined('PayDeposit1', 20000, at(0)),
      ...paid('PayDeposit2', 20000, at(5)),
    ];
    expect(foldCase(deposit).state).toMatchObject({
      status: 'open',
      due: { decimal: '600.00' },
      paid: { decimal: '200.00' },
    });
    const balance = declined('PayBalance1', 40000, at(60));
    const { state, owes } = foldCase([...deposit, ...balance]);
    expect(state).toMatchObject({ status: 'open', attempts: 2 });
    expect(balance.map(({ id }) => owes(id))).toEqual([true, true]);
    const all = [...deposit, ...balance, ...paid('PayBalance2', 40000, at(65))];
    expect(foldCase(all).state).toMatchObject({
      status: 'settled',
      settledAt: at(65).created_at,
      paid: { decimal: '600.00' },
    });
  });

  test('cancelled, nothing more is owed', () => {
    const failed = read(FAILED, invoice('UNPAID'));
    const voided = read(
      'invoice.canceled',
      invoice('CANCELED'),
      {},
      { created_at: '2026-11-22T11:00:00Z' },
    );
    const events = [failed, voided].flatMap((event) => event ?? []);
    expect(foldCase(events).state.status).toBe('settled');
  });

  test('without an id or a link it is told all the same', () => {
    const bare = invoice('UNPAID', { id: null, public_url: null });
    expect(read('invoice.published', bare)).toMatchObject({ type: 'invoice.issued', links: {} });
  });
});

describe('what is read to complete an event', () => {
  /** What `needs` asks for, round by round, answered by `answer`. */
  function asked(type: string, about: JsonObject, answer: (read: ApiRead) => JsonObject) {
    const raw = rawOf(squareEvent(type, about));
    let fetched: Record<string, JsonObject> = {};
    const rounds: string[][] = [];
    for (let round = 0; round < 4; round += 1) {
      const reads = needs(raw, fetched);
      if (reads.length === 0) break;
      rounds.push(reads.map(({ path }) => path));
      fetched = { ...fetched, ...Object.fromEntries(reads.map((one) => [one.key, answer(one)])) };
    }
    return { rounds, event: square.normalize(raw, fetched, context), fetched };
  }
  const answer = ({ key }: ApiRead): JsonObject =>
    ({
      order: { order: order() },
      customer: { customer: CUSTOMER },
      location: { location: PLACE },
      payment: { payment: payment({ id: 'PayBbqTable12b', status: 'COMPLETED' }) },
    })[key] ?? {};

  test('a failure: the order, the place and the guest', () => {
    expect(asked('payment.updated', payment(), answer).rounds).toEqual([
      [`/v2/orders/${ORDER}`, `/v2/locations/${LOCATION}`, '/v2/customers/CusBbqMinji'],
    ]);
  });

  test('a success: the order and the place, and nobody is looked up', () => {
    expect(asked('payment.updated', payment({ status: 'COMPLETED' }), answer).rounds).toEqual([
      [`/v2/orders/${ORDER}`, `/v2/locations/${LOCATION}`],
    ]);
    expect(asked('payment.updated', payment({ status: 'PENDING' }), answer).rounds).toEqual([]);
  });

  test('a refund and a dispute: the payment first, then its order and guest', () => {
    const then = [`/v2/orders/${ORDER}`, '/v2/customers/CusBbqMinji'];
    for (const [type, about] of [
      ['refund.updated', refund('FAILED')],
      ['dispute.created', dispute('EVIDENCE_REQUIRED')],
    ] as const) {
      expect(asked(type, about, answer).rounds).toEqual([
        ['/v2/payments/PayBbqTable12b', `/v2/locations/${LOCATION}`],
        then,
      ]);
    }
  });

  test('an order: itself', () => {
    const { rounds, event } = asked('order.created', orderTold('OPEN'), answer);
    expect(rounds).toEqual([[`/v2/orders/${ORDER}`, `/v2/locations/${LOCATION}`]]);
    expect(event).toMatchObject({
      attempt: { key: `square:${MERCHANT}:${ORDER}` },
      amount: { minor: 140000 },
      order: { table: '12' },
    });
  });

  test('an invoice’s charge: the payment that its order names as failed', () => {
    const tenders = [
      { id: 'T1', card_details: { status: 'CAPTURED' } },
      { id: 'T2', payment_id: 'PayParty', card_details: { status: 'FAILED' } },
    ];
    const failed = payment({ id: 'PayParty', order_id: 'OrdBbqParty' });
    const { rounds, event } = asked(
      'invoice.scheduled_charge_failed',
      invoice('UNPAID'),
      ({ key }) =>
        key === 'order'
          ? { order: order({ tenders }) }
          : key === 'payment'
            ? { payment: failed }
            : {},
    );
    expect(rounds).toEqual([
      ['/v2/orders/OrdBbqParty', `/v2/locations/${LOCATION}`],
      ['/v2/payments/PayParty'],
    ]);
    expect(event?.attempt?.key).toBe(`square:${MERCHANT}:PayParty`);
  });

  test('else what failed in the hour before, at that location', () => {
    const raw = rawOf(squareEvent('invoice.scheduled_charge_failed', invoice('UNPAID')));
    const [listed] = needs(raw, { order: { order: order() }, location: {} });
    expect(listed).toEqual({
      method: 'GET',
      key: 'payments',
      path: '/v2/payments',
      query: {
        begin_time: '2026-11-22T09:00:00.000Z',
        end_time: '2026-11-22T10:00:01.000Z',
        sort_order: 'DESC',
        limit: '100',
        location_id: LOCATION,
      },
    });
    const nowhere = squareEvent(
      'invoice.scheduled_charge_failed',
      invoice('UNPAID', { location_id: null }),
    );
    expect(needs(rawOf(nowhere), { order: {}, location: {} })[0]?.query).not.toHaveProperty(
      'location_id',
    );
    const orderless = squareEvent(
      'invoice.scheduled_charge_failed',
      invoice('UNPAID', { order_id: null }),
    );
    expect(needs(rawOf(orderless), { location: {} })).toEqual([]);
  });

  test('of an event that nobody knows: nothing', () => {
    expect(needs({ ...rawOf(squareEvent('payment.updated', payment())), type: 'x' }, {})).toEqual(
      [],
    );
  });
});
