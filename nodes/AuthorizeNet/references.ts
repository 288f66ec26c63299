import type { Reference } from '../core/event/paymentEvent';
import { recurs } from '../core/event/references';
import type { ReferenceType } from '../core/event/taxonomy';
import type { NormalizeContext } from '../core/gateway/context';
import type { Transaction } from './transaction';

/**
 * The names under which failure and success of one thing meet. An invoice number is one payment's, tried until it is
 * paid, unless the credential says that an order's parts share it. A subscription's payments are told apart by their
 * number: its invoice number comes back with each. The reference id of a request is none: many send the same with all.
 */
export function referencesOf(
  transaction: Transaction,
  { reference }: Pick<NormalizeContext, 'reference'>,
): readonly Reference[] {
  const { id, original, subscription } = transaction;
  const found: readonly (readonly [ReferenceType, string | undefined])[] = [
    ['payment', id],
    ['payment', original],
    subscription === undefined
      ? [reference === 'order' ? 'order' : 'invoice', invoiceName(transaction)]
      : ['subscription_period', periodOf(subscription)],
  ];
  return found.flatMap(([type, value]) => (value === undefined ? [] : [{ type, value }]));
}

/** A refund is owed by itself: that its payment was made settles nothing. */
export const refundReferences = ({ id, original }: Transaction): readonly Reference[] => [
  ...(id === undefined ? [] : [{ type: 'refund', value: id } as const]),
  ...(original === undefined ? [] : [{ type: 'payment', value: original } as const]),
];

export const periodOf = ({
  id,
  payment,
}: NonNullable<Transaction['subscription']>): string | undefined =>
  payment === undefined ? undefined : `${id}:${payment}`;

/** A number that comes back does not do so on the same day. */
function invoiceName({ invoiceNumber, localTime }: Transaction): string | undefined {
  if (invoiceNumber === undefined || !recurs(invoiceNumber)) return invoiceNumber;
  const day = /^\d{4}-\d{2}-\d{2}/.exec(localTime ?? '')?.[0];
  return day === undefined ? undefined : `${invoiceNumber} on ${day}`;
}
