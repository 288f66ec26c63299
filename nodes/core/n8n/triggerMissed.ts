import { randomUUID } from 'node:crypto';
import type { IPollFunctions } from 'n8n-workflow';
import type { GatewayAdapter } from '../gateway/adapter';
import { hasOwnSecret } from '../gateway/lifecycle';
import { otherSecretSince } from '../gateway/missed';
import type { Ledger } from '../ledger/ledger';
import { credentialOf } from './credential';
import { logOf } from './log';
import { endpointOf } from './triggerEndpoint';
import { mendTrigger } from './triggerLifecycle';

interface Missed {
  readonly ledger: Ledger;
  readonly url: string;
  readonly lastLook: string;
  readonly missed: number;
}

/** Tells the owner why events were not delivered, and mends what can be mended here. */
export async function explainMissed(
  context: IPollFunctions,
  adapter: GatewayAdapter,
  { ledger, url, lastLook, missed }: Missed,
): Promise<void> {
  const known = await ledger.registration(url);
  // Set up or mended since: that is why, and the owner was told.
  if (!known || known.updatedAt >= lastLook) return;
  const tell = (why: string): void => {
    logOf(context)('events_missed', { gateway: adapter.id, url, count: missed, why });
  };
  const refused = await otherSecretSince(ledger, endpointOf(context.getNode(), adapter), lastLook);
  if (!refused) {
    tell(
      `${adapter.title} had not delivered these events, so they were fetched. If n8n was running and the workflow was published all the time, check that this address reaches it.`,
    );
    return;
  }
  const credential = await credentialOf(context, adapter);
  if (hasOwnSecret({ adapter, credential }) || adapter.registration?.keyOfAccount === true) {
    tell(
      `Deliveries were signed with another secret than the ${adapter.title} credential has, so these events were fetched. If the secret was rolled at ${adapter.title}, add the new one to the credential, separated by a comma.`,
    );
    return;
  }
  const replacing = [`replacing ${url}`, randomUUID()] as const;
  const hold = (seconds: number) => ledger.lease(...replacing, seconds, new Date().toISOString());
  if (!(await hold(A_MINUTE))) {
    tell(
      `The endpoint’s secret was renewed within the last day, and again deliveries do not match it, so these events were fetched. Check that no proxy or firewall between ${adapter.title} and n8n changes bodies or headers. If the secret was rolled once more, delete the endpoint at ${adapter.title}: a new one takes its place.`,
    );
    return;
  }
  if (await mendTrigger(context, adapter, url, 'rolled')) await hold(A_DAY);
}

const A_MINUTE = 60;
/** What another endpoint does not mend would be replaced again and again; in seconds. */
const A_DAY = 86_400;
