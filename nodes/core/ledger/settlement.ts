import type { PaymentEvent } from '../event/paymentEvent';
import { clean } from './batch';
import { GOOD_NEWS } from './obligations';
import type { CaseRow } from './schema';

/**
 * The name of a settlement: of the entry in the case's trail that settles it, and of the event, where that is no good news
 * itself: it showed that what failed and what was paid are one, and nobody else will say so.
 */
export function settlementBy(come: readonly PaymentEvent[], caseId: string, entry: number): string {
  const [first] = come.some(isGoodNews) ? [] : come;
  return ['settled', caseId, entry, ...(first ? [clean(first.id)] : [])].join(':');
}

/** The settlement that holds. A case that was never seen open has none. */
export const settlementOf = ({ status, settlement }: CaseRow): string | undefined =>
  status === 'settled' ? (settlement ?? undefined) : undefined;

/** The settlement that an event may announce. */
export function settlementTold(event: PaymentEvent, row: CaseRow): string | undefined {
  const settlement = settlementOf(row);
  const isItsOwn = settlement?.endsWith(`:${clean(event.id)}`) === true;
  return isItsOwn || isGoodNews(event) ? settlement : undefined;
}

const isGoodNews = ({ type }: PaymentEvent): boolean => GOOD_NEWS.includes(type);
