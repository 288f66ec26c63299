import { decimalText } from '../core/event/exactJson';
import { list, object, text, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { ApiRequest } from '../core/gateway/apiClient';
import type { Backfill, Listed, Look } from '../core/gateway/look';
import { PAYMENTS } from './api';
import { FAILED_TRANSACTION, listed, OVERDUE } from './events';
import { ENTITIES, listedPayload, nameOf, typeOf, utc } from './notice';
import { dayIn } from './days';
import { changedSince, PAGE, selected, transactionIn, transactionPath } from './requests';
import { transactionOf } from './transaction';

const DAY = 24 * 3600;

/**
 * What was changed while nobody listened, invoices whose due date has passed, and once a day what became of payments
 * that QuickBooks Payments took: none of the last two is told to anybody.
 */
export const backfill: Backfill = {
  // https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/change-data-capture
  keeps: 29 * DAY,
  overlap: 900,
  listed,
  // Changes are gathered for some minutes before they are told.
  delay: 900,
  reads: (look) => [
    ...Object.values(ENTITIES).map((entity) => changedSince(entity, look.from)),
    overdue(look),
    ...(look.signedInWith?.includes(PAYMENTS) && isDaily(look) ? [recentPayments(look)] : []),
  ],
  read: (answer, asked, look) => {
    const charge = transactionIn(asked.path);
    if (charge !== undefined) return { events: failed(answer, asked, look), more: [] };
    if (asked.path === '/cdc') return changes(answer, asked, look);
    return selectedRows(answer, asked, look);
  },
};

/** By the day where the company is; where that is not known, once the day is over everywhere. */
const overdue = ({ from, to, timeZone }: Look): ApiRequest =>
  selected(
    ENTITIES.invoice,
    `Balance > '0' and DueDate >= '${dayIn(timeZone, from, -1)}' and DueDate < '${dayIn(timeZone, to)}'`,
  );

/** One that was written, changed or owed again only after that day is not among those: it is found by its change. */
const isOverdue = ({ Balance, DueDate }: JsonObject, { to, timeZone }: Look): boolean =>
  Number(decimalText(Balance)) > 0 && (text(DueDate) ?? '') < dayIn(timeZone, to);

/** A bank returns an e-check within days. https://www.nacha.org/rules */
const recentPayments = ({ to }: Look): ApiRequest =>
  selected(ENTITIES.payment, `TxnDate >= '${dayIn('UTC', to, -8)}'`);

/** Whether a noon lies in the look. */
const isDaily = ({ from, to }: Look): boolean => noons(from) < noons(to);
const noons = (instant: string): number => Math.floor(Date.parse(instant) / 1000 / DAY - 0.5);

function changes(answer: JsonObject, asked: ApiRequest, look: Look): Listed {
  const entity = text(asked.query?.entities) ?? '';
  const rows = list(answer.CDCResponse)
    .flatMap((response) => list(object(response).QueryResponse))
    .flatMap((found) => list(object(found)[entity]))
    .map(object);
  const times = rows.flatMap((row) => changedAt(row) ?? []);
  const last = times.toSorted().at(-1);
  const since = text(asked.query?.changedSince) ?? '';
  const overdueRows = entity === ENTITIES.invoice ? rows.filter((row) => isOverdue(row, look)) : [];
  const isFull = rows.length >= PAGE && last !== undefined && last > since;
  return {
    events: [
      ...rows.flatMap((row) => change(entity, row, look) ?? []),
      ...overdueRows.flatMap((row) => overdueEvent(row, look) ?? []),
    ],
    more: isFull ? [changedSince(entity, last)] : [],
  };
}

const changedAt = ({ MetaData }: JsonObject): string | undefined =>
  utc(object(MetaData).LastUpdatedTime);

/** A change as QuickBooks would have told of it. */
function change(entity: string, row: JsonObject, { account, to }: Look): RawEvent | undefined {
  const id = text(row.Id);
  if (id === undefined) return undefined;
  const at = changedAt(row);
  const isNew = at !== undefined && at === utc(object(row.MetaData).CreateTime);
  const type = typeOf(entity, row.status === 'Deleted' ? 'Delete' : isNew ? 'Create' : 'Update');
  if (type === 'qbo.estimate.deleted.v1') return undefined;
  return eventOf(nameOf(type, id, at), type, { account, to }, listedPayload(id, at, row));
}

const eventOf = (
  id: string,
  type: string,
  { account, to }: Pick<Look, 'account' | 'to'>,
  payload: JsonObject,
): RawEvent => ({ gateway: 'quickbooks', id, type, account, receivedAt: to, payload });

/** Invoices that are overdue, or payments whose charges have to be asked for. */
function selectedRows(answer: JsonObject, asked: ApiRequest, look: Look): Listed {
  const { Invoice, Payment } = object(answer.QueryResponse);
  const invoices = list(Invoice).map(object);
  const payments = list(Payment).map(object);
  const isFull = Math.max(invoices.length, payments.length) >= PAGE;
  return {
    events: invoices.flatMap((row) => overdueEvent(row, look) ?? []),
    more: [...payments.flatMap((row) => chargeOf(row) ?? []), ...(isFull ? [nextPage(asked)] : [])],
  };
}

/** An invoice is told of once for each date on which it was due. */
function overdueEvent(row: JsonObject, look: Look): RawEvent | undefined {
  const [id, due] = [text(row.Id), text(row.DueDate)];
  if (id === undefined || due === undefined) return undefined;
  return eventOf(`${id}:invoice:overdue:${due}`, OVERDUE, look, listedPayload(id, look.to, row));
}

/** The payment goes along, since the charge does not name it. */
function chargeOf({ Id, CreditCardPayment }: JsonObject): ApiRequest | undefined {
  const id = text(Id);
  const charge = text(object(object(CreditCardPayment).CreditChargeResponse).CCTransId);
  if (id === undefined || charge === undefined) return undefined;
  return { method: 'GET', path: transactionPath(charge), query: { payment: id } };
}

function failed(transaction: JsonObject, { query }: ApiRequest, look: Look): readonly RawEvent[] {
  const { fate, status } = transactionOf(transaction);
  const payment = text(query?.payment);
  if (payment === undefined || (fate !== 'failed' && fate !== 'disputed')) return [];
  const payload = { intuitentityid: payment, time: look.to, transaction };
  const name = `${payment}:payment:transaction:${status}`;
  return [eventOf(name, FAILED_TRANSACTION, look, payload)];
}

function nextPage(asked: ApiRequest): ApiRequest {
  const query = text(asked.query?.query) ?? '';
  const next = query.replace(
    /startposition (\d+)/,
    (_, at: string) => `startposition ${Number(at) + PAGE}`,
  );
  return { ...asked, query: { ...asked.query, query: next } };
}
