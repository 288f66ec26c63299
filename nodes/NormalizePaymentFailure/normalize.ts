import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { passesFinally } from '../core/gateway/filter';
import type { Ledger } from '../core/ledger/ledger';
import {
  byLedger,
  failed,
  finishItems,
  sorted,
  type Placed,
  type Routed,
} from '../core/n8n/readItems';
import { logOf } from '../core/n8n/log';
import { readItem } from '../core/n8n/readItem';
import { complete, type Completed } from './complete';
import { NOT_OURS, outsideSource } from './outside';
import { runOf } from './run';
import { storeOutside, type Taken } from './storeOutside';

const EVENTS = 0;
const FILTERED = 1;
const KNOWN = 'This event was delivered before';

/** Takes in all items, completes their events, and lets through what this workflow is for. */
export async function normalize(
  context: IExecuteFunctions,
  now: string,
): Promise<INodeExecutionData[][]> {
  const routed: Routed[] = [];
  const placed: Placed[] = [];
  const taken: Taken[] = [];
  const outside = outsideSource(context, now);
  const items = context.getInputData();
  for (const [index, input] of items.entries()) {
    try {
      if ('dispatch' in input.json) {
        const item = await readItem(context.getNode(), input.json, index);
        placed.push({ index, json: input.json, item });
        continue;
      }
      for (const news of await outside.take(input, index)) {
        if (typeof news === 'string') routed.push(filtered(index, input.json, news));
        else taken.push({ index, news, ledger: runOf(context, index) });
      }
    } catch (error) {
      routed.push(failed(context, index, error));
    }
  }
  for (const name of ['live', 'test'] as const) {
    const ours = taken.filter(({ ledger }) => ledger === name);
    try {
      const stored = await storeOutside(context, ours, name, now);
      placed.push(...stored.placed);
      routed.push(...stored.known.map((index) => filtered(index, items[index]?.json ?? {}, KNOWN)));
    } catch (error) {
      routed.push(...ours.map(({ index }) => failed(context, index, error)));
    }
  }
  routed.push(
    ...(await byLedger(context, placed, (group, ledger) =>
      normalizeGroup(context, group, ledger, now),
    )),
  );
  return sorted(routed, 2);
}

async function normalizeGroup(
  context: IExecuteFunctions,
  group: readonly Placed[],
  ledger: Ledger,
  now: string,
): Promise<readonly Routed[]> {
  const ours = await ledger.claim(
    group.map(({ item }) => item.dispatch),
    now,
    context.getExecutionId(),
  );
  const taken = group.filter((_, i) => ours[i]);
  const superseded = group.filter((_, i) => !ours[i]);
  const completed = await complete(context, taken, ledger);
  await leaveUnread(context, completed, ledger, now);
  const dropped = completed.filter((one) => one.tells !== 'unknown' && !passesHere(one));
  await ledger.complete(
    dropped.filter(({ tells }) => tells === 'something').map(({ item }) => item),
    now,
  );
  await finishItems(ledger, dropped, now);
  return [
    ...completed.map((one) =>
      passesHere(one)
        ? { output: EVENTS, index: one.index, json: { ...one.json, event: one.item.event } }
        : filtered(one.index, one.json, one.unread ?? reasonFor(one)),
    ),
    ...superseded.map(({ index, json }) =>
      filtered(index, json, 'Another execution has taken this event over'),
    ),
  ];
}

/** What may tell of a decline is neither told nor forgotten: the Payment Follow-Up Trigger hands it over again. */
async function leaveUnread(
  context: IExecuteFunctions,
  completed: readonly Completed[],
  ledger: Ledger,
  now: string,
): Promise<void> {
  const left = completed.flatMap(({ tells, unread, item: { event, dispatch } }) =>
    tells === 'unknown' && unread !== undefined
      ? [{ dispatch, reason: unread, gateway: event.gateway }]
      : [],
  );
  for (const { gateway, reason: why } of left) logOf(context)('event_unread', { gateway, why });
  await ledger.leave(left, now);
}

const passesHere = ({ tells, item: { event, filters } }: Completed): boolean =>
  tells === 'something' && (filters === undefined || passesFinally(event, filters));

const reasonFor = ({ tells }: Completed): string =>
  tells === 'something' ? 'The trigger’s filters leave it out' : NOT_OURS;

const filtered = (index: number, json: Routed['json'], because: string): Routed => ({
  output: FILTERED,
  index,
  json: { ...json, filtered: because },
});
