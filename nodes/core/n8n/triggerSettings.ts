import { isObject, list, object, text } from '../event/json';
import { EVENT_TYPES, type EventType } from '../event/taxonomy';
import type { Filters } from '../gateway/filter';
import type { TestRecipient } from './item';
import { testRecipientFrom } from './recipients';

/** What the trigger's parameters say. */
export interface TriggerSettings {
  readonly filters: Filters;
  readonly simplify: boolean;
  readonly testRecipient: TestRecipient;
  readonly account?: string | undefined;
  readonly whenUnpublished: 'keep' | 'remove';
  readonly emitSample: boolean;
}

interface Parameters {
  getNodeParameter(name: string, fallback?: unknown): unknown;
}

export function readSettings(parameters: Parameters): TriggerSettings {
  const options = object(parameters.getNodeParameter('options', {}));
  return {
    filters: readFilters(
      parameters.getNodeParameter('eventTypes', []),
      object(parameters.getNodeParameter('filters', {})),
    ),
    simplify: parameters.getNodeParameter('simplify', true) !== false,
    testRecipient: testRecipientFrom((name) => options[name]),
    account: text(options['account'])?.trim(),
    whenUnpublished: options['whenUnpublished'] === 'remove' ? 'remove' : 'keep',
    emitSample: options['emitSample'] === true,
  };
}

function readFilters(eventTypes: unknown, filters: ReturnType<typeof object>): Filters {
  const { mode, minimumAmount, minimumAmountCurrency } = filters;
  const wanted = list(eventTypes);
  return {
    eventTypes: EVENT_TYPES.filter((type: EventType) => wanted.includes(type)),
    mode: mode === 'live' || mode === 'test' ? mode : 'both',
    accounts: strings(filters['accounts']),
    ...(typeof minimumAmount === 'number' && minimumAmount > 0
      ? {
          minimumAmount: {
            value: minimumAmount,
            currency: text(minimumAmountCurrency)?.trim().toUpperCase(),
          },
        }
      : {}),
    products: strings(filters['products']),
    locations: strings(filters['locations']),
  };
}

/** An expression may give one text where the editor gives a list. */
const strings = (value: unknown): readonly string[] =>
  (isObject(value) ? [] : [value].flat())
    .flatMap((entry) => text(entry) ?? [])
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
