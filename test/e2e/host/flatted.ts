import { isObject, list, type Json } from '../../../nodes/core/event/json';

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/**
 * Reads the format in which n8n keeps execution data: a list of values in which every string inside an object or a
 * list is the position of the value meant. https://github.com/WebReflection/flatted
 * (The package itself ships typings for ES modules only.)
 */
export function unflatten(flat: string): unknown {
  const entries = list(JSON.parse(flat));
  const revived = new Map<number, unknown>();

  function revive(position: number): unknown {
    if (revived.has(position)) return revived.get(position);
    const entry = entries[position];
    if (isList(entry)) {
      const values: unknown[] = [];
      revived.set(position, values);
      for (const value of entry) values.push(follow(value));
      return values;
    }
    if (!isObject(entry)) return entry;
    const values: Record<string, unknown> = {};
    revived.set(position, values);
    for (const [key, value] of Object.entries(entry)) values[key] = follow(value);
    return values;
  }

  const follow = (value: Json | undefined): unknown =>
    typeof value === 'string' ? revive(Number(value)) : value;

  return revive(0);
}
