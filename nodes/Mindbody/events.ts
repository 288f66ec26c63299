import type { EventType } from '../core/event/taxonomy';
import { eventTypesOf } from '../core/gateway/eventTypesOf';
import {
  contracts,
  endedContract,
  recentTransactions,
  startedContract,
  updatedClient,
  updatedContract,
} from './membership';
import { listedSale, pushedSale } from './sale';
import type { Explainer, Reader } from './told';
import { approved, declined, voided } from './transaction';

interface Row {
  readonly read: Reader;
  readonly becomes: readonly EventType[];
  /** What has to be read before it is known what happened. */
  readonly explain?: Explainer;
}
type Rows = Readonly<Record<string, Row>>;

/** What webhooks push. None of them tells of a payment that was declined. https://developers.mindbodyonline.com/WebhooksDocumentation */
// prettier-ignore
const PUSHED: Rows = {
  'clientSale.created':       { read: pushedSale,      becomes: ['payment.succeeded', 'payment.pending'] },
  'client.updated':           { read: updatedClient,   becomes: ['payment.failed', 'subscription.past_due'], explain: recentTransactions },
  'clientContract.created':   { read: startedContract, becomes: ['subscription.started'] },
  'clientContract.updated':   { read: updatedContract, becomes: ['subscription.past_due'], explain: contracts },
  'clientContract.cancelled': { read: endedContract,   becomes: ['subscription.canceled'] },
};

/** What the trigger's own look finds. */
export const DECLINED = 'transaction.declined';
export const APPROVED = 'transaction.approved';
export const VOIDED = 'transaction.voided';
export const SALE = 'sale.found';
// prettier-ignore
const LISTED: Rows = {
  [DECLINED]: { read: declined,   becomes: ['payment.failed'] },
  [APPROVED]: { read: approved,   becomes: ['payment.succeeded'] },
  [VOIDED]:   { read: voided,     becomes: ['payment.canceled'] },
  [SALE]:     { read: listedSale, becomes: ['payment.succeeded', 'payment.pending'] },
};

export const EVENTS: Rows = { ...PUSHED, ...LISTED };
export const rowOf = (type: string): Row | undefined =>
  Object.hasOwn(EVENTS, type) ? EVENTS[type] : undefined;

export const pushed: readonly string[] = Object.keys(PUSHED);
export const listed: readonly string[] = Object.keys(LISTED);
export const thin = pushed.filter((type) => PUSHED[type]?.explain !== undefined);

export const eventTypes = eventTypesOf(EVENTS);
