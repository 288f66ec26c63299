import { list, object, text, type JsonObject } from '../core/event/json';
import type { ApiClient, Http } from '../core/gateway/apiClient';
import type { Credential } from '../core/gateway/credential';
import { restApi } from '../core/gateway/restApi';
import { SUBSCRIPTIONS } from './registration';
import { addressOf, PUBLIC_URL, PUSH_URL } from './urls';

/** Which of the two APIs a call is for shows in its path. */
export function api(http: Http, credential: Credential): ApiClient {
  const data = publicApi(http, credential);
  const push = pushApi(http, credential);
  return (request, options) =>
    request.path.startsWith(SUBSCRIPTIONS) ? push(request, options) : data(request, options);
}

const publicApi = restApi({
  title: 'Mindbody',
  baseUrl: ({ publicUrl }) => addressOf(publicUrl, PUBLIC_URL),
  headers: ({ account }) => (account === undefined ? {} : { SiteId: account }),
  explain: ({ Error: error }) => told(object(error).Message, object(error).Code),
  mendCredential:
    'Check API Key, Site ID, staff user name and password in the credential, that the site has activated your API key, and that the staff member may see sales and clients.',
});

const pushApi = restApi({
  title: 'Mindbody',
  baseUrl: ({ pushUrl }) => addressOf(pushUrl, PUSH_URL),
  // Some descriptions of the API have it say no with a 200.
  statusOf: ({ isSuccess }) => (isSuccess === false ? 400 : undefined),
  explain: (answer) => {
    const { errorMessage, errorType } = object(list(answer.errors ?? answer.errorInformation)[0]);
    return told(errorMessage, errorType);
  },
  mendCredential:
    'The Webhooks API has API keys of its own: make one in the Mindbody developer portal under API Credentials, and put it into the credential as Webhooks API Key. The developer account has to be live.',
});

function told(said: unknown, code: unknown): ReturnType<Explain> {
  const [words, name] = [text(said), text(code)];
  return { ...(words !== undefined && { said: words }), ...(name !== undefined && { code: name }) };
}
type Explain = (answer: JsonObject) => { readonly said?: string; readonly code?: string };
