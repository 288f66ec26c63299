import type { JsonObject } from '../../../nodes/core/event/json';
import type { Answer } from '../request';
import type { Endpoint } from './endpoints';

export type StripeObject = JsonObject & { readonly id: string };

export interface StripeAccount {
  readonly id: string;
  readonly name: string;
  readonly testKey: string;
  readonly liveKey?: string;
  /** ISO 3166, upper case. */
  readonly country?: string;
  readonly currency?: string;
  readonly timeZone?: string;
  /** Ids of the accounts connected to this platform. */
  readonly connected?: readonly string[];
}

/** What an account holds in one mode; test and live never see each other. */
export interface Shelf {
  readonly account: StripeAccount;
  readonly livemode: boolean;
  readonly objects: Map<string, StripeObject>;
  readonly endpoints: Map<string, Endpoint>;
  /** Events that endpoints, by their ids, have not taken yet. */
  readonly undelivered: Map<string, Set<string>>;
  readonly answered: Map<string, { readonly fingerprint: string; readonly answer: Answer }>;
}

export type Shelves = Map<string, Shelf>;

export const shelfName = (account: string, livemode: boolean): string =>
  `${account} ${livemode ? 'live' : 'test'}`;

export function createShelves(accounts: readonly StripeAccount[]): Shelves {
  const shelves = new Map<string, Shelf>();
  for (const account of accounts)
    for (const livemode of [false, true])
      shelves.set(shelfName(account.id, livemode), {
        account,
        livemode,
        objects: new Map(),
        endpoints: new Map(),
        undelivered: new Map(),
        answered: new Map(),
      });
  return shelves;
}
