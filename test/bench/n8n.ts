import axios from 'axios';
import { declines, type Decline } from '../chaos/declines';
import { ensureHost } from '../e2e/host/install';
import { toConsole } from '../e2e/host/log';
import { ensurePack } from '../e2e/host/pack';
import { openQueueRestaurant, openRestaurant, type Restaurant } from '../e2e/restaurant';
import { publishTemplate } from '../e2e/template';
import { SLACK } from '../sandbox/slack';
import { deliver } from '../sandbox/stripe';
import { TWILIO } from '../sandbox/twilio';
import { median, quantile, type Row } from './row';
import { webhookAndNothing, webhookAndSlack, type Bare } from './workflows';

const CONNECTIONS = 8;
const ROUNDS = 3;
const PER_ROUND = 200;
const WARM_UP = 40;
const SINGLES = 60;
const PATIENCE = 300_000;

/** Isolates for expressions only where there are expressions; what README and docs/scaling.md name to operators. */
const LAZY = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };

/** A real n8n with the shipped template, all its channels answering, beside the least that n8n can do with a request. */
export async function n8nRows(): Promise<readonly Row[]> {
  await prepare();
  return [...(await regular('default', {})), ...(await regular('lazy expressions', LAZY))];
}

/** The same spread over workers. */
export async function queueRows(): Promise<readonly Row[]> {
  await prepare();
  const rows: Row[] = [];
  for (const workers of [1, 2, 4]) {
    const restaurant = await openQueueRestaurant({ env: LAZY, workers });
    rows.push(...(await throughput(`queue mode, ${workers} workers`, restaurant)));
  }
  return rows;
}

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
    const tell = await templateOf(restaurant);
    const guests = [...(await declines(internet.stripe, WARM_UP + ROUNDS * PER_ROUND))];
    const times = { nothing: [] as number[], accepted: [] as number[], told: [] as number[] };
    for (let round = 0; round <= ROUNDS; round += 1) {
      // The first is for warming up.
      const some = guests.splice(0, round === 0 ? WARM_UP : PER_ROUND);
      internet.forget();
      const idle = await timed(() => spread(some, () => nothing('')));
      const started = performance.now();
      await spread(some, tell);
      const accepted = performance.now() - started;
      await internet.traffic.waitFor(TWILIO, some.length, { timeout: PATIENCE });
      const told = performance.now() - started;
      if (round === 0) continue;
      times.nothing.push(idle / some.length);
      times.accepted.push(accepted / some.length);
      times.told.push(told / some.length);
    }
    const floor = median(times.nothing);
    const row = (name: string, bar: number, ours: number): Row => ({
      name: `n8n, ${title}: ${name}, against Webhook + NoOp`,
      ratio: ours / floor,
      bar,
      detail: `${perSecond(ours)} against ${perSecond(floor)}, ${CONNECTIONS} connections`,
    });
    return [
      row('a decline told to staff, guest and Stripe', 1 / 0.8, median(times.told)),
      row('a delivery verified, stored and answered', 1 / 2, median(times.accepted)),
    ];
  } finally {
    await restaurant.close();
  }
}

const perSecond = (ms: number): string => `${(1000 / ms).toFixed(1)}/s`;

/** One at a time, from the delivery to the request at Slack. */
async function latency(title: string, restaurant: Restaurant): Promise<Row> {
  try {
    const { internet } = restaurant;
    const simple = await bare(restaurant, webhookAndSlack());
    const tell = await templateOf(restaurant);
    const guests = await declines(internet.stripe, 2 * SINGLES);
    const times = { simple: [] as number[], told: [] as number[] };
    for (const [n, guest] of guests.entries()) {
      internet.forget();
      const simpler = await timed(async () => {
        await Promise.all([simple('Declined'), internet.traffic.waitFor(SLACK, 1)]);
      });
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
  return async (text: string): Promise<void> => {
    await axios.post(`${n8n.deliveries}/webhook/${path}`, { text }, { proxy: false });
  };
}

async function templateOf(restaurant: Restaurant): Promise<(decline: Decline) => Promise<void>> {
  const { stripe } = restaurant.internet;
  await publishTemplate(restaurant);
  const [endpoint] = stripe.endpoints();
  const url = stripe.localUrl(endpoint?.url ?? '');
  const secret = stripe.secretOf(endpoint?.id ?? '');
  return async ({ event }) => {
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
