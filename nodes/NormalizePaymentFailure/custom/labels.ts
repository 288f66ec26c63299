import type { INodeProperties } from 'n8n-workflow';
import { customProperties } from './properties';

/** What a field is called in the editor, by the path that n8n reads it under: `order.table` is Order > Table. */
export function labelOf(path: string): string {
  const labels: string[] = [];
  let level: readonly INodeProperties[] = customProperties;
  for (const name of path.replace(/\[\d+\]/g, '').split('.')) {
    const found = level.find((one) => one.name === name);
    if (!found) continue;
    labels.push(found.displayName);
    level = (found.options ?? []).flatMap((option) => insideOf(option));
  }
  return labels.join(' > ');
}

/** The fields of a collection stand in it; those of a fixed collection one level deeper. */
const insideOf = (
  option: NonNullable<INodeProperties['options']>[number],
): readonly INodeProperties[] =>
  'values' in option ? option.values : 'type' in option ? [option] : [];
