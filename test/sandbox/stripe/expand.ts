import { isObject, type Json, type JsonObject } from '../../../nodes/core/event/json';
import { invalid } from './refusal';
import type { Shelf } from './shelf';

const DEEPEST = 4;

/** Replaces ids by the objects they name, along each path. https://docs.stripe.com/api/expanding_objects */
export function expand(body: JsonObject, paths: readonly string[], shelf: Shelf): JsonObject {
  return paths.reduce((expanded, path) => {
    const steps = path.split('.');
    if (steps.length > DEEPEST)
      throw invalid(
        `You cannot expand more than ${DEEPEST} levels of a property. Property: ${path}`,
      );
    return expandIn(expanded, steps, shelf);
  }, body);
}

function expandIn(body: JsonObject, [step, ...rest]: readonly string[], shelf: Shelf): JsonObject {
  if (step === undefined) return body;
  const value = include(body, step, shelf);
  if (value === undefined)
    throw invalid(`This property cannot be expanded (${step}).`, { param: 'expand' });
  return { ...body, [step]: follow(value, rest, shelf) };
}

function follow(value: Json, rest: readonly string[], shelf: Shelf): Json {
  if (Array.isArray(value)) return value.map((entry: Json) => follow(entry, rest, shelf));
  const found = typeof value === 'string' ? (shelf.objects.get(value) ?? value) : value;
  return isObject(found) ? expandIn(found, rest, shelf) : found;
}

/** An invoice shows its payments only to those who ask. */
function include(body: JsonObject, step: string, shelf: Shelf): Json | undefined {
  if (body.object !== 'invoice' || step !== 'payments') return body[step];
  const data = [...shelf.objects.values()].filter(
    (other) => other.object === 'invoice_payment' && other.invoice === body.id,
  );
  return { object: 'list', data, has_more: false, url: '/v1/invoice_payments' };
}
