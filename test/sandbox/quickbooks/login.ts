import { text } from '../../../nodes/core/event/json';
import type { Answer, SeenRequest, Service } from '../request';

export const LOGIN = 'oauth.platform.intuit.com';

/** Intuit's OAuth: a code is good once, an access token until it has run out, a refresh token until it is used. */
export interface Login {
  readonly service: Service;
  readonly code: () => string;
  /** All access tokens that were given so far run out. */
  readonly expire: () => void;
  readonly renewed: () => number;
  readonly admits: (request: SeenRequest) => boolean;
}

export function createLogin(client: { readonly id: string; readonly secret: string }): Login {
  const codes = new Set<string>();
  const refresh = new Set<string>();
  const access = new Set<string>();
  let given = 0;
  let renewed = 0;
  const basic = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`;

  function answer({ path, headers, body }: SeenRequest): Answer {
    if (path !== '/oauth2/v1/tokens/bearer') return { status: 404, body: {} };
    if (headers.authorization !== basic) return { status: 401, body: { error: 'invalid_client' } };
    const isRefresh = body.grant_type === 'refresh_token';
    const brought = text(isRefresh ? body.refresh_token : body.code) ?? '';
    if (!(isRefresh ? refresh : codes).delete(brought))
      return { status: 400, body: { error: 'invalid_grant' } };
    if (isRefresh) renewed += 1;
    given += 1;
    const tokens = { access_token: `access-${given}`, refresh_token: `refresh-${given}` };
    access.add(tokens.access_token);
    refresh.add(tokens.refresh_token);
    const expiry = { expires_in: 3600, x_refresh_token_expires_in: 8_726_400 };
    return { status: 200, body: { token_type: 'bearer', ...expiry, ...tokens } };
  }

  return {
    service: { host: LOGIN, answer },
    code() {
      const code = `code-${codes.size + given + 1}`;
      codes.add(code);
      return code;
    },
    expire: () => access.clear(),
    renewed: () => renewed,
    admits: ({ headers }) => {
      const [scheme, token = ''] = (headers.authorization ?? '').split(' ');
      return scheme?.toLowerCase() === 'bearer' && access.has(token);
    },
  };
}
