import { authorizenet } from '../../nodes/AuthorizeNet/authorizenet.adapter';
import { backfill } from '../../nodes/AuthorizeNet/backfill';
import { unsettledTransactions } from '../../nodes/AuthorizeNet/requests';
import type { JsonObject } from '../../nodes/core/event/json';
import type { PaymentEvent } from '../../nodes/core/event/paymentEvent';
import { foldCase } from '../../nodes/core/ledger/case';
import { ACCOUNT, approved, byCheck, details, payment, rawOf, row } from '../fixtures/authorizenet';
import { permutations } from '../fixtures/permutations';

/** What becomes of a bill in the end, told by notifications and found by looks. */

const context = { account: ACCOUNT, currency: 'USD', live: true };
const CARD = '60200001042';

/** A notification at a minute of the evening. */
function told(type: string, minutes: number, read: JsonObject, id = CARD): PaymentEvent {
  const eventDate = new Date(Date.parse('2026-11-23T01:00:00.000Z') + minutes * 60_000);
  const { responseCode = 1 } = read;
  const body = { ...payment(type, { id, responseCode }), eventDate: eventDate.toISOString() };
  return made(
    authorizenet.normalize(
      rawOf(body),
      { transaction: details({ transId: id, ...read }) },
      context,
    ),
  );
}

/** A row that a look finds, with what is then read of it. */
function found(to: string, transactionStatus: string, more: JsonObject = {}): PaymentEvent {
  const look = { ...context, from: '2026-11-22T20:00:00.000Z', to };
  const listed = backfill.read(
    { transactions: [row({ transactionStatus, ...more })] },
    unsettledTransactions(1),
    look,
  );
  const read = { transaction: details({ ...approved, transactionStatus, settleAmount: 0 }) };
  const [raw] = listed.events;
  return made(raw && authorizenet.normalize(raw, read, context));
}

function made(event: PaymentEvent | undefined): PaymentEvent {
  if (!event) throw new Error('Nothing was told');
  return event;
}

const EVENING = '2026-11-23T01:05:00.000Z';
const NIGHT = '2026-11-23T08:00:00.000Z';

describe('a card is approved at table 12, and the processor rejects it in the night', () => {
  const rejected = found(NIGHT, 'communicationError');

  test.each([
    ['a notification', told('authcapture.created', 0, approved)],
    ['a look', found(EVENING, 'capturedPendingSettlement')],
  ])('the bill that %s told to be paid is owed again', (_, paid) => {
    expect(paid.type).toBe('payment.succeeded');
    for (const events of permutations([paid, rejected])) {
      const { state, owes } = foldCase(events);
      expect(state).toMatchObject({ status: 'open', attempts: 1, paid: { decimal: '0.00' } });
      expect(owes(rejected.id)).toBe(true);
    }
    expect(rejected.late).toBe(false);
  });

  test('a second card that paid meanwhile keeps the bill settled', () => {
    const paid = told('authcapture.created', 0, approved);
    const second = told('authcapture.created', 30, approved, '60200001043');
    for (const events of permutations([paid, second, rejected])) {
      expect(foldCase(events).state.status).toBe('settled');
    }
  });
});

test('an e-check that is rejected in the night was never paid, and takes back none that a later one brought', () => {
  const debit = { accountType: 'eCheck' };
  const rejected = found('2026-11-28T08:00:00.000Z', 'communicationError', debit);
  expect(rejected.occurredAt).toBe('2026-11-23T00:59:58.000Z');
  const second = told(
    'authcapture.created',
    24 * 60,
    { ...approved, ...byCheck, transactionStatus: 'settledSuccessfully' },
    '60200001043',
  );
  expect(foldCase([rejected, second]).state.status).toBe('settled');
});

describe('what staff void was never collected', () => {
  const held = { ...approved, transactionStatus: 'authorizedPendingCapture' };
  const authorization = { transactionType: 'authOnlyTransaction' };
  const voided = { ...approved, transactionStatus: 'voided' };
  const declined = told('authcapture.created', 0, { responseCode: 2 }, '60200001041');

  test('a hold that is let go takes nothing from what another card paid', () => {
    const hold = told('authorization.created', 1, { ...held, ...authorization });
    const letGo = told('void.created', 2, { ...voided, ...authorization });
    const paid = told('authcapture.created', 3, approved, '60200001043');
    expect(letGo).toMatchObject({ type: 'payment.canceled', kind: 'charge' });
    for (const events of permutations([declined, hold, letGo, paid])) {
      expect(foldCase(events).state).toMatchObject({
        status: 'settled',
        due: { decimal: '128.40' },
        paid: { decimal: '128.40' },
      });
    }
  });

  test('the wrong card is charged after a decline and voided: the bill is owed as before', () => {
    const wrong = told('authcapture.created', 1, approved);
    const letGo = told('void.created', 2, voided);
    expect(letGo).toMatchObject({ type: 'payment.canceled', amount: { decimal: '128.40' } });
    for (const events of permutations([declined, wrong, letGo])) {
      const { state, owes } = foldCase(events);
      expect(state).toMatchObject({ status: 'open', attempts: 1, paid: { decimal: '0.00' } });
      expect(owes(declined.id)).toBe(true);
    }
  });

  test('a payment that is voided where nothing had failed brings nobody a reminder', () => {
    const paid = told('authcapture.created', 1, approved);
    const letGo = told('void.created', 2, voided);
    expect(foldCase([paid, letGo]).state).toMatchObject({ status: 'clear', attempts: 0 });
  });
});
