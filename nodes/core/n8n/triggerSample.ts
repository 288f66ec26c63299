import { randomBytes } from 'node:crypto';
import { type IHookFunctions, sleep } from 'n8n-workflow';
import { messageOf } from '../event/messageOf';
import type { GatewayAdapter } from '../gateway/adapter';
import type { Credential } from '../gateway/credential';
import type { EndpointSecrets } from '../gateway/endpointSecrets';
import { selfSigningSecret } from '../gateway/seal';
import { asSampled, signedDelivery } from '../gateway/signDelivery';
import { logOf } from './log';

/**
 * In the editor n8n waits for a delivery whatever a webhook trigger does, so a sample event is a delivery too: signed
 * with a secret that nobody else has, sent to the trigger's own test URL, and handled like any other.
 */

/** n8n answers the editor and takes note of the test webhook before this has passed. */
const UNTIL_LISTENING = 1_000;

const SAMPLE_ACCOUNT = 'sample';

/** Signs where the credential holds nothing yet: the sample needs no key. It comes back to the process that sent it. */
const OWN_SECRET = randomBytes(32).toString('hex');

const sampleKey = (adapter: GatewayAdapter, credential: Credential, url: string): string =>
  selfSigningSecret(adapter.sealingSecret?.(credential) ?? OWN_SECRET, url);

export const sampleSecrets = (
  adapter: GatewayAdapter,
  credential: Credential,
  url: string,
): EndpointSecrets => ({
  ok: true,
  keys: [sampleKey(adapter, credential, url)],
  account: SAMPLE_ACCOUNT,
  fromCache: false,
});

/** Sends the sample once the editor listens. Never raises: whoever called has long been answered. */
export async function sendSample(
  context: IHookFunctions,
  adapter: GatewayAdapter,
  credential: Credential,
  url: string,
): Promise<void> {
  await sleep(UNTIL_LISTENING);
  const request = sampleRequest(adapter, sampleKey(adapter, credential, url), url, Date.now());
  const failures: string[] = [];
  for (const address of addressesOf(url)) {
    try {
      await context.helpers.httpRequest({ method: 'POST', url: address, ...request });
      return;
    } catch (error) {
      failures.push(`${address}: ${messageOf(error)}`);
    }
  }
  logOf(context)('sample_not_sent', {
    gateway: adapter.id,
    url,
    why: `n8n cannot reach itself. ${failures.join('; ')}`,
  });
}

/** By the shortest way first: n8n's public address may lead through a tunnel that n8n itself cannot enter. */
const addressesOf = (url: string): readonly string[] => [
  `http://127.0.0.1:${process.env.N8N_PORT ?? '5678'}${new URL(url).pathname}`,
  url,
];

function sampleRequest(adapter: GatewayAdapter, key: string, url: string, now: number) {
  const seconds = Math.floor(now / 1000);
  const body = JSON.stringify(adapter.sample?.(`evt_sample_${now}`, seconds));
  const { headers, rawBody } = signedDelivery(
    asSampled(adapter).signature,
    { url, rawBody: Buffer.from(body), seconds },
    key,
  );
  return {
    body: rawBody.toString('utf8'),
    headers: { 'content-type': 'application/json', ...Object.fromEntries(headers) },
  };
}
