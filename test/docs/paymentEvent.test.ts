import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paymentEventJsonSchema, paymentEventSchema } from '../../nodes/core/event/paymentEvent';
import { object } from '../../nodes/core/event/json';
import {
  ADVICE,
  CATEGORIES,
  CAUSES,
  CHANNELS,
  EVENT_TYPES,
  FAILURE_KINDS,
  HARDNESS,
  REFERENCE_TYPES,
} from '../../nodes/core/event/taxonomy';
import { declined, paid } from '../fixtures/events';
import { printedSchema } from './schema';

const doc = (name: string): string => readFileSync(join(__dirname, '../../docs', name), 'utf8');

const words = (cell: string): readonly string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
const alone = (name: string): readonly [string, readonly string[]] => [name, []];

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly items?: unknown;
}

type Fields = Readonly<Record<string, readonly string[]>>;

/** The fields of an event, with the names of what each holds. */
const fieldsOf = ({ properties = {} }: Schema): Fields =>
  Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, Object.keys(propertiesOf(schema))]),
  );

const propertiesOf = (schema: unknown): object => {
  const of = object(schema);
  return object(of.properties ?? object(of.items).properties);
};

describe('what the docs say of the payment event', () => {
  test('the printed JSON Schema is the code’s; if not, run npm run docs', () => {
    expect(doc('payment-event.schema.json')).toBe(printedSchema());
  });

  test('every field has a row, which names all that is in it', () => {
    const rows = doc('payment-event.md')
      .split('\n')
      .flatMap((line) => {
        const [, names = '', holds = ''] = /^\| ([^|]+) \| (.+) \|$/.exec(line) ?? [];
        return words(names).map((name) => [name, words(holds)] as const);
      });
    const { reason, ...rest } = fieldsOf(paymentEventJsonSchema());
    const expected: Fields = {
      ...rest,
      reason: [],
      ...Object.fromEntries((reason ?? []).map(alone)),
    };
    expect(rows.map(([name]) => name).toSorted()).toEqual(Object.keys(expected).toSorted());
    for (const [name, holds] of rows)
      expect({ name, holds }).toEqual({
        name,
        holds: expect.arrayContaining(expected[name] ?? []),
      });
  });

  test('names every word of the taxonomy', () => {
    const text = doc('payment-event.md');
    for (const word of [
      ...EVENT_TYPES,
      ...REFERENCE_TYPES,
      ...CHANNELS,
      ...CATEGORIES,
      ...CAUSES,
      ...HARDNESS,
      ...ADVICE,
      ...FAILURE_KINDS,
    ]) {
      expect(text).toContain(`\`${word}\``);
    }
  });

  test('the events of the tests are payment events', () => {
    expect(paymentEventSchema.safeParse(declined()).success).toBe(true);
    expect(paymentEventSchema.safeParse(paid()).success).toBe(true);
  });
});
