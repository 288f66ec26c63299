import type { LedgerStatus } from '../core/ledger/status';
import { many, manyOf, number, size, span, titleOf } from './phrases';

/** The message of the day: whether all is well, what is not, and how things stand. */
export function statusText(status: LedgerStatus, concerns: readonly string[]): string {
  const headline =
    concerns.length === 0
      ? 'Payment ledger: All is well.'
      : `Payment ledger: ${many(concerns.length, 'thing needs', 'things need')} a look.`;
  return [headline, ...concerns.map((concern) => `• ${concern}`), standing(status)].join('\n');
}

function standing({ cases, accounts, events, bytes, store, at, dead }: LedgerStatus): string {
  const opened = cases.opened.count > 0 ? `, ${number(cases.opened.count)} of them new` : '';
  const oldest = cases.oldest === undefined ? '' : `, the oldest for ${span(cases.oldest, at)}`;
  const lately = accounts.map(
    ({ gateway, account, lastEventAt }) =>
      `${titleOf(gateway)} ${account} ${span(lastEventAt, at)} ago`,
  );
  return [
    `${manyOf(cases.open, 'open case')}${opened}${oldest}.`,
    ...(lately.length > 0 ? [`Last events: ${lately.join(', ')}.`] : []),
    ...(dead.all.count > 0
      ? [`${manyOf(dead.all, 'event')} could not be handled since the ledger began.`]
      : []),
    `${capital(manyOf(events, 'event'))} in ${size(bytes)}, ${store === 'embedded' ? 'embedded' : 'in Postgres'}.`,
  ].join(' ');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
