import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paymentEventJsonSchema, paymentEventSchema } from '../../nodes/core/event/paymentEvent';
import {
  ADVICE,
  CATEGORIES,
  CAUSES,
  FAILURE_KINDS,
  HARDNESS,
} from '../../nodes/core/event/taxonomy';
import { declined, paid } from '../fixtures/events';
import { printedSchema } from './schema';

const doc = (name: string): string => readFileSync(join(__dirname, '../../docs', name), 'utf8');

describe('what the docs say of the payment event', () => {
  test('the printed JSON Schema is the code’s; if not, run npm run docs', () => {
    expect(doc('payment-event.schema.json')).toBe(printedSchema());
  });

  test('names every field and every word of the taxonomy', () => {
    const text = doc('payment-event.md');
    const fields = Object.keys(paymentEventJsonSchema().properties ?? {}).filter(
      (name) => name !== 'schema',
    );
    for (const word of [
      ...fields.filter(
        (name) => name !== 'gateway' && name !== 'account' && name !== 'occurredAtSource',
      ),
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
