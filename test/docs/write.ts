import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printedSchema } from './schema';

/** `npm run docs`: prints what the docs take from the code. */
writeFileSync(join(__dirname, '../../docs/payment-event.schema.json'), printedSchema());
