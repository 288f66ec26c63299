import type { GatewayAdapter } from '../../nodes/core/gateway/adapter';
import type { ApiRequest } from '../../nodes/core/gateway/apiClient';
import type { Credential } from '../../nodes/core/gateway/credential';
import type { Endpoint, Registration } from '../../nodes/core/gateway/registration';
import type { Lifecycle } from '../../nodes/core/gateway/lifecycle';
import { pushedTypes } from '../../nodes/core/gateway/pushedTypes';
import { fakeLedger } from '../core/gateway/fakeLedger';

const NAME = 'n8n: Dinner';

/** An account at a gateway that has an endpoint API: asked by the gateway's own calls, answered with what is made up. */
export function endpointsAt(adapter: GatewayAdapter, own: Registration, urls: readonly string[]) {
  const endpoints: Endpoint[] = [];
  const told: string[] = [];
  let made = 0;
  const said = ({ method, path, query }: ApiRequest): string =>
    JSON.stringify([method, path, query]);
  const written = ({ body }: ApiRequest): string => JSON.stringify(body);
  const createdBy = (request: ApiRequest): string | undefined =>
    said(request) === said(own.create('', NAME))
      ? urls.find((url) => written(request).includes(JSON.stringify(url)))
      : undefined;
  const add = (url: string, more: Partial<Endpoint> = {}): Endpoint => {
    made += 1;
    const endpoint = {
      ...{ id: `we_${made}`, url, events: pushedTypes(adapter), enabled: true },
      ...{ apiVersion: own.apiVersion, ...more },
    };
    endpoints.push(endpoint);
    return endpoint;
  };
  const client: Lifecycle['client'] = async (request) => {
    const url = createdBy(request);
    const secretShown = own.secret || own.keyOfAccount ? undefined : `whsec_${made + 1}`;
    if (url !== undefined) add(url, { secret: secretShown });
    const gone = endpoints.findIndex((one) => said(own.delete(one)) === said(request));
    if (request.method === 'DELETE' && gone >= 0) endpoints.splice(gone, 1);
    return {};
  };
  const registering: GatewayAdapter = {
    ...adapter,
    registration: {
      ...own,
      nextPage: () => undefined,
      readList: () => endpoints.map(({ secret: _, ...one }) => one),
      readOne: () => endpoints.at(-1) ?? { id: '', url: '', events: [], enabled: false },
      ...(own.secret && { secret: { ...own.secret, read: () => 'whsec_made' } }),
    },
  };
  const store = fakeLedger();
  const life = (more: Partial<Lifecycle> = {}): Lifecycle => ({
    adapter: registering,
    credential: credentialFor(adapter),
    client,
    ledger: store.ledger,
    subscriber: { workflowId: 'dinner', triggerId: 'trigger-1' },
    instance: 'gangnam',
    url: urls[0] ?? '',
    isTest: false,
    description: NAME,
    account: 'acct',
    whenUnpublished: 'keep',
    now: () => '2026-11-20T19:30:00.000Z',
    wait: async () => undefined,
    log: (event) => told.push(event),
    ...more,
  });
  return { ...store, endpoints, told, add, life, made: () => made };
}

/** Every field is filled in. */
export const fullCredential: Credential = new Proxy({}, { get: () => 'c0ffee' });

/** Every field is filled in, but those of signing secrets where the gateway is to give one. */
function credentialFor({ signature, modes = [], registration }: GatewayAdapter): Credential {
  const asked = new Set<string | symbol>();
  const asking: Credential = new Proxy(
    {},
    {
      get: (_, name) => {
        asked.add(name);
        return '';
      },
    },
  );
  for (const row of [signature, ...modes.map((mode) => mode.signature)]) row.keys(asking);
  const ofAccount = registration?.keyOfAccount === true;
  return new Proxy({}, { get: (_, name) => (asked.has(name) && !ofAccount ? '' : 'c0ffee') });
}
