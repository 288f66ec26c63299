import type { JsonObject } from '../core/event/json';
import type { PaymentEvent } from '../core/event/paymentEvent';
import { firstOf, linkOf } from '../core/event/reading';
import { meta } from './metadata';
import { idOf } from './objects';

/** Where the guest can pay, and where staff can look. */
export const linksOf = (
  objects: readonly JsonObject[],
  account: string,
  live: boolean,
): PaymentEvent['links'] => ({
  pay:
    firstOf(objects, (one) => linkOf(one.hosted_invoice_url)) ??
    firstOf(objects, (one) => linkOf(meta(one, 'payment_link'))),
  receipt: firstOf(objects, (one) => linkOf(one.receipt_url)),
  dashboard: firstOf(objects, (one) => dashboardLink(one, account, live)),
});

/** Disputes and refunds are shown with their payment; Checkout sessions and setups have no page of their own. */
function dashboardLink(one: JsonObject, account: string, live: boolean): string | undefined {
  const page = pageOf(one);
  if (page === undefined) return undefined;
  // With the account in it, the link opens the right one of several.
  const of = /^acct_\w+$/.test(account) ? `/${account}` : '';
  return `https://dashboard.stripe.com${of}${live ? '' : '/test'}${page}`;
}

function pageOf(one: JsonObject): string | undefined {
  if (one.object === 'invoice') return page('invoices', idOf(one));
  if (one.object === 'subscription') return page('subscriptions', idOf(one));
  if (one.object === 'payment_intent') return page('payments', idOf(one));
  return page('payments', idOf(one.payment_intent) ?? idOf(one.charge) ?? chargeId(one));
}

const chargeId = (one: JsonObject) => (one.object === 'charge' ? idOf(one) : undefined);

const page = (kind: string, id: string | undefined): string | undefined =>
  id !== undefined && /^\w+$/.test(id) ? `/${kind}/${id}` : undefined;
