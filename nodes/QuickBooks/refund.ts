import { text } from '../core/event/json';
import { reasonFor } from '../core/event/reason';
import { references } from '../core/event/references';
import { objectId } from './notice';
import { isBookedVoid, isSure, isVoided, moneyOf } from './objects';
import { reasons } from './reasons';
import type { Occurrence, Reader, Told } from './told';

/** A refund receipt was entered or changed: the money was given back, unless it says otherwise or cannot be read. */
export const changedRefund: Reader = (occurrence) => {
  const { about } = occurrence;
  if (isVoided(about) || isBookedVoid(about)) return withdrawnRefund(occurrence);
  return { ...facts(occurrence), type: isSure(about) ? 'refund.succeeded' : 'payment.pending' };
};

/** It was voided, or deleted from the books. */
export const withdrawnRefund: Reader = (occurrence) => ({
  ...facts(occurrence),
  type: 'refund.failed',
  reason: reasonFor(reasons, occurrence.event.type.includes('.deleted.') ? 'Delete' : 'Void'),
  amongUs: true,
});

function facts({ event, about, context }: Occurrence): Omit<Told, 'type'> {
  const id = text(about.Id) ?? objectId(event);
  return {
    kind: 'refund',
    transaction: id === undefined ? undefined : `refund-${id}`,
    amount: moneyOf(about.TotalAmt, about, context),
    references: references(['refund', id]),
  };
}
