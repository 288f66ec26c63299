import { completeEvent } from '../../nodes/core/gateway/completeEvent';
import type { NormalizeContext } from '../../nodes/core/gateway/context';
import { paymentEventSchema, type PaymentEvent } from '../../nodes/core/event/paymentEvent';
import { maskPayload } from '../../nodes/core/event/mask';
import type { JsonObject } from '../../nodes/core/event/json';
import type { RawEvent } from '../../nodes/core/event/rawEvent';
import { foldCase } from '../../nodes/core/ledger/case';
import { fiserv } from '../../nodes/Fiserv/fiserv.adapter';
import { notification, recurringNotification } from '../../nodes/Fiserv/notification';
import {
  APPROVED,
  DECLINED,
  EVENING,
  ORDER,
  STORE,
  transactionOf,
  type Fields,
} from '../fixtures/fiserv';

const context: NormalizeContext = { account: STORE };
const CHECKOUT = '2026:11:20-20:30:12 45.00 978';

function rawOf(fields: Fields, mode = notification): RawEvent {
  const [raw] = mode.split({ ...fields }, EVENING)?.events ?? [];
  if (!raw) throw new Error('It was not accepted');
  return { ...raw, payload: maskPayload(raw.payload, fiserv.mask) };
}
const told = (fields: Fields, given: Partial<NormalizeContext> = {}, mode = notification) => {
  const event = fiserv.normalize(rawOf(fields, mode), {}, { ...context, ...given });
  return event && paymentEventSchema.parse(event);
};

/** Completed as the workflow does it, with what the API answers by path. */
function completed(
  fields: Fields,
  answers: Readonly<Record<string, JsonObject>>,
  given: Partial<NormalizeContext> = {},
) {
  const asked: string[] = [];
  const read = async ({ path }: { readonly path: string }): Promise<JsonObject> => {
    asked.push(path);
    const answer = answers[path];
    if (!answer) throw new Error('There is no such thing');
    return answer;
  };
  return completeEvent(fiserv, rawOf(fields), { ...context, ...given }, read).then(({ event }) => ({
    event,
    asked,
  }));
}
const confirming = (fields: Fields, more: JsonObject = {}) => ({
  [`/transactions/${fields['ipgTransactionId']}`]: transactionOf(fields, more),
  '/orders/DEP-2026-1042': ORDER,
});

describe('what a notification says by itself', () => {
  test('a declined deposit is told with what is signed, and with words for staff', () => {
    expect(told(DECLINED)).toEqual({
      schema: 'payment-event/1',
      id: `fiserv:${STORE}:${CHECKOUT}:N:05`,
      gateway: 'fiserv',
      account: STORE,
      live: true,
      type: 'payment.failed',
      kind: 'charge',
      attempt: { key: `fiserv:${STORE}:${CHECKOUT}:N:05` },
      references: [{ type: 'payment', value: CHECKOUT }],
      occurredAt: EVENING,
      occurredAtSource: 'received',
      receivedAt: EVENING,
      late: false,
      incomplete: true,
      amount: { minor: 4500, currency: 'EUR', decimal: '45.00' },
      customer: {},
      instrument: { type: 'card', brand: 'VISA', last4: '1111' },
      reason: {
        code: '05',
        networkCode: '05',
        message: 'Do Not Honour',
        category: 'issuer_declined',
        cause: 'instrument',
        hardness: 'soft',
        advice: 'retry_later',
      },
      order: { number: 'DEP-2026-1042' },
      products: [],
      links: {},
    });
  });

  test('whoever alters what is not signed changes no event, attempt, amount or reference', () => {
    const altered = told({
      ...DECLINED,
      oid: 'DEP-9',
      ipgTransactionId: '84999999999',
      fail_rc: '41',
      processor_response_code: '41',
      status: 'APPROVED',
      email: 'thief@example.com',
      phone: '+15550100',
    });
    const facts = (event: PaymentEvent | undefined) => [
      event?.id,
      event?.type,
      event?.attempt,
      event?.amount,
      event?.references,
      event?.customer,
      event?.reason,
    ];
    expect(facts(altered)).toEqual(facts(told(DECLINED)));
  });

  test.each([
    [
      { chargetotal: '45000', currency: '410' },
      { minor: 45000, currency: 'KRW' },
    ],
    [
      { chargetotal: '12,345', currency: '414' },
      { minor: 12345, currency: 'KWD' },
    ],
    [
      { chargetotal: '45,5', currency: '484' },
      { minor: 4550, currency: 'MXN' },
    ],
    [
      { chargetotal: '45.00', currency: '36' },
      { minor: 4500, currency: 'AUD' },
    ],
    [{ chargetotal: '45.005' }, undefined],
    [{ currency: '000' }, undefined],
    [{ chargetotal: '' }, undefined],
  ])('money is read as the number of its currency has it: %j', (change, amount) => {
    const event = told({ ...DECLINED, ...change });
    if (amount) expect(event?.amount).toMatchObject(amount);
    else expect(event?.amount).toBeUndefined();
  });

  test('an approval is a success, what waits is on its way', () => {
    expect(told(APPROVED)).toMatchObject({
      type: 'payment.succeeded',
      attempt: { key: `fiserv:${STORE}:2026:11:20-20:34:50 45.00 978:Y:334849:4120076601` },
    });
    expect(told({ ...DECLINED, approval_code: '?:waiting for the bank' })).toMatchObject({
      type: 'payment.pending',
      attempt: { key: `fiserv:${STORE}:${CHECKOUT}` },
    });
  });

  test('a hold pays nothing yet, and a refund or void is none of the payment’s tries', () => {
    expect(told({ ...APPROVED, txntype: 'preauth' })?.type).toBe('payment.pending');
    expect(told({ ...DECLINED, txntype: 'preauth' })?.type).toBe('payment.failed');
    for (const txntype of ['return', 'void', 'credit']) {
      expect(told({ ...APPROVED, txntype })).toMatchObject({
        type: 'refund.succeeded',
        kind: 'refund',
        references: [{ type: 'refund', value: '2026:11:20-20:34:50 45.00 978' }],
      });
      expect(told({ ...DECLINED, txntype })?.type).toBe('refund.failed');
    }
    expect(told({ ...DECLINED, approval_code: '?:waiting', txntype: 'return' })).toBeUndefined();
  });

  test('a card that is only looked at is no payment', () => {
    const checked = told({ ...DECLINED, chargetotal: '0.00' });
    expect(checked?.amount).toBeUndefined();
    expect(checked?.references).toEqual([{ type: 'setup', value: '2026:11:20-20:30:12 0.00 978' }]);
  });

  test('a second try on the hosted page settles the first: they share their checkout', () => {
    const again = { ...APPROVED, txndatetime: DECLINED['txndatetime'] ?? '' };
    const events = [told(DECLINED), told(again)].flatMap((event) => event ?? []);
    expect(foldCase(events).state).toMatchObject({ status: 'settled', attempts: 1 });
  });

  test('of a recurring payment it is told as what it is, each by itself', () => {
    const recurring = told(DECLINED, { trustsUnsigned: true }, recurringNotification);
    expect(recurring).toMatchObject({
      kind: 'subscription',
      subscription: { id: 'DEP-2026-1042' },
      references: [{ type: 'payment', value: CHECKOUT }],
    });
    expect(told(DECLINED, {}, recurringNotification)?.subscription).toBeUndefined();
  });
});

describe('why it was declined', () => {
  test.each([
    ['N:-5101:3D Secure authentication failed', '5101', 'authentication_required'],
    ['N:-PP00001:Cardholder did not return', 'PP00001', 'canceled'],
    ['N:INPUT_DATA:Invalid input data', 'INPUT_DATA', 'configuration'],
    ['N:51:Insufficient funds', '51', 'insufficient_funds'],
    ['N:43:Stolen card', '43', 'lost_or_stolen'],
    ['N:-99999:Something new', '99999', 'unknown'],
  ])('%s', (approval_code, code, category) => {
    expect(told({ ...DECLINED, approval_code })?.reason).toMatchObject({ code, category });
  });

  test('without a code it is not known', () => {
    for (const approval_code of ['N:', 'N::', 'N: ?']) {
      expect(told({ ...DECLINED, approval_code })?.reason).toMatchObject({ category: 'unknown' });
    }
  });

  test('the network’s own code makes a vague one precise, once the API confirms the payment', async () => {
    const { event } = await completed(DECLINED, confirming(DECLINED));
    expect(event?.reason).toMatchObject({
      code: '05',
      networkCode: '51',
      category: 'insufficient_funds',
    });
  });
});

describe('what the API confirms', () => {
  test('is what the payment belongs to, who was billed, and which card', async () => {
    const { event, asked } = await completed(DECLINED, confirming(DECLINED));
    expect(asked).toEqual(['/transactions/84120076543', '/orders/DEP-2026-1042']);
    expect(event).toMatchObject({
      references: [
        { type: 'payment', value: CHECKOUT },
        { type: 'charge', value: '84120076543' },
        { type: 'checkout', value: 'DEP-2026-1042' },
      ],
      order: { id: 'DEP-2026-1042', number: 'DEP-2026-1042' },
      customer: {
        id: 'guest-77',
        name: 'Minji Park',
        email: 'minji@example.com',
        phone: '+491515550142',
      },
      instrument: { brand: 'VISA', last4: '1111', expiry: '2029-12' },
    });
    expect(event?.incomplete).toBeUndefined();
    expect(event?.attempt).toEqual(told(DECLINED)?.attempt);
  });

  test('holds a guest’s tries together: another form, the same order number', async () => {
    const [failure, success] = [
      await completed(DECLINED, confirming(DECLINED)),
      await completed(APPROVED, confirming(APPROVED)),
    ];
    expect(success.asked).toEqual(['/transactions/84120076601']);
    const events = [failure.event, success.event].flatMap((event) => event ?? []);
    expect(foldCase(events).state).toMatchObject({ status: 'settled', attempts: 1 });
  });

  test('may be an order that is paid in parts', async () => {
    const { event } = await completed(DECLINED, confirming(DECLINED), { reference: 'order' });
    expect(event?.references).toContainEqual({ type: 'order', value: 'DEP-2026-1042' });
  });

  test('says what kind of transaction it was, whatever the form says', async () => {
    const form = { ...APPROVED, txntype: 'sale' };
    const kinds: readonly (readonly [string, string])[] = [
      ['PREAUTH', 'payment.pending'],
      ['RETURN', 'refund.succeeded'],
      ['SALE', 'payment.succeeded'],
    ];
    for (const [transactionType, type] of kinds) {
      const { event } = await completed(form, confirming(form, { transactionType }));
      expect(event?.type).toBe(type);
    }
  });

  test.each([
    ['another transaction', { ipgTransactionId: '84120076544' }],
    ['another store', { storeId: '12340056780' }],
    ['another amount', { transactionAmount: { total: 450, currency: 'EUR' } }],
    ['another currency', { transactionAmount: { total: 45, currency: 'USD' } }],
    ['another outcome', { approvalCode: 'Y:334849:4120076543' }],
    ['another code', { approvalCode: 'N:51:Insufficient funds' }],
    ['no amount', { transactionAmount: {} }],
  ])('is nothing where it is %s', async (_, more) => {
    const { event, asked } = await completed(DECLINED, confirming(DECLINED, more));
    expect(asked).toHaveLength(1);
    expect(event?.references).toEqual([{ type: 'payment', value: CHECKOUT }]);
    expect(event?.customer).toEqual({});
    expect(event?.order).toEqual({ number: 'DEP-2026-1042' });
  });

  test('numbers are asked for, and nothing else that somebody may write there', () => {
    for (const odd of ['', '12', '../orders/1', '84120076543/x', 'abc', '1'.repeat(40)]) {
      expect(fiserv.needs(rawOf({ ...DECLINED, ipgTransactionId: odd }), {})).toEqual([]);
    }
  });

  test('where it cannot be asked, the alert leaves all the same', async () => {
    const { event } = await completed(DECLINED, {});
    expect(event).toMatchObject({ type: 'payment.failed', incomplete: true, customer: {} });
  });
});

describe('a store that has no API key', () => {
  const unconfirmed = { '/transactions/84120076543': {}, '/transactions/84120076601': {} };

  test('is told of everything, with a number for staff, and writes to no guest', async () => {
    const { event } = await completed(DECLINED, unconfirmed);
    expect(event?.incomplete).toBeUndefined();
    expect(event).toMatchObject({ order: { number: 'DEP-2026-1042' }, customer: {} });
    expect(event?.order?.id).toBeUndefined();
  });

  test('may choose to trust what is not signed', async () => {
    const trusting = { trustsUnsigned: true };
    const [failure, success] = [
      await completed(DECLINED, unconfirmed, trusting),
      await completed(APPROVED, unconfirmed, trusting),
    ];
    expect(failure.event).toMatchObject({
      order: { id: 'DEP-2026-1042' },
      customer: { name: 'Minji Park', email: 'minji@example.com', phone: '+49305550142' },
      references: [
        { type: 'payment', value: CHECKOUT },
        { type: 'checkout', value: 'DEP-2026-1042' },
      ],
    });
    const events = [failure.event, success.event].flatMap((event) => event ?? []);
    expect(foldCase(events).state.status).toBe('settled');
  });
});

test('a form without card or order is told without them', () => {
  const bare = told({ ...DECLINED, oid: '', ccbrand: 'N/A', cardnumber: '' });
  expect([bare?.order, bare?.instrument]).toEqual([undefined, undefined]);
  const ideal = told({ ...DECLINED, ccbrand: 'N/A' });
  expect(ideal?.instrument).toEqual({ type: 'card', last4: '1111' });
});

test('nothing of a form is kept but what is read', () => {
  const raw = rawOf({ ...DECLINED, iban: 'DE89370400440532013000', hosteddataid: 'token' });
  expect(raw.payload).not.toHaveProperty('iban');
  expect(raw.payload).not.toHaveProperty('hosteddataid');
  expect(JSON.stringify(raw)).not.toContain('notification_hash');
});
