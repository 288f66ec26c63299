import { eachOf, isFailedAttempt, type Names } from '../event/attempt';
import type { PaymentEvent } from '../event/paymentEvent';
import { later } from '../event/reading';
import { instant } from './instant';
import type { Counted, CountingRule, Level } from './ledger';
import { keyed } from './personal';
import { subjectOf } from './subject';

/** What is asked of the ledger about one event that is to be counted and told of. */
export interface Question extends Counted {
  /** The attempt, or the event where there is none. */
  readonly told: Names;
  /** What is told at most once per workflow. */
  readonly subject: Names;
  /** The attempt by each of its names; empty where it is not counted. */
  readonly tries: readonly Try[];
  readonly levels: readonly { readonly level: Level; readonly subject: Names }[];
}
export interface Try {
  /** Rule and key, as one digest. */
  readonly scope: string;
  readonly attempt_key: string;
  readonly occurred_at: string;
  /** The window that it lies in the middle of: what comes in late, the latest first, counts nothing that came long after. */
  readonly since: string;
  readonly until: string;
}

export function question(item: Counted, told: Names, rule: CountingRule, secret: string): Question {
  const { event, key } = item;
  const subject = subjectOf(event, told);
  if (!isFailedAttempt(event) || !event.attempt) {
    return { ...item, told, subject, tries: [], levels: [] };
  }
  const occurred_at = countedAt(event);
  const since = later(occurred_at, -rule.window);
  const until = later(occurred_at, rule.window);
  const tries = eachOf(told, (name): Try => {
    const counted = key === undefined ? ['attempt', name] : ['key', key];
    const scope = keyed(secret, JSON.stringify([rule.by, rule.window, ...counted])).slice(0, 40);
    return { scope, attempt_key: name, occurred_at, since, until };
  });
  const levels = rule.levels.map((level) => ({
    level,
    subject: eachOf(tries, ({ scope }) => `level:${scope}:${level.name}`),
  }));
  return { ...item, told, subject, tries, levels };
}

/** A gateway's clock may run ahead, but not so far that a window moves on its word alone. */
function countedAt({ occurredAt, receivedAt }: PaymentEvent): string {
  const limit = later(receivedAt, 300);
  const at = instant(occurredAt);
  return at < limit ? at : limit;
}
