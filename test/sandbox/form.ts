import type { Json, JsonObject } from '../../nodes/core/event/json';

type Node = Map<string, Node | string>;

/** Reads a form with bracketed names, as Stripe and Twilio take them: `a[b]=1&list[]=x&list[]=y`. */
export function parseForm(form: string): JsonObject {
  const root: Node = new Map();
  for (const [name, value] of new URLSearchParams(form)) put(root, steps(name), value);
  return toObject(root);
}

const steps = (name: string): readonly string[] => name.replaceAll(']', '').split('[');

function put(node: Node, [step, ...rest]: readonly string[], value: string): void {
  if (step === undefined) return;
  // An empty step is "the next one of the list".
  const key = step === '' ? String(node.size) : step;
  if (rest.length === 0) {
    node.set(key, value);
    return;
  }
  const known = node.get(key);
  const child = known instanceof Map ? known : new Map<string, Node | string>();
  node.set(key, child);
  put(child, rest, value);
}

function toJson(node: Node | string): Json {
  if (typeof node === 'string') return node;
  const isList = node.size > 0 && [...node.keys()].every((key) => /^\d+$/.test(key));
  return isList ? [...node.values()].map(toJson) : toObject(node);
}

const toObject = (node: Node): JsonObject =>
  Object.fromEntries([...node].map(([key, value]) => [key, toJson(value)]));
