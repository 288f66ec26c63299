import { text } from '../core/event/json';
import { instantOf } from '../core/event/reading';
import { reference } from '../core/event/references';
import { disputed, returned } from './failure';
import { isBankDebit } from './instrument';
import { isTrue } from './item';
import { paymentOf } from './references';
import type { Occurrence, Reader, Told } from './told';

/** All events of a dispute have its reference. https://docs.adyen.com/risk-management/disputes-api/dispute-notifications */

export const openedDispute: Reader = (occurrence) =>
  isBankDebit(occurrence.item)
    ? returnedDebit(occurrence)
    : {
        ...facts(occurrence),
        type: 'dispute.opened',
        reason: disputed(occurrence, isDefendable(occurrence) ? 'answer_dispute' : 'call_customer'),
        dispute: named(occurrence, { answerBy: answerBy(occurrence) }),
      };

/** Won is not final: the bank may come back with SECOND_CHARGEBACK, which then is the later word. */
export const closedDispute =
  (outcome: 'won' | 'lost'): Reader =>
  (occurrence) => {
    if (isBankDebit(occurrence.item)) {
      return outcome === 'won'
        ? { ...debit(occurrence), type: 'payment.succeeded' }
        : returnedDebit(occurrence);
    }
    return {
      ...facts(occurrence),
      type: 'dispute.closed',
      dispute: named(occurrence, { outcome }),
      ...(outcome === 'lost' && { reason: disputed(occurrence, 'call_customer') }),
    };
  };

/** DISPUTE_DEFENSE_PERIOD_ENDED: of a mere question nothing is lost yet, though a chargeback may follow. */
export const undefendedDispute: Reader = (occurrence) =>
  text(occurrence.additional.chargebackReasonCode) === undefined &&
  text(occurrence.additional.rfiReasonCode) !== undefined
    ? undefined
    : closedDispute('lost')(occurrence);

const facts = ({ item }: Occurrence): Omit<Told, 'type'> => ({
  kind: 'dispute',
  transaction: text(item.pspReference),
  references: [
    reference('dispute', item.pspReference),
    reference('payment', item.originalReference),
  ],
});

const returnedDebit = (occurrence: Occurrence): Told => ({
  ...debit(occurrence),
  type: 'payment.failed',
  reason: returned(occurrence),
});

const debit = ({ item }: Occurrence): Omit<Told, 'type'> => ({
  transaction: paymentOf(item),
  references: [reference('payment', paymentOf(item))],
});

function named(
  { item }: Occurrence,
  fate: Omit<NonNullable<Told['dispute']>, 'id'>,
): Told['dispute'] {
  const id = text(item.pspReference);
  return id === undefined ? undefined : { id, ...fate };
}

const isDefendable = ({ additional }: Occurrence): boolean =>
  additional.defendable === undefined || isTrue(additional.defendable);

const answerBy = (occurrence: Occurrence): string | undefined =>
  isDefendable(occurrence) ? instantOf(occurrence.additional.defensePeriodEndsAt) : undefined;
