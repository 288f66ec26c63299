import { list, object, text, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { ApiRequest } from '../core/gateway/apiClient';
import type { Backfill, Listed, Look } from '../core/gateway/look';
import { listed } from './events';
import { batchTransactions, PAGE, settledBatches, unsettledTransactions } from './requests';
import { isBankDebit, utc, word } from './transaction';

/**
 * Declined transactions stand among those that are not settled yet, until a batch takes them in. Batches also tell what
 * was decided only afterwards: e-checks that were paid or came back, captures of earlier authorizations.
 * https://developer.authorize.net/api/reference/index.html#transaction-reporting
 */
export const backfill: Backfill = {
  // Batches may be asked for over 31 days at most.
  keeps: 30 * 24 * 3600,
  unpushed: 'declined cards',
  overlap: 3600,
  listed,
  reads: ({ from, to }) => [unsettledTransactions(1), settledBatches(from, to)],
  read: (answer, asked, look) => {
    const batches = list(answer.batchList).flatMap((batch) => word(object(batch).batchId) ?? []);
    const rows = list(answer.transactions).map(object);
    return {
      events: rows.flatMap((row) => eventOf(row, look) ?? []),
      more: [...batches.map((id) => batchTransactions(id, 1)), ...nextPage(rows, asked, look)],
    };
  },
};

interface Fate {
  readonly type: string;
  /** Known when it is submitted: what was submitted before the look was found by an earlier one. */
  readonly atOnce: boolean;
  /** Takes back what was approved before. */
  readonly undoes?: true;
}

/** What becomes of a transaction in each state; of all others nothing is told, or a webhook tells it. */
// prettier-ignore
const FATES: Readonly<Record<string, Fate>> = {
  declined:                   { type: 'transaction.declined', atOnce: true },
  failedReview:               { type: 'transaction.declined', atOnce: false },
  generalError:               { type: 'transaction.error',    atOnce: true },
  communicationError:         { type: 'transaction.error',    atOnce: false, undoes: true },
  returnedItem:               { type: 'transaction.returned', atOnce: false },
  FDSPendingReview:           { type: 'transaction.pending',  atOnce: true },
  FDSAuthorizedPendingReview: { type: 'transaction.pending',  atOnce: true },
  underReview:                { type: 'transaction.pending',  atOnce: true },
  capturedPendingSettlement:  { type: 'transaction.paid',     atOnce: true },
  settledSuccessfully:        { type: 'transaction.paid',     atOnce: false },
  refundPendingSettlement:    { type: 'transaction.refunded', atOnce: true },
  refundSettledSuccessfully:  { type: 'transaction.refunded', atOnce: false },
};

/** A row of a list is no event yet: it is named after its transaction and what became of it. */
function eventOf(row: JsonObject, { from, to }: Look): RawEvent | undefined {
  const id = word(row.transId);
  const fate = fateOf(row);
  if (id === undefined || !fate) return undefined;
  const submitted = utc(row.submitTimeUTC);
  if (fate.atOnce && (submitted === undefined || submitted < from)) return undefined;
  const { type } = fate;
  const payload = fate.undoes && !isBankDebit(row) ? { ...row, ...seenAt(to) } : row;
  return { gateway: 'authorizenet', id: `${type}:${id}`, type, receivedAt: to, payload };
}

/**
 * A card is rejected at settlement, which nobody dates: when it was submitted, it was approved. An e-check that is
 * rejected was never told to be paid. https://developer.authorize.net/api/reference/index.html#transaction-reporting
 */
const seenAt = (eventDate: string): JsonObject => ({ eventDate });

/** An e-check that was only submitted is on its way. */
function fateOf(row: JsonObject): Fate | undefined {
  const status = text(row.transactionStatus) ?? '';
  if (!Object.hasOwn(FATES, status)) return undefined;
  return isBankDebit(row) && status === 'capturedPendingSettlement'
    ? FATES.underReview
    : FATES[status];
}

/** Pages are numbered from 1, the newest first; what was submitted before the look stands at the end. */
function nextPage(
  rows: readonly JsonObject[],
  { body = {} }: ApiRequest,
  { from }: Look,
): Listed['more'] {
  if (rows.length < PAGE) return [];
  const { getUnsettledTransactionListRequest: unsettled, getTransactionListRequest: batch } = body;
  const page = Number(object(object(unsettled ?? batch).paging).offset) + 1;
  if (batch !== undefined) return [batchTransactions(word(object(batch).batchId) ?? '', page)];
  const oldest = utc(rows.at(-1)?.submitTimeUTC) ?? '';
  return oldest < from ? [] : [unsettledTransactions(page)];
}
