import { openInternet, type Internet } from '../sandbox/internet';
import { ACCOUNT, SLACK_TOKEN, TWILIO } from './accounts';
import { startN8n, type N8n, type N8nOptions } from './n8n';

/** A restaurant with all it needs: a fake internet, an n8n in it, and its credentials. */
export interface Restaurant {
  readonly internet: Internet;
  readonly n8n: N8n;
  close(): Promise<void>;
}

export interface RestaurantOptions {
  /** Whether this project's nodes are installed; they are, unless said otherwise. */
  readonly withNodes?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export async function openRestaurant({
  withNodes = true,
  env = {},
}: RestaurantOptions = {}): Promise<Restaurant> {
  const internet = await openInternet({
    slack: { token: SLACK_TOKEN },
    twilio: TWILIO,
    stripe: { accounts: [ACCOUNT] },
  });
  try {
    const nodes = withNodes ? needed('E2E_NODES') : undefined;
    const options: N8nOptions = {
      host: needed('E2E_HOST'),
      env: { ...internet.environment, ...env },
      ...(nodes === undefined ? {} : { nodes }),
    };
    const n8n = await startN8n(options);
    internet.stripe.reachable(n8n.publicUrl, n8n.origin);
    await giveCredentials(n8n);
    return {
      internet,
      n8n,
      async close() {
        await n8n.stop();
        await internet.close();
      },
    };
  } catch (error) {
    await internet.close();
    throw error;
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
