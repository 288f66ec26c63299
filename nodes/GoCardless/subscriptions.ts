import { text } from '../core/event/json';
import type { Occurrence, Reader, Told } from './told';

/** https://developer.gocardless.com/api-reference/#event-types-subscription */

export const startedSubscription: Reader = (occurrence) => ({
  ...facts(occurrence),
  type: 'subscription.started',
});

export const endedSubscription: Reader = (occurrence) => ({
  ...facts(occurrence),
  type: 'subscription.canceled',
});

/** Its payments are told of by themselves, so it stands for no attempt and no case. */
const facts = ({ ids, found: { subscription } }: Occurrence): Omit<Told, 'type'> => ({
  kind: 'subscription',
  references: [],
  subscription:
    ids.subscription === undefined
      ? undefined
      : { id: ids.subscription, status: text(subscription?.status) },
});
