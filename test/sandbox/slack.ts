import { text, type JsonObject } from '../../nodes/core/event/json';
import type { Answer, SeenRequest, Service } from './request';

export const SLACK = 'slack.com';

export interface SlackOptions {
  readonly token: string;
  /** Channels that the bot is in, as `#name` or id; without it, any channel will do. */
  readonly channels?: readonly string[];
}

/** Slack's Web API, as far as posting a message goes. Like Slack, it says no with a 200 and `ok: false`. */
export function createSlack({ token, channels }: SlackOptions): Service {
  let posted = 0;

  const methods: Readonly<Record<string, (request: SeenRequest) => JsonObject>> = {
    'chat.postMessage': ({ body }) => {
      const channel = text(body.channel);
      if (channel === undefined || channels?.includes(channel) === false)
        return no('channel_not_found');
      if (
        text(body.text) === undefined &&
        body.blocks === undefined &&
        body.attachments === undefined
      )
        return no('no_text');
      posted += 1;
      const ts = `1760000000.${String(posted).padStart(6, '0')}`;
      return { ok: true, channel, ts, message: { type: 'message', text: body.text, ts } };
    },
    'users.profile.get': () => ({ ok: true, profile: { display_name: 'Payment alerts' } }),
    'auth.test': () => ({ ok: true, team: 'Ember & Rice', user: 'payment-alerts' }),
    'conversations.list': () => ({ ok: true, channels: (channels ?? []).map(toChannel) }),
  };

  return {
    host: SLACK,
    answer(request) {
      const method = methods[request.path.replace('/api/', '')];
      if (method === undefined) return say(no('unknown_method'));
      const authorization = request.headers.authorization;
      if (authorization === undefined) return say(no('not_authed'));
      return say(authorization === `Bearer ${token}` ? method(request) : no('invalid_auth'));
    },
  };
}

const say = (body: JsonObject): Answer => ({ status: 200, body });
const no = (error: string): JsonObject => ({ ok: false, error });
const toChannel = (name: string): JsonObject => ({ id: name, name: name.replace('#', '') });
