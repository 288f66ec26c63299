import { text } from '../core/event/json';
import { stripeMoney } from './amount';
import { reasonNamed } from './failure';
import { idOf } from './objects';
import type { Occurrence, Reader, Told } from './told';

/** charge.dispute.created: an inquiry is one as well, and is answered the same way. */
export const openedDispute: Reader = (occurrence) => ({
  ...disputeFacts(occurrence),
  type: 'dispute.opened',
  reason: disputeReason(occurrence),
});

/** charge.dispute.closed: only a lost one is a failure. */
export const closedDispute: Reader = (occurrence) => ({
  ...disputeFacts(occurrence),
  type: 'dispute.closed',
  ...(occurrence.about.status === 'lost' && {
    reason: { ...disputeReason(occurrence), advice: 'call_customer' },
  }),
});

const disputeFacts = ({ about }: Occurrence): Omit<Told, 'type'> => ({
  kind: 'dispute',
  transaction: idOf(about),
  amount: stripeMoney(about.amount, about.currency),
  objects: [about],
});

const disputeReason = ({ about }: Occurrence) => ({
  ...reasonNamed('dispute', text(about.reason)),
  networkCode: text(about.network_reason_code),
});
