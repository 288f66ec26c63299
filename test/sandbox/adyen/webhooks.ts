import { randomBytes } from 'node:crypto';
import { isObject, list, object, text, type JsonObject } from '../../../nodes/core/event/json';
import type { Answer, SeenRequest } from '../request';
import { invalid, Refusal } from './refusal';
import { check, checkNew } from './webhook';

export interface Webhook {
  readonly shown: JsonObject;
  readonly password?: string | undefined;
  /** None until one is generated: then nothing is signed. */
  readonly key?: string;
}
export type Webhooks = Map<string, Webhook>;

/** Sends a test to a webhook, and answers the status that came back. */
export type Probe = (webhook: Webhook, code: string) => Promise<number>;

const BASE = 'https://management-test.adyen.com/v3';
const MOST_OF_A_PAGE = 100;

/** The webhooks of one merchant account, at `rest` below `path`. */
export async function answerWebhooks(
  { method, path, query, body }: SeenRequest,
  [id, action, ...more]: readonly string[],
  all: Webhooks,
  probe: Probe,
): Promise<Answer | undefined> {
  if (more.length > 0) return undefined;
  if (id === undefined) {
    if (method === 'GET') return ok(page([...all.values()], path, query));
    if (method !== 'POST') return undefined;
    checkNew(body);
    const made = `S2-${randomBytes(6).toString('hex').toUpperCase()}`;
    return ok(put(made, { shown: { id: made, hasError: false } }, body, all));
  }
  const known = all.get(id);
  if (!known) throw new Refusal(404, 'Not found', `There is no webhook ${id}.`);
  switch (`${method} ${action ?? ''}`) {
    case 'GET ':
      return ok(known.shown);
    case 'PATCH ':
      check(body);
      return ok(put(id, known, body, all));
    case 'DELETE ':
      all.delete(id);
      return { status: 204, body: {}, written: '' };
    case 'POST generateHmac': {
      const key = randomBytes(32).toString('hex').toUpperCase();
      all.set(id, { ...known, key });
      return ok({ hmacKey: key });
    }
    case 'POST test':
      return ok({ data: await tested(known, list(body.types), probe) });
    default:
      return undefined;
  }
}

/** A password is never shown. */
function put(
  id: string,
  { shown, password: before, ...rest }: Webhook,
  { password, ...change }: JsonObject,
  all: Webhooks,
): JsonObject {
  const kept = text(password) ?? before;
  const now = { ...shown, ...change, hasPassword: kept !== undefined };
  all.set(id, { ...rest, shown: now, password: kept });
  return now;
}

function page(all: readonly Webhook[], path: string, query: JsonObject): JsonObject {
  const size = Number(text(query.pageSize) ?? '10');
  const number = Number(text(query.pageNumber) ?? '1');
  if (!(size >= 1 && size <= MOST_OF_A_PAGE))
    throw invalid('pageSize', query.pageSize, 'A page holds at most 100');
  const pages = Math.max(1, Math.ceil(all.length / size));
  if (!(number >= 1 && number <= pages))
    throw invalid('pageNumber', query.pageNumber, 'There is no such page');
  const at = (pageNumber: number) => ({
    href: `${BASE}${path.replace(/^\/v3/, '')}?pageNumber=${pageNumber}&pageSize=${size}`,
  });
  return {
    _links: { first: at(1), last: at(pages), ...(number < pages && { next: at(number + 1) }) },
    itemsTotal: all.length,
    pagesTotal: pages,
    data: all.slice((number - 1) * size, number * size).map(({ shown }) => shown),
  };
}

/** One for each code, where Adyen sends four. */
async function tested(webhook: Webhook, types: readonly unknown[], probe: Probe) {
  const codes = types.map((type) => text(type) ?? '');
  return await Promise.all(
    codes.map(async (code) => {
      const status = await probe(webhook, code);
      return {
        output: '',
        responseCode: String(status),
        status: status >= 200 && status < 300 ? 'success' : 'failed',
      };
    }),
  );
}

const ok = (body: JsonObject): Answer => ({ status: 200, body });

/** The event codes that a webhook asked for; all, where it named none. */
export const wants = ({ shown }: Webhook, code: string): boolean => {
  const { includeEventCodes } = object(shown.additionalSettings);
  return !isObject(shown.additionalSettings) || list(includeEventCodes).includes(code);
};
