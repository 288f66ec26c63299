import { list, object, text, type JsonObject } from '../core/event/json';
import { restApi } from '../core/gateway/restApi';

const HOSTS = { live: 'https://api.authorize.net', sandbox: 'https://apitest.authorize.net' };

/**
 * Both of Authorize.Net's APIs at one host: JSON for transactions and subscriptions, REST for webhooks. The credential
 * signs in to either.
 */
export const api = restApi({
  title: 'Authorize.Net',
  baseUrl: ({ environment }) => (environment === 'sandbox' ? HOSTS.sandbox : HOSTS.live),
  statusOf,
  explain: (answer) => {
    const { code, text: words } = firstMessage(answer);
    const said = text(words) ?? text(answer.message);
    const named = text(code) ?? text(answer.reason);
    return { ...(said !== undefined && { said }), ...(named !== undefined && { code: named }) };
  },
  mendCredential:
    'Copy API Login ID and Transaction Key again from the Merchant Interface under Account, Settings, API Credentials and Keys, check that the credential’s Environment is theirs, and see to it that the Transaction Details API is switched on there under Account, Settings.',
});

const firstMessage = (answer: JsonObject): JsonObject =>
  object(list(object(answer.messages).message)[0]);

/** What an error of the JSON API, which comes with a 200, would be in HTTP. https://developer.authorize.net/api/reference/responseCodes.html */
const STATUS: ReadonlyMap<string, number> = new Map([
  ['E00001', 500],
  ['E00005', 401],
  ['E00006', 401],
  ['E00007', 401],
  ['E00008', 401],
  ['E00010', 403],
  ['E00011', 403],
  ['E00035', 404],
  ['E00040', 404],
  ['E00053', 503],
  ['E00104', 503],
]);

function statusOf(answer: JsonObject): number | undefined {
  if (object(answer.messages).resultCode !== 'Error') return undefined;
  return STATUS.get(text(firstMessage(answer).code) ?? '') ?? 400;
}
