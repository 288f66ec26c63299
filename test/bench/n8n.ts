import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';
import { object, type JsonObject } from '../../nodes/core/event/json';
import { declines, type Decline } from '../chaos/declines';
import { randomFrom } from '../chaos/random';
import { ensureHost } from '../e2e/host/install';
import { toConsole } from '../e2e/host/log';
import { ensurePack } from '../e2e/host/pack';
import { openQueueRestaurant, openRestaurant, type Restaurant } from '../e2e/restaurant';
import { publishTemplate } from '../e2e/template';
import { SLACK } from '../sandbox/slack';
import { deliver, STRIPE } from '../sandbox/stripe';
import { TWILIO } from '../sandbox/twilio';
import { median, quantile, type Row } from './row';
import { webhookAndChannels, webhookAndNothing, webhookAndSlack, type Bare } from './workflows';

const CONNECTIONS = 8;
const ROUNDS = 3;
const PER_ROUND = 150;
const WARM_UP = 40;
const SINGLES = 100;
const PATIENCE = 300_000;
/** After so long an answer will not come any more, in milliseconds. */
const LOST = 10_000;
/** Between two measures, so that what n8n does after a message is not taken for the next one's time. */
const REST = 200;

/** Isolates for expressions only where there are expressions; what README and docs/scaling.md name to operators. */
const LAZY = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };

/** A real n8n with the shipped template, all its channels answering, beside the least that n8n can do with a request. */
export async function n8nRows(): Promise<readonly Row[]> {
  await prepare();
  const unset = await regular('default', {});
  // What operators with volume are told to set is what the bars are for.
  return [...unset.map(withoutBar), ...(await regular('lazy expressions', LAZY))];
}

/** The same spread over workers. */
export async function queueRows(): Promise<readonly Row[]> {
  await prepare();
  const rows: Row[] = [];
  for (const workers of [1, 2, 4]) {
    const restaurant = await openQueueRestaurant({ env: LAZY, workers });
    rows.push(...(await throughput(`queue mode, workers: ${workers}`, restaurant)).map(withoutBar));
  }
  return rows;
}

const withoutBar = ({ bar: _, ...row }: Row): Row => row;

async function prepare(): Promise<void> {
  process.env['E2E_HOST'] ??= await ensureHost(toConsole);
  process.env['E2E_NODES'] ??= await ensurePack(toConsole);
}

async function regular(title: string, env: Readonly<Record<string, string>>): Promise<Row[]> {
  return [
    ...(await throughput(title, await openRestaurant({ env }))),
    await latency(title, await openRestaurant({ env })),
  ];
}

/** Many at once, in turns. */
async function throughput(title: string, restaurant: Restaurant): Promise<Row[]> {
  try {
    const { internet } = restaurant;
    const nothing = await bare(restaurant, webhookAndNothing());
    const channels = await bare(restaurant, webhookAndChannels());
    const tell = await templateOf(restaurant);
    const number = WARM_UP + ROUNDS * PER_ROUND;
    const guests = [...(await declines(internet.stripe, number, randomFrom(1)))];
    const times = {
      nothing: [] as number[],
      channels: [] as number[],
      accepted: [] as number[],
      told: [] as number[],
    };
    for (let round = 0; round <= ROUNDS; round += 1) {
      // The first is for warming up.
      const some = guests.splice(0, round === 0 ? WARM_UP : PER_ROUND);
      internet.forget();
      await pause(5 * REST);
      const idle = await timed(() => spread(some, () => nothing({})));
      const sent = await timed(async () => {
        await spread(some, (guest) => channels(messageTo(guest)));
        await internet.traffic.waitFor(TWILIO, some.length, { timeout: PATIENCE });
      });
      internet.forget();
      await pause(5 * REST);
      const started = performance.now();
      await spread(some, tell);
      const accepted = performance.now() - started;
      await internet.traffic.waitFor(TWILIO, some.length, { timeout: PATIENCE });
      await internet.traffic.waitFor(STRIPE, some.length, { timeout: PATIENCE });
      const told = performance.now() - started;
      if (round === 0) continue;
      times.nothing.push(idle / some.length);
      times.channels.push(sent / some.length);
      times.accepted.push(accepted / some.length);
      times.told.push(told / some.length);
    }
    const row = (
      name: string,
      bar: number,
      ours: readonly number[],
      floor: string,
      of: readonly number[],
    ) => {
      const [took, least] = [median(ours), median(of)];
      const detail = `${perSecond(took)} against ${perSecond(least)}, ${CONNECTIONS} connections`;
      return { name: `n8n, ${title}: ${name}, against ${floor}`, ratio: took / least, bar, detail };
    };
    const told = 'a decline told to staff, guest and Stripe';
    const accepted = 'a delivery verified, stored and answered';
    return [
      row(told, 1 / 0.8, times.told, 'Webhook + NoOp', times.nothing),
      row(told, 1 / 0.8, times.told, 'Webhook + the same channels', times.channels),
      row(accepted, 1 / 2, times.accepted, 'Webhook + NoOp', times.nothing),
    ];
  } finally {
    await restaurant.close();
  }
}

const messageTo = ({ events: [event], phone, table }: Decline): JsonObject => {
  const { id, payment_intent } = object(object(event.data).object);
  return { text: `Declined at table ${table}`, phone, payment: payment_intent ?? id };
};

const perSecond = (ms: number): string => `${(1000 / ms).toFixed(1)}/s`;

/** One at a time, from the delivery to the request at Slack. */
async function latency(title: string, restaurant: Restaurant): Promise<Row> {
  try {
    const { internet } = restaurant;
    const simple = await bare(restaurant, webhookAndSlack());
    const tell = await templateOf(restaurant);
    const guests = await declines(internet.stripe, 2 * SINGLES, randomFrom(1));
    const times = { simple: [] as number[], told: [] as number[] };
    for (const [n, guest] of guests.entries()) {
      await pause(REST);
      internet.forget();
      const simpler = await timed(async () => {
        await Promise.all([simple({ text: 'Declined' }), internet.traffic.waitFor(SLACK, 1)]);
      });
      await pause(REST);
      internet.forget();
      const told = await timed(async () => {
        await Promise.all([tell(guest), internet.traffic.waitFor(SLACK, 1)]);
      });
      await internet.traffic.waitFor(TWILIO, 1);
      if (n < SINGLES) continue;
      times.simple.push(simpler);
      times.told.push(told);
    }
    const figures = (share: number): string =>
      `${quantile(times.told, share).toFixed(0)} ms against ${quantile(times.simple, share).toFixed(0)} ms`;
    return {
      name: `n8n, ${title}: from delivery to Slack (p95), against Webhook + Slack`,
      ratio: quantile(times.told, 0.95) / quantile(times.simple, 0.95),
      bar: 1.5,
      detail: `p50 ${figures(0.5)}, p95 ${figures(0.95)}`,
    };
  } finally {
    await restaurant.close();
  }
}

async function bare({ n8n }: Restaurant, { path, workflow }: Bare) {
  const { id } = await n8n.importWorkflow(workflow);
  await n8n.publish(id);
  return async (body: JsonObject): Promise<void> => {
    const post = () =>
      axios.post(`${n8n.deliveries}/webhook/${path}`, body, { proxy: false, timeout: LOST });
    // In queue mode n8n 2.41 now and then loses the answer of a worker, though the execution is done.
    await post().catch(post);
  };
}

async function templateOf(restaurant: Restaurant): Promise<(decline: Decline) => Promise<void>> {
  const { stripe } = restaurant.internet;
  await publishTemplate(restaurant);
  const [endpoint] = stripe.endpoints();
  const url = stripe.localUrl(endpoint?.url ?? '');
  const secret = stripe.secretOf(endpoint?.id ?? '');
  return async ({ events: [event] }) => {
    const [answer] = await deliver(url, event, { secret });
    if (answer?.status !== 200) throw new Error(`A delivery was answered ${answer?.status}`);
  };
}

async function spread<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const one = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
