import type { PaymentEvent, Reference } from '../event/paymentEvent';
import { clean } from './batch';

/** The names under which the case of an event is known, each unique in the ledger. */
export function referenceNames(event: PaymentEvent): readonly string[] {
  const { gateway, account, attempt, references, id } = event;
  const names = references
    // Our own case id may come back from any gateway: it names a case, not something at that gateway.
    .filter(({ type }) => type !== 'case')
    .map(({ type, value }) => name(value, type, gateway, account));
  // Two accounts of one attempt belong together even where one of them knows nothing else.
  if (attempt) {
    const prefix = `${gateway}:${account}:`;
    const value = attempt.key.startsWith(prefix) ? attempt.key.slice(prefix.length) : attempt.key;
    names.push(name(value, 'attempt', gateway, account));
  } else if (names.length === 0) names.push(name(id, 'event', gateway, account));
  return [...new Set(names)];
}

/** Case ids that we wrote into a link's metadata, and that came back. */
export const namedCases = ({ references }: PaymentEvent): readonly string[] =>
  references.filter(({ type }) => type === 'case').map(({ value }) => clean(value));

export const withReferences = (event: PaymentEvent, more: readonly Reference[]): PaymentEvent => {
  const known = new Set(event.references.map(({ type, value }) => `${type} ${value}`));
  const added = more.filter(({ type, value }) => !known.has(`${type} ${value}`));
  return added.length === 0 ? event : { ...event, references: [...event.references, ...added] };
};

/** The value comes first: names of one thing then lie side by side in the index. */
const name = (...parts: readonly string[]): string => clean(JSON.stringify(parts));
