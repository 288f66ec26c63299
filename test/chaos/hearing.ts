import { posts, texts, type Post } from '../e2e/template';
import { groups } from './groups';
import type { Installation } from './installation';

/** What people read, by what it is about. */
export interface Hearing {
  readonly failuresOf: (table: string) => readonly Post[];
  readonly settlementsOf: (order: string) => readonly Post[];
  readonly pagesOf: (channel: string, order: string) => readonly Post[];
  /** How many messages a guest got. */
  readonly textsTo: (phone: string) => number;
  readonly guests: number;
}

const STAFF = '#payments';
const TABLE = /\btable (T\d{5})\b/;
const ORDER = /\border (O\d{5})\b/;
const REPEAT = /^\[May repeat an earlier message\] /;

export const isMarked = ({ text }: Post): boolean => REPEAT.test(text);
const isSettlement = ({ text }: Post): boolean => text.replace(REPEAT, '').startsWith('Settled ');
const isFailure = (post: Post): boolean => !isSettlement(post);
const tableOf = ({ text }: Post): string | undefined => TABLE.exec(text)?.[1];
const orderOf = ({ text }: Post): string | undefined => ORDER.exec(text)?.[1];

export function hearingOf({ restaurant }: Installation): Hearing {
  const channels = groups(posts(restaurant), ({ channel }) => channel);
  const staff = channels.get(STAFF) ?? [];
  const failures = groups(staff.filter(isFailure), tableOf);
  const settlements = groups(staff.filter(isSettlement), orderOf);
  const sent = groups(texts(restaurant), ({ to }) => to);
  return {
    failuresOf: (table) => failures.get(table) ?? [],
    settlementsOf: (order) => settlements.get(order) ?? [],
    pagesOf: (channel, order) =>
      (channels.get(channel) ?? []).filter((post) => orderOf(post) === order),
    textsTo: (phone) => sent.get(phone)?.length ?? 0,
    guests: sent.size,
  };
}
