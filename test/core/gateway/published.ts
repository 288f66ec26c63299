import type { GatewayAdapter } from '../../../nodes/core/gateway/adapter';
import type { Lifecycle } from '../../../nodes/core/gateway/lifecycle';
import { create } from '../../../nodes/core/gateway/registrationLifecycle';
import { NOW, URL } from './deliveries';
import { fakeLedger } from './fakeLedger';
import { hwaro, hwaroRegistration, hwaroServer } from './hwaro';

export const registering: GatewayAdapter = { ...hwaro, registration: hwaroRegistration };
export const subscriber = { workflowId: 'dinner', triggerId: 'hwaro-trigger' };

/** A trigger that is published, and what the owner reads of it. */
export async function published() {
  const gateway = hwaroServer();
  const store = fakeLedger();
  const told: string[] = [];
  const life = (more: Partial<Lifecycle> = {}): Lifecycle => ({
    adapter: registering,
    credential: { apiKey: 'sk_bbq' },
    client: gateway.client,
    ledger: store.ledger,
    subscriber,
    instance: 'gangnam',
    url: URL,
    isTest: false,
    description: 'n8n: Dinner',
    whenUnpublished: 'keep',
    now: () => NOW,
    wait: async () => {},
    log: (event, fields) => told.push(`${event} ${String(fields?.why)}`),
    ...more,
  });
  await create(life());
  told.length = 0;
  gateway.calls.length = 0;
  const ids = () => [...gateway.endpoints.keys()];
  const change = (changed: object) =>
    gateway.endpoints.set('we_1', { ...gateway.endpoints.get('we_1'), ...changed });
  return { ...store, gateway, told, life, ids, change };
}
