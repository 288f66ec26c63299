import { invalid } from './refusal';
import { shelfName, type Shelf, type Shelves } from './shelf';
import type { SeenRequest } from '../request';

/** Whose objects a request is about: by its key, and by Stripe-Account where a platform acts for another account. */
export function authenticate(shelves: Shelves, { headers }: SeenRequest): Shelf {
  const key = keyOf(headers.authorization);
  if (key === undefined)
    throw invalid(
      'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.',
      {},
      401,
    );
  const own = [...shelves.values()].find(
    ({ account, livemode }) => key === (livemode ? account.liveKey : account.testKey),
  );
  if (own === undefined) throw invalid(`Invalid API Key provided: ${redacted(key)}`, {}, 401);
  const other = headers['stripe-account'];
  if (other === undefined || other === own.account.id) return own;
  const connected = own.account.connected?.includes(other) === true;
  const shelf = connected ? shelves.get(shelfName(other, own.livemode)) : undefined;
  if (shelf !== undefined) return shelf;
  throw invalid(
    `The provided key '${redacted(key)}' does not have access to account '${other}' (or that account does not exist). Application access may have been revoked.`,
    { code: 'account_invalid' },
    403,
  );
}

function keyOf(authorization: string | undefined): string | undefined {
  const [scheme, value = ''] = authorization?.split(' ') ?? [];
  if (scheme === 'Bearer') return value;
  if (scheme === 'Basic') return Buffer.from(value, 'base64').toString().split(':')[0];
  return undefined;
}

const redacted = (key: string): string => `${key.slice(0, 8)}****${key.slice(-4)}`;
