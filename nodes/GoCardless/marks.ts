import { isObject, object, type JsonObject } from '../core/event/json';
import type { PaymentEvent, Reference } from '../core/event/paymentEvent';
import { firstOf } from '../core/event/reading';
import type { ReferenceType } from '../core/event/taxonomy';
import type { CaseMark } from '../core/gateway/adapter';
import type { ApiRead, ApiRequest } from '../core/gateway/apiClient';
import type { Marking } from '../core/gateway/performMark';
import { pathOf } from './needs';
import type { Kind } from './resources';

/** https://developer.gocardless.com/api-reference/#payments-update-a-payment, and mandates-update-a-mandate */
const MOST_KEYS = 3;
const OURS = ['payment_failure_case', 'payment_failure_status'];

/** A refund is marked on its payment, where people look for it. */
const MARKED: readonly ReferenceType[] = ['payment', 'setup'];

/**
 * Shows case and state on the payment in GoCardless's dashboard, or on the mandate that ended, as far as its metadata
 * have room. They are read first and written as a whole: whether a write adds to them or replaces them is not said.
 */
export function mark(event: PaymentEvent, { caseId, status }: CaseMark): readonly Marking[] {
  const target = firstOf(MARKED, (type) => event.references.find((one) => one.type === type));
  const kind = target && KINDS[target.type];
  if (!kind || event.connected === true) return [];
  const path = pathOf(kind, target.value);
  const write = (answer: JsonObject): readonly ApiRequest[] => {
    const thing = answer[`${kind}s`];
    if (!isObject(thing)) return [];
    const held = Object.entries(object(thing.metadata)).filter(([key]) => !OURS.includes(key));
    const marks: readonly (readonly [string, string])[] = [
      ['payment_failure_case', caseId],
      ['payment_failure_status', status],
    ];
    const ours = marks.slice(0, Math.max(0, MOST_KEYS - held.length));
    const metadata = Object.fromEntries([...held, ...ours]);
    return ours.length === 0 ? [] : [{ method: 'PUT', path, body: { [`${kind}s`]: { metadata } } }];
  };
  return [{ read: { method: 'GET', path }, write }];
}

const KINDS: Partial<Readonly<Record<ReferenceType, Kind>>> = {
  payment: 'payment',
  refund: 'refund',
  setup: 'mandate',
};

/** The read that tells whether a thing is paid now. */
export function state({ type, value }: Reference): ApiRead | undefined {
  const kind = KINDS[type];
  return kind && { method: 'GET', path: pathOf(kind, value), key: 'state' };
}
