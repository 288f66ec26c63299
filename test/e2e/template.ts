import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, list, object, text, type JsonObject } from '../../nodes/core/event/json';
import { gatewayOf } from '../../nodes/core/gateway/registry';
import { SLACK } from '../sandbox/slack';
import { TWILIO as TWILIO_HOST } from '../sandbox/twilio';
import type { Execution } from './host/executions';
import type { ImportOptions, Workflow } from './host/workflows';
import type { Payment } from '../sandbox/stripe/payment';
import type { Restaurant } from './restaurant';

/** The shipped template in a real n8n, and what its people read. */

function shipped(name: string): JsonObject {
  const file = join(__dirname, '../../workflows', `${name}.json`);
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(parsed)) throw new Error('The template is no object');
  return parsed;
}
export const template = (): JsonObject => shipped('stripe-card-declined');
/** What tells the office each morning how things stand. */
export const daily = (): JsonObject => shipped('daily-ledger-status');

/** A gateway's parts, by the names that n8n and the pack know them under. */
export interface TriggerOf {
  /** The trigger's internal name, such as `squarePaymentFailureTrigger`. */
  readonly trigger: string;
  /** The gateway's id, such as `square`. */
  readonly gateway: string;
  /** The type of its credential. */
  readonly credential: string;
  /** The types of the further credentials that its API is signed in to with. */
  readonly signIns?: readonly string[];
}

/** The shipped template as a restaurant with another gateway would change it. */
export function templateOf({ trigger, gateway, credential, signIns = [] }: TriggerOf): JsonObject {
  const others = JSON.stringify(template())
    .replaceAll('stripePaymentFailureTrigger', trigger)
    .replaceAll('"stripeApi"', JSON.stringify(credential))
    .replaceAll('"stripe"', JSON.stringify(gateway));
  const changed = object(JSON.parse(others));
  const further = Object.fromEntries(signIns.map((type) => [type, {}]));
  const nodes = list(changed['nodes']).map((one) => {
    const node = object(one);
    const { [credential]: chosen, ...rest } = object(node['credentials']);
    if (chosen === undefined) return node;
    const isRecord = text(node['type'])?.endsWith('.reconcileOrder');
    if (isRecord && gatewayOf(gateway).mark === undefined) {
      return { ...node, credentials: rest, parameters: without(gateway, node) };
    }
    return { ...node, credentials: { ...rest, [credential]: chosen, ...further } };
  });
  return { ...changed, nodes };
}

/** A gateway that has nothing to be marked is not listed there. */
const without = (gateway: string, { parameters }: JsonObject): JsonObject => ({
  ...object(parameters),
  gateways: list(object(parameters)['gateways']).filter((one) => one !== gateway),
});

export async function publishTemplate(
  { n8n, storage }: Restaurant,
  { adjust = (node) => node, ...options }: ImportOptions = {},
  workflowJson = template(),
): Promise<Workflow> {
  const workflow = await n8n.importWorkflow(workflowJson, {
    ...options,
    adjust: (node) => storage.adjust(adjust(onlyDeliveries(node))),
  });
  await n8n.publish(workflow.id);
  return workflow;
}

/** Nothing is looked for between publishing and starting again: what a test has refused stays refused. */
const onlyDeliveries = (node: JsonObject): JsonObject =>
  text(node['type'])?.endsWith('PaymentFailureTrigger')
    ? { ...node, parameters: { ...object(node['parameters']), pollTimes: { item: [] } } }
    : node;

/** Changes parameters of the nodes of one type, as a person would in the editor. */
export const withParameters =
  (type: string, change: JsonObject) =>
  (node: JsonObject): JsonObject =>
    text(node['type'])?.endsWith(`.${type}`)
      ? { ...node, parameters: { ...object(node['parameters']), ...change } }
      : node;

export interface Post {
  readonly channel: string;
  readonly text: string;
}

/** What was posted in Slack, leaving out what Slack refused. */
export const posts = ({ internet }: Restaurant): readonly Post[] =>
  internet.traffic
    .to(SLACK, ({ answer }) => answer.status === 200)
    .map(({ body }) => ({ channel: text(body['channel']) ?? '', text: text(body['text']) ?? '' }));

export const texts = ({ internet }: Restaurant): readonly { to: string; text: string }[] =>
  internet.traffic
    .to(TWILIO_HOST, ({ answer }) => answer.status < 300)
    .map(({ body }) => ({ to: text(body['To']) ?? '', text: text(body['Body']) ?? '' }));

/** Has a workflow run as a person would in the editor. */
export async function runByHand(
  { n8n }: Restaurant,
  { id }: Workflow,
  trigger: string,
): Promise<Execution> {
  const before = (await n8n.executions(id)).length;
  await n8n.runManually(id, trigger);
  const last = (await n8n.waitForExecutions(id, before + 1)).at(-1);
  if (!last) throw new Error('It did not run');
  return last;
}

/** What the office reads each morning. */
export async function readMorning(restaurant: Restaurant, morning: Workflow): Promise<string> {
  const before = posts(restaurant).length;
  await runByHand(restaurant, morning, 'Every Morning');
  const [message, ...others] = posts(restaurant).slice(before);
  expect([message?.channel, others]).toEqual(['#payments', []]);
  return message?.text ?? '';
}

/** Waits until nothing more is sent to anybody, and no execution is left that might. */
export async function quiet({ internet, n8n }: Restaurant): Promise<void> {
  do await internet.traffic.quiet();
  while (await n8n.busy());
}

/** The case that the pack has written onto a payment at Stripe. */
export const caseOf = ({ internet }: Restaurant, { intentId }: Payment): string =>
  text(object(internet.stripe.get(intentId)?.['metadata'])['payment_failure_case']) ?? 'none';
