import type { JsonObject } from '../event/json';
import type { GatewayAdapter } from './adapter';
import { ApiError, isTransient, type ApiClient, type ApiRequest } from './apiClient';
import type { Endpoint, Registration } from './registration';

/** The calls that list, create and delete webhook endpoints, whichever the gateway. */
interface EndpointApi {
  readonly adapter: GatewayAdapter;
  readonly client: ApiClient;
  readonly url: string;
  readonly description: string;
}

/** No account has so many; a gateway that pages in circles ends here. */
const MAX_PAGES = 50;

export async function listEndpoints(
  { client }: EndpointApi,
  registration: Registration,
): Promise<readonly Endpoint[]> {
  const endpoints: Endpoint[] = [];
  let request: ApiRequest | undefined = registration.list;
  for (let page = 0; request && page < MAX_PAGES; page += 1) {
    const answer = await client(request);
    endpoints.push(...registration.readList(answer));
    request = registration.nextPage(answer);
  }
  return endpoints;
}

/** Creates an endpoint whose secret is known. Where no more fit, an old one of the same URL gives way first. */
export async function createEndpoint(
  api: EndpointApi,
  registration: Registration,
  all: readonly Endpoint[],
): Promise<Endpoint> {
  const created = registration.readOne(await createOrReplace(api, registration, all));
  if (created.secret !== undefined || registration.keyOfAccount === true) return created;
  const secret = await secretFor(api, registration, created).catch(async (error: unknown) => {
    await deleteEndpoint(api, registration, created);
    throw error;
  });
  if (secret !== undefined) return { ...created, secret };
  await deleteEndpoint(api, registration, created);
  throw new Error(
    `${api.adapter.title} did not give the new endpoint’s signing secret. Add the endpoint by hand and put its signing secret into the credential.`,
  );
}

async function secretFor(
  { client }: EndpointApi,
  { secret }: Registration,
  endpoint: Endpoint,
): Promise<string | undefined> {
  return secret && secret.read(await client(secret.make(endpoint)));
}

async function createOrReplace(
  api: EndpointApi,
  registration: Registration,
  all: readonly Endpoint[],
): Promise<JsonObject> {
  const request = registration.create(api.url, api.description);
  return await api.client(request).catch(async (error: unknown) => {
    const { limit } = registration;
    if (limit === undefined || all.length < limit || isTransient(error)) throw error;
    const old = all.find(({ url }) => url === api.url);
    if (!old) throw full(api, all.length);
    await deleteEndpoint(api, registration, old);
    return await api.client(request);
  });
}

/** An endpoint that is gone already is deleted. */
export async function deleteEndpoint(
  { client }: EndpointApi,
  registration: Registration,
  endpoint: Endpoint,
): Promise<void> {
  await client(registration.delete(endpoint)).catch((error: unknown) => {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  });
}

/** Where only its id was kept; to delete it nothing else is needed. */
export const deleteKept = (
  life: EndpointApi & { readonly url: string },
  registration: Registration,
  id: string,
): Promise<void> =>
  deleteEndpoint(life, registration, { id, url: life.url, events: [], enabled: true });

const full = ({ adapter }: EndpointApi, count: number): Error =>
  new Error(
    `All ${count} webhook endpoints that ${adapter.title} allows are in use. Delete one that is no longer needed at ${adapter.title}, then publish again. Endpoints left behind by deleted workflows are good candidates.`,
  );
