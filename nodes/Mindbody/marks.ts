import { integer, list, object, text, type JsonObject } from '../core/event/json';
import { wallTime } from '../core/event/localTime';
import type { PaymentEvent, Reference } from '../core/event/paymentEvent';
import type { CaseMark } from '../core/gateway/adapter';
import type { ApiRead, ApiRequest } from '../core/gateway/apiClient';
import type { Marking } from '../core/gateway/performMark';
import { contactLogsOf, sale, transaction } from './requests';

/** So far back is looked for a note of the case, in milliseconds. */
const SEARCHED = 180 * 24 * 3_600_000;

/**
 * Shows case and state in the client's contact log: one note for each case, kept up to date. Sales and transactions
 * cannot be written on. https://developers.mindbodyonline.com/PublicDocumentation/V6#add-contact-log
 */
export function mark(event: PaymentEvent, caseMark: CaseMark): readonly Marking[] {
  const client = event.customer.id;
  const isFailure = event.type === 'payment.failed';
  if (client === undefined || !(isFailure || event.type === 'payment.succeeded')) return [];
  const at = Date.parse(event.occurredAt);
  const [from, to] = [at - SEARCHED, at + SEARCHED].map((ms) =>
    wallTime(new Date(ms).toISOString(), undefined),
  );
  const account = event.connected === true ? { account: event.account } : {};
  return [
    {
      read: { ...contactLogsOf(client, from ?? '', to ?? ''), ...account },
      write: (answer) => {
        const known = list(answer.ContactLogs).map(object).find(isAbout(caseMark));
        const request = known
          ? changed(known, caseMark)
          : isFailure
            ? added(client, event, caseMark)
            : undefined;
        return request ? [{ ...request, ...account }] : [];
      },
    },
  ];
}

const headline = ({ caseId }: CaseMark): string => `Payment failure case ${caseId} is `;
const isAbout =
  (caseMark: CaseMark) =>
  ({ Text }: JsonObject): boolean =>
    text(Text)?.startsWith(headline(caseMark)) === true;

/** A way to contact is asked for, in free words. Whoever follows up is not named, so no day is named either. */
const added = (client: string, event: PaymentEvent, caseMark: CaseMark): ApiRequest => ({
  method: 'POST',
  path: '/client/addcontactlog',
  body: {
    ClientId: client,
    ContactMethod: 'Note',
    Text: `${headline(caseMark)}${caseMark.status}. ${what(event)}`,
    IsComplete: isDone(caseMark),
  },
});

function changed({ Id, Text }: JsonObject, caseMark: CaseMark): ApiRequest | undefined {
  const id = integer(Id);
  const told = text(Text) ?? '';
  const rest = told.slice(headline(caseMark).length).replace(/^[^.]*/, '');
  const wanted = `${headline(caseMark)}${caseMark.status}${rest}`;
  if (id === undefined || told === wanted) return undefined;
  return {
    method: 'POST',
    path: '/client/updatecontactlog',
    body: { Id: id, Text: wanted, IsComplete: isDone(caseMark) },
  };
}

const isDone = ({ status }: CaseMark): boolean => status !== 'open';

function what({ amount, occurredAt, reason }: PaymentEvent): string {
  const money = amount === undefined ? 'A payment' : `${amount.decimal} ${amount.currency}`;
  const code = reason?.code === undefined ? '' : ` (${reason.code})`;
  return `${money} did not come in on ${occurredAt.slice(0, 10)}${code}.`;
}

/** The read that tells whether a thing is paid now. */
export function state({ type, value }: Reference): ApiRead | undefined {
  if (type === 'payment') return { ...transaction(value), key: 'state' };
  return type === 'order' ? { ...sale(value), key: 'state' } : undefined;
}
