import { list, object, text, type JsonObject } from '../core/event/json';
import { money } from '../core/event/money';
import type { Money } from '../core/event/paymentEvent';
import { linkOf } from '../core/event/reading';
import { references } from '../core/event/references';
import { failedTry, orderIn } from './evidence';
import { reasonOfPayment } from './failure';
import { squareMoney } from './objects';
import { paymentFacts } from './payment';
import type { Occurrence, Reader, Told } from './told';

/** invoice.scheduled_charge_failed: the invoice does not say why; the payment that failed does. */
export const failedInvoice: Reader = (occurrence) => {
  const { event, about, fetched } = occurrence;
  const payment = failedTry(event, about, fetched);
  const tried = payment && paymentFacts(payment);
  const facts = invoiceFacts(occurrence);
  return {
    ...facts,
    type: 'payment.failed',
    kind: tried?.kind === 'bank_debit' ? 'bank_debit' : kindOf(about),
    transaction: tried?.transaction,
    amount: tried?.amount ?? squareMoney(about.next_payment_amount_money) ?? unpaid(about),
    instrument: tried?.instrument,
    reason: reasonOfPayment(payment ?? {}),
    references: [...facts.references, ...(tried?.references ?? [])],
    people: [...(facts.people ?? []), ...(tried?.people ?? [])],
  };
};

/** invoice.payment_made: a part of an invoice is told by its payment. */
export const paidInvoice: Reader = (occurrence) => {
  const { about, fetched } = occurrence;
  if (about.status !== 'PAID') return undefined;
  const facts = invoiceFacts(occurrence);
  const tenders = list(orderIn(fetched).tenders).map(object);
  return {
    ...facts,
    type: 'invoice.paid',
    amount: completed(about),
    // What pays the invoice are payments that tell of themselves: the same money is not counted twice.
    references: references(
      ...facts.references.map(({ type, value }) => [type, value] as const),
      ...tenders.map(({ payment_id, id }) => ['payment', payment_id ?? id] as const),
    ),
  };
};

/** invoice.published */
export const issuedInvoice: Reader = (occurrence) => ({
  ...invoiceFacts(occurrence),
  type: 'invoice.issued',
  amount: squareMoney(occurrence.about.next_payment_amount_money) ?? unpaid(occurrence.about),
});

/** invoice.canceled: nothing more is asked for. */
export const canceledInvoice: Reader = (occurrence) => ({
  ...invoiceFacts(occurrence),
  type: 'invoice.voided',
});

function invoiceFacts({ about }: Occurrence): Omit<Told, 'type'> {
  const id = text(about.id);
  const subscription = text(about.subscription_id);
  const pay = linkOf(about.public_url);
  return {
    ...(subscription !== undefined && { kind: 'subscription' }),
    invoice: id === undefined ? undefined : { id, number: text(about.invoice_number) },
    subscription: subscription === undefined ? undefined : { id: subscription },
    references: references(['invoice', id], ['order', about.order_id]),
    order: text(about.order_id),
    people: [object(about.primary_recipient)],
    links: pay === undefined ? {} : { pay },
  };
}

const requests = ({ payment_requests }: JsonObject): readonly JsonObject[] =>
  list(payment_requests).map(object);

/** A bill that is paid in parts is paid in instalments. */
function kindOf(invoice: JsonObject): Told['kind'] {
  if (text(invoice.subscription_id) !== undefined) return 'subscription';
  return requests(invoice).length > 1 ? 'installment' : 'charge';
}

/** What is still owed of the first request that is not paid. */
function unpaid(invoice: JsonObject): Money | undefined {
  for (const request of requests(invoice)) {
    const asked = squareMoney(request.computed_amount_money);
    const paid = squareMoney(request.total_completed_amount_money);
    if (asked && asked.minor > (paid?.minor ?? 0))
      return money(asked.minor - (paid?.minor ?? 0), asked.currency);
  }
  return undefined;
}

/** All that was paid; nothing where a part is not known. */
function completed(invoice: JsonObject): Money | undefined {
  const parts = requests(invoice).map((one) => squareMoney(one.total_completed_amount_money));
  const [first] = parts;
  if (!first || parts.some((part) => part?.currency !== first.currency)) return undefined;
  return money(
    parts.reduce((sum, part) => sum + (part?.minor ?? 0), 0),
    first.currency,
  );
}
