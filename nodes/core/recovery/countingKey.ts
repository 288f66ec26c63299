import { createHash } from 'node:crypto';
import type { PaymentEvent } from '../event/paymentEvent';

/** Whose failures are added up. `session`: the order where it is known, else the guest, else the card. */
export const COUNT_BY = ['session', 'customer', 'card', 'order', 'field'] as const;
export type CountBy = (typeof COUNT_BY)[number];

/**
 * The key under which an event is counted, or `undefined` where the event does not name it.
 * Hashed, since it may hold an address or a number of the guest's.
 */
export function countingKey(by: CountBy, event: PaymentEvent, field?: string): string | undefined {
  const named = name(by, event, field);
  return named && createHash('sha256').update(named.join('\u0000')).digest('hex').slice(0, 32);
}

function name(by: CountBy, event: PaymentEvent, field?: string): readonly string[] | undefined {
  switch (by) {
    case 'session':
      return name('order', event) ?? name('customer', event) ?? name('card', event);
    case 'customer':
      return customer(event);
    case 'card':
      return scoped(event, 'card', event.instrument?.fingerprint);
    case 'order':
      return scoped(event, 'order', event.order?.id);
    case 'field':
      return field ? ['field', field] : undefined;
  }
}

const scoped = (event: PaymentEvent, what: string, value: string | undefined) =>
  value === undefined ? undefined : [what, event.gateway, event.account, value];

function customer(event: PaymentEvent): readonly string[] | undefined {
  const { id, email, phone } = event.customer;
  if (id) return scoped(event, 'customer', id);
  if (email) return ['email', email.toLowerCase()];
  return phone ? ['phone', phone] : undefined;
}
