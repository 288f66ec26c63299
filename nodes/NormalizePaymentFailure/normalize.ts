import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { passesFinally } from '../core/gateway/filter';
import type { Ledger } from '../core/ledger/ledger';
import { ledgerFor } from '../core/n8n/openLedger';
import { failed, sorted, type Placed, type Routed } from '../core/n8n/readItems';
import { readItem, sameLedger } from '../core/n8n/readItem';
import { complete } from './complete';
import { outsideItem } from './outside';

const EVENTS = 0;
const FILTERED = 1;

/** Takes in all items, completes their events, and lets through what this workflow is for. */
export async function normalize(
  context: IExecuteFunctions,
  now: string,
): Promise<INodeExecutionData[][]> {
  const routed: Routed[] = [];
  const placed: Placed[] = [];
  for (const [index, input] of context.getInputData().entries()) {
    try {
      const item =
        'dispatch' in input.json
          ? await readItem(context.getNode(), input.json, index)
          : await outsideItem(context, input, index, now);
      if (item) placed.push({ index, json: { ...item }, item });
      else routed.push(filtered(index, { ...input.json }, 'This event was delivered before'));
    } catch (error) {
      routed.push(failed(context, index, error));
    }
  }
  for (const name of ['live', 'test'] as const) {
    const group = placed.filter(({ item }) => item.ledger === name);
    if (group.length === 0) continue;
    try {
      routed.push(...(await normalizeGroup(context, group, await ledgerFor(context, name), now)));
    } catch (error) {
      for (const { index } of group) routed.push(failed(context, index, error));
    }
  }
  return sorted(routed, 2);
}

async function normalizeGroup(
  context: IExecuteFunctions,
  group: readonly Placed[],
  ledger: Ledger,
  now: string,
): Promise<readonly Routed[]> {
  for (const { item, index } of group)
    sameLedger(context.getNode(), item, ledger.fingerprint, index);
  const ours = await ledger.claim(
    group.map(({ item }) => item.dispatch),
    now,
  );
  const taken = group.filter((_, i) => ours[i]);
  const superseded = group.filter((_, i) => !ours[i]);
  const completed = await complete(context, taken, ledger);
  const dropped = completed.filter(({ item }) => !passesHere(item));
  if (dropped.length > 0) {
    await ledger.finish(
      dropped.map(({ item }) => item.dispatch),
      now,
    );
  }
  return [
    ...completed.map((one) =>
      passesHere(one.item)
        ? { output: EVENTS, index: one.index, json: { ...one.json, event: one.item.event } }
        : filtered(one.index, one.json, 'The trigger’s filters leave it out'),
    ),
    ...superseded.map(({ index, json }) =>
      filtered(index, json, 'Another execution has taken this event over'),
    ),
  ];
}

const passesHere = ({ event, filters }: Placed['item']): boolean =>
  filters === undefined || passesFinally(event, filters);

const filtered = (index: number, json: Routed['json'], because: string): Routed => ({
  output: FILTERED,
  index,
  json: { ...json, filtered: because },
});
