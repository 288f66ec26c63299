import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What Stripe accepts as event types and API versions, read from the typings of Stripe's own SDK. */
export interface Catalogue {
  readonly eventTypes: ReadonlySet<string>;
  readonly apiVersions: ReadonlySet<string>;
}

let known: Catalogue | undefined;

export function catalogue(): Catalogue {
  known ??= read();
  return known;
}

function read(): Catalogue {
  const stripe = dirname(require.resolve('stripe'));
  const typings = readFileSync(join(stripe, 'resources/WebhookEndpoints.d.ts'), 'utf8');
  return { eventTypes: union(typings, 'EnabledEvent'), apiVersions: union(typings, 'ApiVersion') };
}

function union(typings: string, name: string): ReadonlySet<string> {
  const [, members = ''] = new RegExp(`type ${name} = ([^;]+);`).exec(typings) ?? [];
  const values = [...members.matchAll(/'([^']+)'/g)].flatMap(([, value]) => value ?? []);
  if (values.length === 0) throw new Error(`Stripe's typings list no ${name} any more`);
  return new Set(values);
}
