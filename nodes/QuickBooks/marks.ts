import { object, text, type JsonObject } from '../core/event/json';
import type { PaymentEvent, Reference } from '../core/event/paymentEvent';
import type { ReferenceType } from '../core/event/taxonomy';
import type { CaseMark } from '../core/gateway/adapter';
import type { ApiRead, ApiRequest } from '../core/gateway/apiClient';
import type { Marking } from '../core/gateway/performMark';
import { objectPath } from './requests';

/** What QuickBooks keeps of a private note, in characters. */
const LONGEST = 4000;
const OURS = /^Payment failure case \S+: .*$/gm;

/**
 * Writes case and state into the invoice's private note, which is not on the invoice: a line of its own, in place of the
 * one that was written before. Whoever changes the invoice meanwhile makes QuickBooks refuse it as stale; it is read and
 * written once more.
 */
export function mark(event: PaymentEvent, caseMark: CaseMark): readonly Marking[] {
  const invoice =
    event.references.find(({ type }) => type === 'invoice')?.value ?? event.invoice?.id;
  if (invoice === undefined) return [];
  const account = event.connected === true ? event.account : undefined;
  return [
    {
      read: { method: 'GET', path: objectPath('invoice', invoice), account },
      write: (answer) => written(object(answer.Invoice), caseMark, account),
    },
  ];
}

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice#sparse-update-an-invoice */
function written(
  { Id, SyncToken, PrivateNote }: JsonObject,
  { caseId, status }: CaseMark,
  account: string | undefined,
): readonly ApiRequest[] {
  const line = `Payment failure case ${caseId}: ${status}`;
  const note = text(PrivateNote) ?? '';
  const others = note.replace(OURS, '').trimEnd();
  const next = others === '' ? line : `${others}\n${line}`;
  // What is new leaves no room: what people wrote is worth more.
  const stands = next === note || next.length > LONGEST;
  if (text(Id) === undefined || text(SyncToken) === undefined || stands) return [];
  const body = { Id, SyncToken, sparse: true, PrivateNote: next };
  return [{ method: 'POST', path: '/invoice', body, account }];
}

const PATHS: Partial<Readonly<Record<ReferenceType, string>>> = {
  payment: 'payment',
  invoice: 'invoice',
  refund: 'refundreceipt',
};

/** The read that tells whether a thing is paid now. */
export function state({ type, value }: Reference): ApiRead | undefined {
  const entity = PATHS[type];
  return entity === undefined
    ? undefined
    : { method: 'GET', path: objectPath(entity, value), key: 'state' };
}
