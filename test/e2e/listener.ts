import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { list, object, text, type JsonObject } from '../../nodes/core/event/json';
import type { StripeAccount } from '../sandbox/stripe';
import { openPayment, type Payment } from '../sandbox/stripe/payment';
import type { Internet } from '../sandbox/internet';
import { logFileIn } from './host/folder';
import type { N8n } from './n8n';
import { template, withParameters } from './template';

/** Workflows that listen and count, and what becomes of their endpoints: for stories about registrations. */

export const TRIGGER = 'Stripe Payment Failure Trigger';
const COUNTER = 'Escalation Counter';
const KEPT = [TRIGGER, 'Normalize Payment Failure', 'Record in Case', COUNTER];
const PATIENCE = 90_000;
const EVERY_MINUTE = { pollTimes: { item: [{ mode: 'everyMinute' }] } };

/** The template's first half: it tells nobody, and each alert leaves by the counter's output Notify. */
const listening = (): JsonObject => {
  const { nodes, connections: _, ...rest } = template();
  const next = KEPT.slice(1).map((node) => ({ main: [[{ node, type: 'main', index: 0 }]] }));
  return {
    ...rest,
    nodes: list(nodes).filter((node) => KEPT.includes(text(object(node)['name']) ?? '')),
    connections: Object.fromEntries(next.map((to, index) => [KEPT[index] ?? '', to])),
  };
};

export interface Listener {
  readonly id: string;
  /** The numbers of the orders that were alerted, tests apart, in the order of the alphabet; one twice if it was alerted twice. */
  alerts(): Promise<readonly string[]>;
  /** Waits until these orders were alerted, and answers all that were. */
  alerted(...orders: readonly string[]): Promise<readonly string[]>;
  set(parameters: JsonObject): Promise<void>;
  /** Changes all nodes of the pack. */
  change(how: (node: JsonObject) => JsonObject): Promise<void>;
  publish(): Promise<void>;
  unpublish(): Promise<void>;
}

export async function listener(
  n8n: N8n,
  name: string,
  parameters: JsonObject = {},
): Promise<Listener> {
  const set = withParameters('stripePaymentFailureTrigger', { ...EVERY_MINUTE, ...parameters });
  const { id } = await n8n.importWorkflow(listening(), { name, adjust: set });

  const alerts = async (): Promise<readonly string[]> => {
    const heads = (await n8n.executions(id)).filter(({ mode }) => mode !== 'manual');
    const executions = await Promise.all(heads.map((head) => n8n.execution(head.id)));
    return executions
      .flatMap((one) => one.items(COUNTER, 1))
      .map(({ event }) => text(object(object(event)['order'])['number']) ?? 'no number')
      .toSorted();
  };
  return {
    id,
    alerts,
    async alerted(...orders) {
      await until(`${name} to be alerted of ${orders.join()}`, async () => {
        const found = await alerts();
        return orders.every((order) => found.includes(order));
      });
      return await alerts();
    },
    set: async (change) => {
      await n8n.changeWorkflow(id, withParameters('stripePaymentFailureTrigger', change));
    },
    change: async (how) => {
      await n8n.changeWorkflow(id, how);
    },
    publish: () => n8n.publish(id),
    unpublish: () => n8n.unpublish(id),
  };
}

/** A card that is declined for an order. */
export function dinner(
  { stripe }: Internet,
  order: string,
  { id }: Partial<StripeAccount> = {},
): Payment {
  return openPayment(stripe, {
    amount: 4_200,
    metadata: { order_number: order, table: '12' },
    ...(id === undefined ? {} : { account: id }),
  });
}

export const decline = async (payment: Payment): Promise<readonly number[]> =>
  (await payment.decline({ declineCode: 'insufficient_funds' })).map(({ status }) => status);

/** What the owner reads at Stripe's endpoints, word for word. */
export const SAYS = {
  registered: 'endpoint_registered: Stripe sends its events to this address from now on.',
  released:
    'endpoint_released: Stripe still lists the endpoint, so that nothing is lost when the workflow is published again. To have it deleted, set the option When Unpublished to Remove.',
  reused:
    'endpoint_reused: The endpoint that was kept at Stripe is used again, and what was missed meanwhile is fetched. There is nothing to do.',
  removed:
    'endpoint_removed: The endpoint was deleted at Stripe, as the option When Unpublished asks. What happens until the workflow is published again is fetched then.',
  otherKey:
    'endpoint_replaced: The Stripe credential was changed, and the endpoint’s signing secret could not be read any more. A new endpoint took its place, and what was refused meanwhile is fetched. There is nothing to do.',
  gone: 'endpoint_replaced: The endpoint had been deleted at Stripe. A new one took its place, and what was missed meanwhile is fetched. To stop events, unpublish the workflow rather than deleting its endpoint.',
  disabled:
    'endpoint_mended: The endpoint had been disabled at Stripe, as happens when nobody takes its deliveries for days. It was enabled again, and what was missed meanwhile is fetched. To stop events, unpublish the workflow.',
  rolled:
    'endpoint_replaced: Stripe signs deliveries with another secret than it gave at registration: it was rolled. A new endpoint took the place of the old, and what was refused meanwhile is fetched. There is nothing to do.',
  unknown:
    'endpoint_replaced: Stripe had an endpoint for this address that the ledger knew nothing of, so a new one took its place, and events that could not be delivered lately are fetched. If the ledger was lost, restore it from a backup; if the storage was changed, carry the ledger over.',
  moved:
    'endpoint_mended: n8n has another address than before. Stripe sends its events there, and the endpoint of the old one was deleted. There is nothing to do.',
  ownInstead:
    'endpoint_removed: The Stripe credential holds the signing secret of an endpoint that you added yourself, so the one that n8n had set up for this address was deleted. There is nothing to do.',
} as const;

/** What the owner finds in n8n's log from now on. */
export async function owner({ folder }: N8n): Promise<{
  readonly reads: (sentence: RegExp) => Promise<void>;
  readonly said: () => Promise<string>;
  /** What it says of a workflow's endpoint, in its own words, line by line: the event, and why. */
  readonly told: (workflow: string) => Promise<readonly string[]>;
}> {
  const file = logFileIn(folder);
  const before = (await readFile(file, 'utf8')).length;
  const said = async (): Promise<string> => (await readFile(file, 'utf8')).slice(before);
  const told = async (workflow: string): Promise<readonly string[]> =>
    (await said()).split('\n').flatMap((line) => {
      const [, event = '', of = '', why = '""'] = OF_ENDPOINTS.exec(line) ?? [];
      return unquoted(of) === workflow ? [`${event}: ${unquoted(why)}`] : [];
    });
  return {
    said,
    told,
    reads: (sentence) =>
      until(`the log to say ${String(sentence)}`, async () => sentence.test(await said()), said),
  };
}

/** Nothing that goes on being so is said again by the next look, a minute later. */
const OF_ENDPOINTS =
  /payment-failure event=(endpoint_\w+|gateway_unreachable|events_missed) workflow=("(?:[^"\\]|\\.)*"|\S+) .* why=("(?:[^"\\]|\\.)*"|\S+)/;

const unquoted = (value: string): string =>
  value.startsWith('"') ? String(JSON.parse(value)) : value;

/** n8n and its log can only be asked again. */
export async function until(
  what: string,
  holds: () => Promise<boolean>,
  otherwise: () => Promise<string> = () => Promise.resolve(''),
): Promise<void> {
  for (const end = Date.now() + PATIENCE; ;) {
    if (await holds()) return;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}. ${await otherwise()}`);
    await pause(200);
  }
}
