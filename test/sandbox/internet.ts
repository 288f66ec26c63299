import { authorityOf, type Authority } from '../authority';
import { createFaults, type Fault } from './faults';
import { openProxy } from './proxy';
import { createRecorder, type Traffic } from './record';
import type { Answer, Outcome, SeenRequest, Service } from './request';
import { createSlack, type SlackOptions } from './slack';
import { createStripe, type FakeStripe, type StripeOptions } from './stripe';
import { createTwilio, type TwilioOptions } from './twilio';

/** A whole internet in one process: Slack, Twilio, Stripe, whoever is added, and nothing else. */
export interface Internet {
  /** For the process that is to live in it. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the services were sent. */
  readonly traffic: Traffic;
  /** What was meant for hosts that do not exist here. */
  readonly refused: Traffic;
  readonly stripe: FakeStripe;
  /** The one whose certificates are trusted here. */
  authority(): Promise<Authority>;
  /** Makes something go wrong; answers how to mend it. */
  fail(fault: Fault): () => void;
  /** Forgets all traffic and mends all faults, between two tests. */
  forget(): void;
  close(): Promise<void>;
}

export interface InternetOptions {
  readonly slack: SlackOptions;
  readonly twilio: TwilioOptions;
  readonly stripe: StripeOptions;
  /** Whoever else is reachable: other gateways, other channels. */
  readonly services?: readonly Service[];
}

const nobodyThere: Answer = {
  status: 502,
  body: { error: 'There is no such host in the sandbox' },
};
// What a cut connection is kept as, since every request is kept with an answer.
const cutOff: Answer = { status: 0, body: {} };

export async function openInternet(options: InternetOptions): Promise<Internet> {
  const traffic = createRecorder();
  const refused = createRecorder();
  const faults = createFaults();
  const stripe = createStripe(options.stripe);
  const services: readonly Service[] = [
    createSlack(options.slack),
    createTwilio(options.twilio),
    stripe.service,
    ...(options.services ?? []),
  ];

  const proxy = await openProxy(async (request) => {
    const service = services.find(({ host }) => host === request.host);
    if (service === undefined) {
      refused.add({ ...request, answer: nobodyThere });
      return { outcome: nobodyThere };
    }
    const fault = faults.strike(request);
    const outcome = fault?.outcome ?? (await speak(service, request));
    traffic.add({ ...request, answer: outcome === 'cut' ? cutOff : outcome });
    return fault?.after === undefined ? { outcome } : { outcome, after: fault.after };
  });

  return {
    environment: proxy.environment,
    traffic,
    refused,
    stripe,
    authority: () => authorityOf(proxy.ca.cert, proxy.ca.key),
    fail: (fault) => faults.add(fault),
    forget() {
      traffic.clear();
      refused.clear();
      faults.clear();
    },
    close: () => proxy.close(),
  };
}

async function speak(service: Service, request: SeenRequest): Promise<Outcome> {
  try {
    return await service.answer(request);
  } catch (error) {
    // A mistake in the sandbox must look like one, not like a service that misbehaves.
    process.stderr.write(`The sandbox's ${service.host} broke: ${String(error)}\n`);
    return { status: 599, body: { error: `The sandbox broke: ${String(error)}` } };
  }
}
