import { randomBytes, randomUUID } from 'node:crypto';
import { list, text, type JsonObject } from '../../../nodes/core/event/json';
import type { Answer, SeenRequest } from '../request';

export interface Subscription {
  readonly shown: JsonObject;
  readonly key: string;
}

/** https://developers.mindbodyonline.com/WebhooksDocumentation */
const EVENTS = /^(?:client|clientSale|clientContract|clientMembershipAssignment|staff)\.\w+$/;
const PATH = '/push/api/v1/subscriptions';

export interface Subscriptions {
  readonly answer: (request: SeenRequest) => Promise<Answer>;
  readonly all: () => readonly Subscription[];
  /** What Mindbody itself makes of a subscription, for instance when nobody takes its deliveries. */
  readonly become: (id: string, status: string) => void;
}

/** The Webhooks API. Nothing is set up or activated for an address at which nobody answers a HEAD request. */
export function createSubscriptions(
  apiKey: string,
  isAnybodyAt: (url: string) => Promise<boolean>,
): Subscriptions {
  const known = new Map<string, Subscription>();

  async function answer({ method, path, headers, body }: SeenRequest): Promise<Answer> {
    if (headers['api-key'] !== apiKey)
      return no(401, 'missingAPIKeyHeader', 'An API-Key header was expected.');
    if (method === 'GET' && path === PATH)
      return ok({ items: [...known.values()].map(({ shown }) => shown) });
    if (method === 'POST' && path === PATH) return await create(body);
    const id = path.slice(PATH.length + 1);
    const one = known.get(id);
    if (!path.startsWith(`${PATH}/`) || !one)
      return no(404, 'resourceNotFound', 'There is no such subscription.');
    if (method === 'DELETE') {
      become(id, 'DeactivatedByUser');
      return ok({ subscriptionId: id, message: 'Subscription deactivated successfully.' });
    }
    if (method !== 'PATCH') return no(405, 'forbidden', 'Not allowed.');
    const shown = { ...one.shown, ...body };
    const wrong = await whatIsWrong(shown);
    if (wrong) return wrong;
    known.set(id, { ...one, shown });
    return ok(shown);
  }

  async function create({ eventIds, eventSchemaVersion, webhookUrl, referenceId }: JsonObject) {
    const subscriptionId = randomUUID();
    const key = randomBytes(32).toString('base64');
    const asked = { eventIds, eventSchemaVersion, webhookUrl, referenceId };
    const shown = { subscriptionId, status: 'PendingActivation', ...asked };
    const wrong = await whatIsWrong(shown);
    if (wrong) return wrong;
    known.set(subscriptionId, { shown, key });
    return ok({ ...shown, messageSignatureKey: key });
  }

  async function whatIsWrong(shown: JsonObject): Promise<Answer | undefined> {
    const { eventIds, eventSchemaVersion, webhookUrl, status } = shown;
    const types = list(eventIds).map(String);
    if (types.length === 0 || !types.every((type) => EVENTS.test(type)))
      return no(400, 'invalidValueEventIds', 'An event id is not known.');
    if (eventSchemaVersion !== 1)
      return no(400, 'invalidEventSchemaVersion', 'The version has to be 1.');
    if (!['PendingActivation', 'Active', 'DeactivatedByUser'].includes(text(status) ?? ''))
      return no(400, 'subscriptionStatusNotValid', 'There is no such status.');
    const url = text(webhookUrl) ?? '';
    if (!url.startsWith('https://'))
      return no(400, 'invalidWebhookURLMissingHTTPS', 'The webhook URL has to be https.');
    return (await isAnybodyAt(url))
      ? undefined
      : no(400, 'invalidWebhookURLNoResponse', 'Nobody answered at the webhook URL.');
  }

  function become(id: string, status: string): void {
    const one = known.get(id);
    if (one) known.set(id, { ...one, shown: { ...one.shown, status } });
  }

  return { answer, all: () => [...known.values()], become };
}

const ok = (body: JsonObject): Answer => ({ status: 200, body });
const no = (status: number, errorType: string, errorMessage: string): Answer => ({
  status,
  body: { errors: [{ errorCode: '14000000', errorType, errorMessage }] },
});
