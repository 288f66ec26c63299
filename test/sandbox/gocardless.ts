import { randomUUID } from 'node:crypto';
import type { Customer, Event, Mandate, Payment } from 'gocardless-nodejs/types/Types';
import { isObject, object, text, type JsonObject } from '../../nodes/core/event/json';
import { createApi, type GoCardlessApi } from './gocardless/api';
import { deliver, type Delivered, type DeliverOptions } from './gocardless/deliver';
import type { Service } from './request';

export { deliver, type Delivered } from './gocardless/deliver';

export const GOCARDLESS = 'api-sandbox.gocardless.com';

export interface GoCardlessOptions {
  readonly token: string;
  readonly creditor: string;
  /** Of the webhook endpoint that the owner has made in the dashboard. */
  readonly secret: string;
}

/** A sandbox of GoCardless: a bank's reports are made here, and told to whoever listens. */
export interface FakeGoCardless {
  readonly service: Service;
  /** A guest with a mandate, who owes one payment. Answers its id. */
  collect(payment: Payment, guest: Customer, mandate?: Mandate): string;
  /** What a bank or GoCardless reports of a thing: an event that is listed from now on, and not delivered yet. */
  report(type: string, links: JsonObject, details?: Event['details']): JsonObject;
  /** Delivers events in one batch, signed as GoCardless signs. */
  send(url: string, events: readonly JsonObject[], options?: DeliverOptions): Promise<Delivered>;
  get(resource: string, id: string): JsonObject | undefined;
}

export function createGoCardless({ token, creditor, secret }: GoCardlessOptions): FakeGoCardless {
  const api: GoCardlessApi = createApi(token);
  const now = (): string => new Date().toISOString();
  const id = (prefix: string): string =>
    `${prefix}0${randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase()}`;
  const put = (resource: string, thing: object): string => {
    const made = plain({ created_at: now(), metadata: {}, ...thing });
    api.put(resource, made);
    return text(made.id) ?? '';
  };
  put('creditors', { id: creditor, name: 'Ember & Rice' });

  return {
    service: { host: GOCARDLESS, answer: api.answer },
    collect(payment, guest, mandate = {}) {
      const customer = put('customers', { id: id('CU'), ...guest });
      const bank = { creditor, customer, customer_bank_account: id('BA') };
      const agreed = put('mandates', { id: id('MD'), status: 'active', ...mandate, links: bank });
      return put('payments', {
        id: id('PM'),
        status: 'pending_submission',
        ...payment,
        links: { creditor, mandate: agreed, ...payment.links },
      });
    },
    report(type, links, details = {}) {
      const [resource_type = '', action = ''] = type.split('.');
      const status = { failed: 'failed', confirmed: 'confirmed', charged_back: 'charged_back' }[
        action
      ];
      const about = api.get(resource_type, text(Object.values(links)[0]) ?? '');
      if (about && status !== undefined) api.put(resource_type, { ...about, status });
      const event = plain({
        id: id('EV'),
        created_at: now(),
        resource_type,
        action,
        details: { origin: 'bank', cause: action, description: `Reported: ${action}`, ...details },
        metadata: {},
        links,
      });
      api.put('events', event);
      return event;
    },
    send: (url, events, options) => deliver(url, events, { secret, ...options }),
    get: api.get,
  };
}

/** What would come off the wire. */
function plain(value: object): JsonObject {
  const parsed: unknown = JSON.parse(JSON.stringify(value));
  return isObject(parsed) ? parsed : object(undefined);
}
