import { integer, list, object, type JsonObject } from '../core/event/json';
import { orLastZone, wallTime } from '../core/event/localTime';
import type { RawEvent } from '../core/event/rawEvent';
import { later } from '../core/event/reading';
import type { ApiRequest } from '../core/gateway/apiClient';
import type { Backfill, Look } from '../core/gateway/look';
import { APPROVED, DECLINED, listed, SALE, VOIDED } from './events';
import { idOf, timeOf } from './fields';
import { PAGE, SALES, sales, TRANSACTIONS, transactions } from './requests';
import { fateOf, type Fate } from './statuses';
import { madeAt } from './transaction';

/**
 * Declined payments are not pushed: they stand in the list of transactions. Beside it the list of sales tells what was
 * paid while nobody took deliveries. https://developers.mindbodyonline.com/PublicDocumentation/V6
 */
export const backfill: Backfill = {
  keeps: 30 * 24 * 3600,
  // A night on which clocks are put back shows an hour twice.
  overlap: 2 * 3600,
  listed,
  unpushed: 'declined cards',
  reads: (look) => LISTS.map(({ page }) => page(...spanOf(look), 0)),
  read: (answer, asked, look) => {
    const kind = LISTS.find(({ path }) => path === asked.path);
    if (!kind) return { events: [], more: [] };
    const rows = list(answer[kind.name]).map(object);
    const events = rows.flatMap((row) => kind.eventOf(row, look));
    const offset = Number(asked.query?.['request.offset']) + rows.length;
    return {
      events,
      more: isMore(answer, rows, offset) ? [kind.page(...spanOf(look), offset)] : [],
    };
  },
};

const TYPES: Readonly<Record<Fate, string>> = { failed: DECLINED, paid: APPROVED, voided: VOIDED };

interface List {
  readonly path: string;
  /** Under which name the rows stand. */
  readonly name: string;
  readonly page: (from: string, to: string, offset: number) => ApiRequest;
  readonly eventOf: (row: JsonObject, look: Look) => readonly RawEvent[];
}

const LISTS: readonly List[] = [
  {
    path: TRANSACTIONS,
    name: 'Transactions',
    page: transactions,
    eventOf: (row, look) => {
      const fate = fateOf(row.Status);
      const at = madeAt(row, look.timeZone);
      if (!fate) return [];
      return eventOf(TYPES[fate], idOf(row.TransactionId), at, row, look);
    },
  },
  {
    path: SALES,
    name: 'Sales',
    page: sales,
    eventOf: (row, look) =>
      eventOf(SALE, idOf(row.Id), timeOf(row.SaleDateTime, look.timeZone), row, look),
  },
];

/** A row is no event yet: it is named after what it is and what became of it. */
function eventOf(
  type: string,
  id: string | undefined,
  at: string | undefined,
  row: JsonObject,
  { from, to }: Look,
): readonly RawEvent[] {
  if (id === undefined || (at !== undefined && at < from)) return [];
  const payload = { eventId: type, eventData: row };
  return [{ gateway: 'mindbody', id: `${type}:${id}`, type, receivedAt: to, payload }];
}

/**
 * To the end of tomorrow, since it is not said by whose clocks the list is cut. Where the site's clocks are not known,
 * from when it was that late everywhere: what was listed before is known by its id.
 */
const spanOf = ({ from, to, timeZone }: Look): readonly [string, string] => [
  wallTime(from, orLastZone(timeZone)),
  wallTime(later(to, 24 * 3_600), timeZone),
];

function isMore(answer: JsonObject, rows: readonly JsonObject[], offset: number): boolean {
  if (rows.length === 0) return false;
  const total = integer(object(answer.PaginationResponse).TotalResults);
  return total === undefined ? rows.length >= PAGE : offset < total;
}
