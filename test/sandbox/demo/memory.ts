import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isObject, object, text, type JsonObject } from '../../../nodes/core/event/json';

/** What the demo remembers between two starts: which workflow it imported, and all that its Stripe knows. */
export interface Memory {
  readonly workflowId: string | undefined;
  /** The template as it was imported: a changed one is imported anew. */
  readonly template: string | undefined;
  readonly stripe: JsonObject | undefined;
}

export async function recall(file: string): Promise<Memory> {
  const saved: unknown = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
  const { workflowId, template, stripe } = object(saved);
  return {
    workflowId: text(workflowId),
    template: text(template),
    stripe: isObject(stripe) ? stripe : undefined,
  };
}

export async function memorize(file: string, memory: Memory): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(memory, null, 2));
}
