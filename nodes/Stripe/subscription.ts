import { object, text, type JsonObject } from '../core/event/json';
import { idOf } from './objects';
import type { Reader, Told } from './told';

/** customer.subscription.updated: told of only where its state moved to past due, or back from there. */
export const changedSubscription: Reader = ({ event, about }) => {
  const before = text(object(object(event.payload.data).previous_attributes).status);
  if (before === undefined || before === about.status) return undefined;
  if (about.status === 'past_due') return { ...facts(about), type: 'subscription.past_due' };
  const recovered = before === 'past_due' && about.status === 'active';
  return recovered ? { ...facts(about), type: 'subscription.recovered' } : undefined;
};

/** customer.subscription.deleted */
export const endedSubscription: Reader = ({ about }) => ({
  ...facts(about),
  type: 'subscription.canceled',
});

/** No transaction: the tries to collect are told of by the invoice. */
function facts(about: JsonObject): Omit<Told, 'type'> {
  const id = idOf(about);
  return {
    kind: 'subscription',
    objects: [about],
    subscription: id === undefined ? undefined : { id, status: text(about.status) },
  };
}
