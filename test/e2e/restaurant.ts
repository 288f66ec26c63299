import { openInternet, type Internet } from '../sandbox/internet';
import type { Service } from '../sandbox/request';
import { ACCOUNT, SLACK_TOKEN, TWILIO } from './accounts';
import type { NewCredential } from './host/credentials';
import { startN8n, type N8n, type N8nOptions } from './n8n';
import { startQueue, type QueueN8n, type QueueOptions } from './queue';
import { embedded, onPostgres, postgresCredential, type Storage } from './storage';

/** A restaurant with all it needs: a fake internet, an n8n in it, its credentials, and a place for its ledger. */
export interface Restaurant<Host extends N8n = N8n> {
  readonly internet: Internet;
  readonly n8n: Host;
  readonly storage: Storage;
  close(): Promise<void>;
}

export interface RestaurantOptions {
  /** Whether this project's nodes are installed; they are, unless said otherwise. */
  readonly withNodes?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Added to the fake internet: another gateway, another channel. */
  readonly services?: readonly Service[];
  /** Added to the restaurant's credentials. */
  readonly credentials?: readonly NewCredential[];
}

export const openRestaurant = (options: RestaurantOptions = {}): Promise<Restaurant> =>
  open(options, startN8n, async ({ folder }) => embedded(folder));

/** The same on four processes, with the ledger on Postgres. */
export const openQueueRestaurant = (
  options: RestaurantOptions & Pick<QueueOptions, 'workers' | 'ownFolders'> = {},
): Promise<Restaurant<QueueN8n>> =>
  open(
    options,
    (common) => startQueue({ ...options, ...common }),
    async (n8n) => {
      const { connection } = n8n.database;
      await n8n.createCredential(postgresCredential(connection));
      return onPostgres(connection);
    },
  );

async function open<Host extends N8n>(
  { withNodes = true, env = {}, services = [], credentials = [] }: RestaurantOptions,
  start: (options: N8nOptions) => Promise<Host>,
  storageOf: (n8n: Host) => Promise<Storage>,
): Promise<Restaurant<Host>> {
  const internet = await openInternet({
    slack: { token: SLACK_TOKEN },
    twilio: TWILIO,
    stripe: { accounts: [ACCOUNT] },
    services,
  });
  let n8n: Host | undefined;
  try {
    n8n = await start({
      host: needed('E2E_HOST'),
      env: { ...internet.environment, ...env },
      ...(withNodes ? { nodes: needed('E2E_NODES') } : {}),
    });
    internet.stripe.reachable(n8n.publicUrl, n8n.deliveries);
    await giveCredentials(n8n);
    for (const credential of credentials) await n8n.createCredential(credential);
    const storage = await storageOf(n8n);
    return { internet, n8n, storage, close };
  } catch (error) {
    await close();
    throw error;
  }

  async function close(): Promise<void> {
    await n8n?.stop();
    await internet.close();
  }
}

export async function giveCredentials(n8n: N8n): Promise<void> {
  const credentials = [
    { name: 'Slack', type: 'slackApi', data: { accessToken: SLACK_TOKEN, signatureSecret: '' } },
    { name: 'Twilio', type: 'twilioApi', data: { authType: 'authToken', ...TWILIO } },
    {
      name: 'Stripe',
      type: 'stripeApi',
      data: { secretKey: ACCOUNT.testKey, signatureSecret: '' },
    },
  ];
  for (const credential of credentials) await n8n.createCredential(credential);
}

function needed(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the suite with "npm run e2e"`);
  return value;
}
