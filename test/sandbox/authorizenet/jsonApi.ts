import { isObject, object, text, type JsonObject } from '../../../nodes/core/event/json';
import type { Answer, SeenRequest } from '../request';

export interface Login {
  readonly apiLoginId: string;
  readonly transactionKey: string;
}

/** What each request may hold, in the order of Authorize.Net's schema. */
const SCHEMA: Readonly<Record<string, readonly string[]>> = {
  getMerchantDetailsRequest: [],
  getTransactionDetailsRequest: ['transId'],
  getUnsettledTransactionListRequest: ['status', 'sorting', 'paging'],
  getSettledBatchListRequest: ['includeStatistics', 'firstSettlementDate', 'lastSettlementDate'],
  getTransactionListRequest: ['batchId', 'sorting', 'paging'],
  ARBGetSubscriptionRequest: ['subscriptionId', 'includeTransactions'],
};
const OF_ALL = ['merchantAuthentication', 'clientId', 'refId'];

export type Methods = Readonly<Record<string, (fields: JsonObject) => JsonObject | undefined>>;

/** Everything comes with a 200 and a byte-order mark, refusals too. */
export const writeJson = (body: JsonObject): Answer => ({
  status: 200,
  body,
  written: `\uFEFF${JSON.stringify(body)}`,
});

const ok = (body: JsonObject): Answer => writeJson({ ...body, messages: said('I00001', 'Ok') });
const no = (code: string, words: string): Answer =>
  writeJson({ messages: said(code, 'Error', words) });
const said = (code: string, resultCode: string, words = 'Successful.'): JsonObject => ({
  resultCode,
  message: [{ code, text: words }],
});

/** https://developer.authorize.net/api/reference/ */
export function answerJson(request: SeenRequest, login: Login, methods: Methods): Answer {
  const [[name, given] = ['', undefined]] = Object.entries(request.body);
  const allowed = SCHEMA[name];
  const method = methods[name];
  if (!allowed || !method || !isObject(given))
    return no('E00003', `The element '${name}' is not expected.`);
  const misplaced = firstMisplaced(Object.keys(given), [...OF_ALL, ...allowed]);
  if (misplaced !== undefined)
    return no('E00003', `The element '${name}' has invalid child element '${misplaced}'.`);
  const { name: loginId, transactionKey } = object(given.merchantAuthentication);
  if (loginId !== login.apiLoginId || transactionKey !== login.transactionKey)
    return no('E00007', 'User authentication failed due to invalid authentication values.');
  const answer = method(given);
  return answer ? ok(answer) : no('E00040', 'The record cannot be found.');
}

/** JSON becomes XML there, and XML has an order. */
function firstMisplaced(given: readonly string[], order: readonly string[]): string | undefined {
  let last = -1;
  for (const name of given) {
    const place = order.indexOf(name);
    if (place <= last) return name;
    last = place;
  }
  return given[0] === 'merchantAuthentication' ? undefined : 'merchantAuthentication';
}

/** A span of batches, at most 31 days. */
export const isSpan = (from: unknown, to: unknown): boolean => {
  const [first, last] = [Date.parse(text(from) ?? ''), Date.parse(text(to) ?? '')];
  return first <= last && last - first <= 31 * 24 * 3_600_000;
};
