import { object, text, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import { instantOf } from '../core/event/reading';

/**
 * What QuickBooks tells of a change: which object of which company, what was done to it, and when. It comes in two
 * writings, as a CloudEvent (https://cloudevents.io) and as it came before 2026; what a look finds is written like the
 * former.
 */

export const ENTITIES = {
  payment: 'Payment',
  invoice: 'Invoice',
  estimate: 'Estimate',
  refundreceipt: 'RefundReceipt',
} as const;
export type Entity = keyof typeof ENTITIES;

const isEntity = (name: string): name is Entity => Object.hasOwn(ENTITIES, name);

/** Both writings of each: as it was before 2026, and as CloudEvents have it. Sending an object changes it as well. */
const OPERATIONS: ReadonlyMap<string, string> = new Map([
  ['create', 'created'],
  ['created', 'created'],
  ['update', 'updated'],
  ['updated', 'updated'],
  ['emailed', 'updated'],
  ['void', 'voided'],
  ['voided', 'voided'],
  ['delete', 'deleted'],
  ['deleted', 'deleted'],
]);

export const typeOf = (entity: string, operation: string): string =>
  `qbo.${entity.toLowerCase()}.${OPERATIONS.get(operation.toLowerCase()) ?? operation}.v1`;

const CLOUD_EVENT = /^qbo\.([a-z]+)\.([a-z]+)\.v\d+$/;

/** The type of a CloudEvent, in one writing. */
export function typeIn({ type }: JsonObject): string | undefined {
  const [, entity, operation] = CLOUD_EVENT.exec(text(type)?.toLowerCase() ?? '') ?? [];
  return entity === undefined || operation === undefined ? undefined : typeOf(entity, operation);
}

/** What kind of object an event of ours is about. */
export function entityOf(type: string): Entity {
  const [, name = ''] = type.split('.');
  return isEntity(name) ? name : 'payment';
}

/** The object's id in the books. */
export const objectId = ({ payload }: Pick<RawEvent, 'payload'>): string | undefined =>
  text(payload.intuitentityid) ??
  (text(payload.realmId) === undefined ? undefined : text(payload.id));

/** When it happened. Older deliveries write the zone without a colon. */
export const happenedAt = ({ time, lastUpdated }: JsonObject): string | undefined =>
  utc(time ?? lastUpdated);

export const utc = (value: unknown): string | undefined =>
  instantOf(text(value)?.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));

/**
 * The name of a change: the same whether it was delivered, in either writing, or found by a look, which knows the object
 * and the second in which it was changed. Of two changes within a second the later one is read: QuickBooks gathers what
 * happened for a while before it tells of it.
 */
export const nameOf = (type: string, id: string, at: string | undefined): string =>
  [id, ...type.split('.').slice(1, 3), at?.slice(0, 19) ?? 'unknown'].join(':');

/** What a look lists as an event. */
export const listedPayload = (
  id: string,
  time: string | undefined,
  row: JsonObject,
): JsonObject => ({
  intuitentityid: id,
  time,
  row,
});

/** The object that an event names: as it was read, else as it was listed. */
export function rowOf({ type, payload }: RawEvent, answer: JsonObject | undefined): JsonObject {
  const name = ENTITIES[entityOf(type)];
  return object(object(answer)[name] ?? payload.row ?? object(payload.data).row);
}
