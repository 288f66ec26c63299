import { isObject, list, text, type JsonObject } from '../core/event/json';
import type { GatewayAdapter } from '../core/gateway/adapter';

/** The creditor that a token belongs to. Of several the oldest stands for the account, whatever is added later. */
export const account: GatewayAdapter['account'] = {
  read: { method: 'GET', path: '/creditors', query: { limit: '500' } },
  id: (answer) =>
    list(answer.creditors)
      .filter(isObject)
      .filter(({ id }) => text(id) !== undefined)
      .toSorted((a, b) => compare(age(a), age(b)))
      .map(({ id }) => text(id))[0],
};

const age = ({ created_at, id }: JsonObject): string =>
  `${text(created_at) ?? ''} ${text(id) ?? ''}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
