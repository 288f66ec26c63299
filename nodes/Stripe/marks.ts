import type { PaymentEvent, Reference } from '../core/event/paymentEvent';
import { firstOf } from '../core/event/reading';
import type { ReferenceType } from '../core/event/taxonomy';
import type { CaseMark } from '../core/gateway/adapter';
import type { ApiRead, ApiRequest } from '../core/gateway/apiClient';
import { pathPart } from '../core/gateway/pathPart';

const PATHS: Partial<Readonly<Record<ReferenceType, string>>> = {
  payment: '/v1/payment_intents',
  invoice: '/v1/invoices',
  charge: '/v1/charges',
  checkout: '/v1/checkout/sessions',
  setup: '/v1/setup_intents',
};

const pathOf = ({ type, value }: Reference): string | undefined => {
  const path = PATHS[type];
  return path === undefined ? undefined : `${path}/${pathPart(value)}`;
};

/** Where people look first in Stripe's dashboard. Writing on these makes Stripe tell of nothing that is asked for. */
const MARKED: readonly ReferenceType[] = ['payment', 'invoice', 'charge', 'setup'];

/** Shows case and state on the payment, or on what is known of it: its invoice, a charge of old, a card to be saved. */
export function mark(event: PaymentEvent, { caseId, status }: CaseMark): readonly ApiRequest[] {
  const named = (type: ReferenceType) => event.references.find((one) => one.type === type);
  const target = firstOf(MARKED, named);
  const path = target && pathOf(target);
  if (path === undefined) return [];
  return [
    {
      method: 'POST',
      path,
      body: { metadata: { payment_failure_case: caseId, payment_failure_status: status } },
      account: event.connected === true ? event.account : undefined,
      // One per event: the same state may come round again, and Stripe answers a key it knows without doing anything.
      // And per object: an event that was incomplete at first may mark another one later, and a key that was used for
      // another path is refused. https://docs.stripe.com/api/idempotent_requests
      idempotencyKey: `mark:${event.id}:${caseId}:${status}:${path}`,
    },
  ];
}

/** The read that tells whether a thing is paid now. */
export function state(reference: Reference): ApiRead | undefined {
  const path = pathOf(reference);
  return path === undefined ? undefined : { method: 'GET', path, key: 'state' };
}
