import { decimalText } from '../core/event/exactJson';
import { list, object, text, type JsonObject } from '../core/event/json';
import { fromDoubleText } from '../core/event/money';
import type { Instrument, Money } from '../core/event/paymentEvent';
import { expiryOf, lastFour } from '../core/event/reading';
import { references } from '../core/event/references';
import type { Fetched } from '../core/gateway/apiClient';
import { reasonOfStatus } from './failure';
import { idOf, timeOf } from './fields';
import { taken, tried } from './references';
import { KEYS } from './requests';
import { fateOf } from './statuses';
import type { Occurrence, Reader, Told } from './told';

/** Amounts are doubles. https://developers.mindbodyonline.com/PublicDocumentation/V6 */
export const moneyOf = (value: unknown, currency: string | undefined): Money | undefined =>
  fromDoubleText(decimalText(value), currency);

const facts = (row: JsonObject, { context }: Occurrence): Omit<Told, 'type' | 'references'> => {
  const sale = idOf(row.SaleId);
  return {
    kind: isDebit(row) ? 'bank_debit' : 'charge',
    transaction: idOf(row.TransactionId),
    amount: moneyOf(row.Amount, context.currency),
    instrument: instrumentOf(row),
    order: sale === undefined ? undefined : { id: sale, number: sale },
    client: idOf(row.ClientId),
    location: idOf(row.LocationId),
  };
};

export const failedTransaction = (row: JsonObject, occurrence: Occurrence): Told => ({
  ...facts(row, occurrence),
  type: 'payment.failed',
  at: madeAt(row, occurrence.context.timeZone),
  references: references(['payment', idOf(row.TransactionId)], ...tried(idOf(row.SaleId))),
  reason: reasonOfStatus(row.Status),
});

/** transaction.declined */
export const declined: Reader = (occurrence) => failedTransaction(occurrence.data, occurrence);

const moved =
  (type: Told['type']): Reader =>
  (occurrence) => {
    const row = occurrence.data;
    return {
      ...facts(row, occurrence),
      type,
      references: references(['payment', idOf(row.TransactionId)], ...taken(idOf(row.SaleId))),
    };
  };

/** transaction.approved */
export const approved: Reader = (occurrence) => {
  const told = moved('payment.succeeded')(occurrence);
  return told && { ...told, at: madeAt(occurrence.data, occurrence.context.timeZone) };
};

/** transaction.voided: let go on purpose, whether or not it was approved before. When, is not said. */
export const voided = moved('payment.canceled');

/** The latest that failed among the transactions that were read of a client. */
export function declinedIn(
  fetched: Fetched,
  clients: readonly (string | undefined)[],
): JsonObject | undefined {
  return list(fetched[KEYS.transactions]?.Transactions)
    .map(object)
    .filter(
      ({ Status, ClientId }) => fateOf(Status) === 'failed' && clients.includes(idOf(ClientId)),
    )
    .reduce<JsonObject | undefined>(
      (latest, row) => (latest && momentOf(latest) > momentOf(row) ? latest : row),
      undefined,
    );
}

export const madeAt = (row: JsonObject, zone: string | undefined): string | undefined =>
  timeOf(row.TransactionTime, zone) ?? timeOf(row.AuthTime, zone);

/** As the site’s clocks show it. */
const momentOf = ({ TransactionTime, AuthTime }: JsonObject): string =>
  text(TransactionTime) ?? text(AuthTime) ?? '';

const isDebit = ({ ACHLastFour }: JsonObject): boolean => text(ACHLastFour) !== undefined;

function instrumentOf(row: JsonObject): Instrument | undefined {
  if (isDebit(row)) return { type: 'bank_account', last4: lastFour(row.ACHLastFour) };
  const last4 = lastFour(row.CCLastFour);
  const brand = text(row.CardType);
  if (last4 === undefined && brand === undefined) return undefined;
  return { type: 'card', brand, last4, expiry: expiry(row) };
}

/** Months and years are text, and years may have two digits. */
function expiry({ CardExpirationYear, CardExpirationMonth }: JsonObject): string | undefined {
  const year = Number(text(CardExpirationYear));
  return expiryOf(year < 100 ? 2000 + year : year, Number(text(CardExpirationMonth)));
}
