import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { isObject, list, text } from '../core/event/json';
import type { CountingRule, Level } from '../core/ledger/ledger';
import { textParameter } from '../core/n8n/parameter';
import { COUNT_BY, type CountBy } from '../core/recovery/countingKey';

const SECONDS_PER_HOUR = 3600;

export interface Settings {
  readonly by: CountBy;
  readonly rule: CountingRule;
  readonly staffRecipient: string;
  /** Who is paged, by the level's name. */
  readonly recipients: ReadonlyMap<string, string>;
}

/** The node's parameters, checked. Raises NodeOperationError where they cannot be meant. */
export function settingsOf(context: IExecuteFunctions): Settings {
  const node = context.getNode();
  const by = COUNT_BY.find((known) => known === node.parameters['countBy']) ?? 'session';
  const hours = node.parameters['windowHours'];
  if (typeof hours !== 'number' || !(hours > 0)) {
    throw new NodeOperationError(node, 'Window (Hours) must be above zero');
  }
  const levels = levelsOf(context);
  const twice = levels.find(({ name }, i) => levels.findIndex((l) => l.name === name) !== i);
  if (twice) {
    throw new NodeOperationError(
      node,
      `Two levels are called “${twice.name}”. Give each its own name.`,
    );
  }
  return {
    by,
    rule: {
      by,
      window: Math.round(hours * SECONDS_PER_HOUR),
      levels: levels.map(({ name, at }) => ({ name, at })),
    },
    staffRecipient: textParameter(context, 'staffRecipient', 0),
    recipients: new Map(levels.map(({ name, recipient }) => [name, recipient])),
  };
}

function levelsOf(context: IExecuteFunctions): readonly (Level & { readonly recipient: string })[] {
  const collection: unknown = context.getNodeParameter('levels', 0, {});
  return list(isObject(collection) ? collection['level'] : undefined)
    .filter(isObject)
    .map((row, i) => ({
      name: text(row['name']) ?? `Level ${i + 1}`,
      at: Math.max(1, Math.trunc(Number(row['at'] ?? 1))),
      recipient: text(row['recipient']) ?? '',
    }))
    .sort((a, b) => a.at - b.at);
}
