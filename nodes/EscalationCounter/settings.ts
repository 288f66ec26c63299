import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import { isObject, list, text } from '../core/event/json';
import type { CountingRule, Level } from '../core/ledger/ledger';
import { textParameter } from '../core/n8n/parameter';
import { COUNT_BY, type CountBy } from '../core/recovery/countingKey';

const SECONDS_PER_HOUR = 3600;

export interface Settings {
  readonly by: CountBy;
  readonly rule: CountingRule;
}

/** Whom one item concerns: recipients may follow its location. */
export interface Recipients {
  readonly staff: string;
  /** By the level's name. */
  readonly levels: ReadonlyMap<string, string>;
}

/** The node's parameters, checked. Raises NodeOperationError where they cannot be meant. */
export function settingsOf(context: IExecuteFunctions): Settings {
  const node = context.getNode();
  const by = COUNT_BY.find((known) => known === node.parameters['countBy']) ?? 'session';
  const hours = node.parameters['windowHours'];
  if (typeof hours !== 'number' || !(hours > 0)) {
    throw new NodeOperationError(node, 'Window (Hours) must be above zero');
  }
  // As they stand in the node: no item's recipient is worked out here.
  const levels = levelsOf(node.parameters['levels']);
  const twice = levels.find(({ name }, i) => levels.findIndex((l) => l.name === name) !== i);
  if (twice) {
    throw new NodeOperationError(
      node,
      `Two levels are called “${twice.name}”. Give each its own name.`,
    );
  }
  const uncounted = levels.find(({ at }) => Number.isNaN(at));
  if (uncounted) {
    throw new NodeOperationError(
      node,
      `At Count of the level “${uncounted.name}” must be a number. Only its Recipient can be an expression.`,
    );
  }
  return {
    by,
    rule: {
      by,
      window: Math.round(hours * SECONDS_PER_HOUR),
      levels: levels.map(({ name, at }) => ({ name, at })),
    },
  };
}

export const recipientsOf = (context: IExecuteFunctions, index: number): Recipients => ({
  staff: textParameter(context, 'staffRecipient', index),
  levels: new Map(
    levelsOf(context.getNodeParameter('levels', index, {})).map(({ name, recipient }) => [
      name,
      recipient,
    ]),
  ),
});

const levelsOf = (collection: unknown): readonly (Level & { readonly recipient: string })[] =>
  list(isObject(collection) ? collection['level'] : undefined)
    .filter(isObject)
    .map((row, i) => ({
      name: text(row['name']) ?? `Level ${i + 1}`,
      at: Math.max(1, Math.trunc(Number(row['at'] ?? 1))),
      recipient: text(row['recipient']) ?? '',
    }))
    .sort((a, b) => a.at - b.at);
