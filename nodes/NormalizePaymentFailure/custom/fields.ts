import type { IExecuteFunctions } from 'n8n-workflow';
import { fieldWrong } from './errors';

/** What the operator has mapped for one item. */
export interface Fields {
  /** What stands in a field, as text; `undefined` where it is empty. Raises where it is no text or has lost digits. */
  text(name: string): string | undefined;
  /** The same, for what no event can do without. */
  required(name: string): string;
  /** What the operator reads where a field holds what it cannot. */
  wrong(name: string, why: string, whatToDo: string): Error;
}

export function fieldsOf(context: IExecuteFunctions, index: number): Fields {
  const wrong: Fields['wrong'] = (name, why, whatToDo) =>
    fieldWrong(context.getNode(), name, why, whatToDo, index);
  const text: Fields['text'] = (name) => {
    const value: unknown = context.getNodeParameter(name, index, '');
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value.trim() || undefined;
    if (typeof value === 'boolean') return String(value);
    if (typeof value !== 'number') {
      throw wrong(name, 'is a list or an object', 'Map a single value of it.');
    }
    if (isExact(value)) return String(value);
    throw wrong(
      name,
      `is the number ${value}, of which digits were lost when it was read`,
      'Have the gateway send it as text, or map another field.',
    );
  };
  const required: Fields['required'] = (name) => {
    const value = text(name);
    if (value !== undefined) return value;
    throw wrong(name, 'is empty', 'Map the field of the delivery that holds it.');
  };
  return { text, required, wrong };
}

/** Whether a JSON number can only have been written with these digits: no more than 15 of them survive for certain. */
const isExact = (value: number): boolean =>
  Number.isSafeInteger(value) || /^-?(?=[\d.]{3,16}$)\d+\.\d+$/.test(String(value));
