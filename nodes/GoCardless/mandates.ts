import { object, text } from '../core/event/json';
import { reference } from '../core/event/references';
import { reasonOf } from './failure';
import { isOwnDoing } from './payments';
import type { Occurrence, Reader, Told } from './told';

/**
 * A mandate is the guest's permission to collect, like a card on file: it owes nothing, and its failures are settled
 * by itself alone. https://developer.gocardless.com/api-reference/#event-types-mandate
 */

/** failed, cancelled, expired, blocked: nothing can be collected from this guest any more. */
export const lostMandate: Reader = (occurrence) =>
  isOwnDoing(occurrence)
    ? undefined
    : {
        ...mandateFacts(occurrence),
        type: 'payment.failed',
        reason: reasonOf(occurrence.event),
      };

/** active, reinstated, and replaced by a new one. */
export const goodMandate: Reader = (occurrence) => ({
  ...mandateFacts(occurrence),
  type: 'payment.succeeded',
});

const mandateFacts = ({ event, ids }: Occurrence): Omit<Told, 'type'> => ({
  kind: 'bank_debit',
  attempted: ids.mandate,
  references: [
    reference('setup', ids.mandate),
    reference('setup', text(object(event.links).new_mandate)),
  ],
});
