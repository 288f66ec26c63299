import type { PaymentEvent, Reference } from '../../core/event/paymentEvent';
import { linkOf, masked, timesOf } from '../../core/event/reading';
import { distinct } from '../../core/event/references';
import type { EventType } from '../../core/event/taxonomy';
import { gatewayIds } from '../../core/gateway/registry';
import { amountOf, orderOf } from './bill';
import type { Fields } from './fields';
import { isOneOf } from './isOneOf';
import { customerOf, instrumentOf } from './people';
import { isBankDebit, reasonOf } from './reason';
import { instantIn, wholeIn } from './values';

/** The payment event of what the operator mapped; `undefined` where its status concerns no payment's fate. */
export function customEvent(
  fields: Fields,
  references: readonly Reference[],
  receivedAt: string,
): PaymentEvent | undefined {
  const gateway = gatewayNamed(fields);
  const account = accountNamed(fields);
  const type = typeOf(fields);
  if (!type) return undefined;
  const prefix = `${gateway}:${account}:`;
  // Many processors have one id for all that becomes of a payment: its success must not pass for a copy of its failure.
  const id = `${prefix}${fields.required('eventId')}:${type}`;
  const transaction = fields.text('transactionId');
  const times = timesOf(instantIn(fields, 'occurredAt'), receivedAt);
  const [invoice, subscription] = [invoiceOf(fields), fields.text('payment.subscriptionId')];
  const product = masked(fields.text('payment.product'));
  return {
    schema: 'payment-event/1',
    id,
    gateway,
    account,
    live: fields.text('payment.live') !== 'false',
    type,
    kind: isBankDebit(fields) ? 'bank_debit' : subscription ? 'subscription' : 'charge',
    attempt: attemptOf(
      fields,
      transaction === undefined ? undefined : prefix + transaction,
      type,
      id,
    ),
    references: distinct([
      ...named(fields, 'payment', 'paymentId'),
      ...named(fields, 'charge', 'transactionId'),
      ...named(fields, 'invoice', 'payment.invoiceId'),
      ...named(fields, 'order', 'order.id'),
      ...references,
    ]),
    ...times,
    nextAttemptAt: instantIn(fields, 'payment.nextAttemptAt'),
    amount: amountOf(fields, 'amount'),
    customer: customerOf(fields),
    instrument: instrumentOf(fields),
    reason: type === 'payment.failed' ? reasonOf(fields, times.occurredAt) : undefined,
    order: orderOf(fields),
    invoice,
    subscription: subscription === undefined ? undefined : { id: subscription },
    products: product === undefined ? [] : [{ name: product }],
    links: {
      pay: linkOf(fields.text('links.pay')),
      updateMethod: linkOf(fields.text('links.updateMethod')),
      receipt: linkOf(fields.text('links.receipt')),
      dashboard: linkOf(fields.text('links.dashboard')),
    },
  };
}

const STATUSES: readonly (readonly [field: string, type: EventType])[] = [
  ['failedStatuses', 'payment.failed'],
  ['paidStatuses', 'payment.succeeded'],
  ['pendingStatuses', 'payment.pending'],
];

/** Processors change between `Declined` and `DECLINED`; no two statuses differ by that alone. */
function typeOf(fields: Fields): EventType | undefined {
  fields.required('failedStatuses');
  const status = fields.required('status').toLowerCase();
  const found = STATUSES.filter(([field]) =>
    (fields.text(field) ?? '').split(',').some((one) => one.trim().toLowerCase() === status),
  );
  const [first, second] = found;
  if (!second) return first?.[1];
  throw fields.wrong(
    second[0],
    `holds “${status}”, which stands among others as well`,
    'Put each status into one of the three lists.',
  );
}

function gatewayNamed(fields: Fields): string {
  const name = fields.required('customGateway');
  if (!/^[a-z][a-z0-9]{0,39}$/.test(name)) {
    throw fields.wrong(
      'customGateway',
      `holds “${name}”`,
      'Use one word of lower-case letters and digits, such as hanapay.',
    );
  }
  if (!isOneOf(gatewayIds, name)) return name;
  throw fields.wrong(
    'customGateway',
    `holds “${name}”, which this pack knows`,
    'Use the trigger that the pack has for it, or another name.',
  );
}

function accountNamed(fields: Fields): string {
  const name = fields.required('customAccount');
  if (!name.includes(':')) return name;
  throw fields.wrong('customAccount', `holds “${name}”`, 'Use a name without colons.');
}

/** Where nobody names the try, an event that tells of a failure is one. */
function attemptOf(
  fields: Fields,
  transaction: string | undefined,
  type: EventType,
  id: string,
): PaymentEvent['attempt'] {
  const key = transaction ?? (type === 'payment.failed' ? id : undefined);
  if (key === undefined) return undefined;
  const number = wholeIn(fields, 'payment.attemptNumber', 1);
  return number === undefined ? { key } : { key, number };
}

function invoiceOf(fields: Fields): PaymentEvent['invoice'] {
  const id = fields.text('payment.invoiceId');
  return id === undefined ? undefined : { id, number: fields.text('payment.invoiceNumber') };
}

function named(fields: Fields, type: Reference['type'], field: string): readonly Reference[] {
  const value = fields.text(field);
  return value === undefined ? [] : [{ type, value }];
}
