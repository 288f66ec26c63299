import {
  type IDataObject,
  type IExecuteFunctions,
  type INodeExecutionData,
  NodeOperationError,
} from 'n8n-workflow';
import { messageOf } from '../event/messageOf';
import type { Ledger } from '../ledger/ledger';
import type { LedgerName, PaymentItem } from './item';
import { ledgerFor } from './openLedger';
import { readItem, sameLedger } from './readItem';

/** An incoming item with its place, so that what follows from it can be paired with it. */
export interface Placed {
  readonly index: number;
  readonly json: IDataObject;
  readonly item: PaymentItem;
}

/** What a node hands on for one incoming item, and by which of its outputs. */
export interface Routed {
  readonly output: number;
  readonly index: number;
  readonly json: IDataObject;
}

/**
 * Reads all payment items, hands them to `work` ledger by ledger (live and test never meet), and sorts what comes back
 * into the node's outputs, paired. Where the node continues on failure, what failed leaves by the first output.
 */
export async function withItems(
  context: IExecuteFunctions,
  outputs: number,
  work: (placed: readonly Placed[], ledger: Ledger, name: LedgerName) => Promise<readonly Routed[]>,
): Promise<INodeExecutionData[][]> {
  const routed: Routed[] = [];
  const placed: Placed[] = [];
  for (const [index, { json }] of context.getInputData().entries()) {
    try {
      placed.push({ index, json, item: await readItem(context.getNode(), json, index) });
    } catch (error) {
      routed.push(failed(context, index, error));
    }
  }
  routed.push(...(await byLedger(context, placed, work)));
  return sorted(routed, outputs);
}

/** Hands items to `work`, live and test apart; an item that is not of this node's ledger fails alone. */
export async function byLedger(
  context: IExecuteFunctions,
  placed: readonly Placed[],
  work: (placed: readonly Placed[], ledger: Ledger, name: LedgerName) => Promise<readonly Routed[]>,
): Promise<readonly Routed[]> {
  const routed: Routed[] = [];
  for (const name of ['live', 'test'] as const) {
    const group = placed.filter(({ item }) => item.ledger === name);
    if (group.length === 0) continue;
    try {
      const ledger = await ledgerFor(context, name);
      const fingerprint = await ledger.fingerprint();
      const ours = eachAlone(context, group, routed, (one) => {
        sameLedger(context.getNode(), one.item, fingerprint, one.index);
        return one;
      });
      if (ours.length > 0) routed.push(...(await work(ours, ledger, name)));
    } catch (error) {
      const told = new Set(routed.map(({ index }) => index));
      for (const { index } of group)
        if (!told.has(index)) routed.push(failed(context, index, error));
    }
  }
  return routed;
}

/** What `work` makes of each item; the item with which it fails fails alone. */
export const eachAlone = <T extends { readonly index: number }, R>(
  context: IExecuteFunctions,
  items: readonly T[],
  failures: Routed[],
  work: (item: T) => R,
): readonly R[] =>
  items.flatMap((item) => {
    try {
      return [work(item)];
    } catch (error) {
      failures.push(failed(context, item.index, error));
      return [];
    }
  });

/** Marks the dispatches of these items done, if there are any. */
export async function finishItems(
  ledger: Ledger,
  placed: readonly Placed[],
  now: string,
): Promise<void> {
  if (placed.length === 0) return;
  await ledger.finish(
    placed.map(({ item }) => item.dispatch),
    now,
  );
}

/** The item that says what went wrong with `index`, and what to do; raises where the node stops on failure. */
export function failed(context: IExecuteFunctions, index: number, error: unknown): Routed {
  if (!context.continueOnFail()) throw error;
  return { output: 0, index, json: { error: told(error) } };
}

const told = (error: unknown): string =>
  error instanceof NodeOperationError && typeof error.description === 'string'
    ? `${error.message}. ${error.description}`
    : messageOf(error);

/** Items by output, in the order they came in. */
export function sorted(routed: readonly Routed[], outputs: number): INodeExecutionData[][] {
  const lists = Array.from({ length: outputs }, (): INodeExecutionData[] => []);
  for (const { output, index, json } of [...routed].sort((a, b) => a.index - b.index)) {
    lists[output]?.push({ json, pairedItem: { item: index } });
  }
  return lists;
}
