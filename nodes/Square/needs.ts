import { object, text, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import { firstOf } from '../core/event/reading';
import type { EventType } from '../core/event/taxonomy';
import type { ApiRead, Fetched } from '../core/gateway/apiClient';
import { pathPart } from '../core/gateway/pathPart';
import { customerOf } from './customer';
import { EVENTS, isUnderstood } from './events';
import { failedTender, failedTry, KEYS, momentOf, orderIn } from './evidence';
import { subject } from './objects';
import { peopleOf } from './people';
import type { Told } from './told';

type Read = Omit<ApiRead, 'method'>;

/** What is read for whom: a failure is told to the guest, who is looked up; a settlement to staff, who know the place. */
const WANTED: Partial<Readonly<Record<EventType, 'guest' | 'place'>>> = {
  'payment.failed': 'guest',
  'refund.failed': 'guest',
  'dispute.opened': 'guest',
  'dispute.closed': 'guest',
  'payment.succeeded': 'place',
  'refund.succeeded': 'place',
  'invoice.paid': 'place',
  'order.submitted': 'place',
  'order.canceled': 'place',
};

/** The reads that complete an event, given what was read so far. */
export function needs(event: RawEvent, fetched: Fetched): readonly ApiRead[] {
  if (!isUnderstood(event.type)) return [];
  const about = subject(event);
  const told = EVENTS[event.type]?.read({ event, about, fetched });
  const wanted = told && WANTED[told.type];
  if (!wanted) return [];
  return [
    ...explaining(event, about, fetched),
    ...given(told.payment, readPayment),
    ...given(told.order, readOrder),
    ...given(locationOf(event, about, fetched), readLocation),
    ...(wanted === 'guest' ? given(unknownCustomer(told, fetched), readCustomer) : []),
  ]
    .filter(
      ({ key }, at, all) => !(key in fetched) && all.findIndex((one) => one.key === key) === at,
    )
    .map((read) => ({ method: 'GET', ...read }));
}

/** Whether the event does not yet say what happened. A guest's phone that Square may know makes none incomplete. */
export const isUnexplained = (event: RawEvent, fetched: Fetched): boolean =>
  explaining(event, subject(event), fetched).some(({ key }) => !(key in fetched));

const CHARGE_FAILED = 'invoice.scheduled_charge_failed';
const HOUR = 3_600_000;

/** The try that an invoice's charge made: what its order names, else what failed shortly before. */
function explaining(event: RawEvent, about: JsonObject, fetched: Fetched): readonly Read[] {
  if (event.type !== CHARGE_FAILED || failedTry(event, about, fetched)) return [];
  const order = text(about.order_id);
  if (order === undefined) return [];
  if (!(KEYS.order in fetched)) return [readOrder(order)];
  const tender = failedTender(orderIn(fetched));
  if (tender !== undefined && !(KEYS.payment in fetched)) return [readPayment(tender)];
  const at = Date.parse(momentOf(event));
  return [
    {
      key: KEYS.payments,
      path: '/v2/payments',
      query: {
        begin_time: new Date(at - HOUR).toISOString(),
        end_time: new Date(at + 1000).toISOString(),
        sort_order: 'DESC',
        limit: '100',
        ...named('location_id', text(about.location_id)),
      },
    },
  ];
}

const named = (name: string, value: string | undefined): Record<string, string> =>
  value === undefined ? {} : { [name]: value };

function locationOf(
  { payload }: RawEvent,
  about: JsonObject,
  fetched: Fetched,
): string | undefined {
  const places = [about, payload, orderIn(fetched), object(fetched[KEYS.payment]?.payment)];
  return firstOf(places, ({ location_id }) => text(location_id));
}

/** The customer who is named and whom nobody knows how to text. */
function unknownCustomer(told: Told, fetched: Fetched): string | undefined {
  const { id, phone } = customerOf(peopleOf(told, fetched));
  return phone === undefined ? id : undefined;
}

const given = (id: string | undefined, read: (id: string) => Read): readonly Read[] =>
  id === undefined ? [] : [read(id)];

const reading =
  (key: string, path: string) =>
  (id: string): Read => ({ key, path: `${path}/${pathPart(id)}` });

const readPayment = reading(KEYS.payment, '/v2/payments');
const readOrder = reading(KEYS.order, '/v2/orders');
const readLocation = reading(KEYS.location, '/v2/locations');
const readCustomer = reading(KEYS.customer, '/v2/customers');
