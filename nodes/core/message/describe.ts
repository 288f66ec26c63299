import { formatMoney } from '../event/money';
import type { Money, PaymentEvent, Reason } from '../event/paymentEvent';
import { oneLine } from './escape';
import { setupForGuest, setupForStaff, setupOf } from './setup';
import { ADVICE_WORDS, REASON_WORDS, REFUND_WORDS } from './words';

/** The words for one payment event, in English, ready for any channel that takes plain text. */

const LOCALE = 'en-US';

export interface FailureContext {
  /** How many failures of this session, this one included. */
  readonly ordinal?: number | undefined;
  /** Whether the same message may have gone out before. */
  readonly repeat: boolean;
  /** Whether this is a test run. */
  readonly test: boolean;
  /** Who is paged, when the message climbs the ladder. */
  readonly level?: string | undefined;
  /** On a repeat: whether it is unclear if the guest was told. */
  readonly guestUnresolved?: boolean;
  /** Whether the guest is to be told, and has an email address alone. */
  readonly guestByEmailOnly?: boolean;
}

const HEADLINES: Partial<Record<PaymentEvent['type'], string>> = {
  'refund.failed': 'Refund failed',
  'dispute.opened': 'Payment disputed',
  'dispute.closed': 'Dispute lost',
  'invoice.overdue': 'Invoice overdue',
};

/** What staff or a manager reads when money failed. */
export function failureForStaff(event: PaymentEvent, context: FailureContext): string {
  return lines(
    marks(context) + [headline(event, context), place(event)].filter(Boolean).join(' – '),
    [amountOf(event), instrument(event)].filter(Boolean).join(', '),
    ...whyAndWhat(event),
    event.dispute?.answerBy && `Answer by ${moment(event.dispute.answerBy)}.`,
    event.nextAttemptAt && `The gateway will try again on ${moment(event.nextAttemptAt)}.`,
    event.incomplete && 'Some details could not be read from the gateway.',
    context.guestUnresolved && 'It is not certain that the guest was told. Please tell them.',
    context.guestByEmailOnly &&
      'Of the guest only an email address is known. If this workflow sends guests no email, please tell them.',
  );
}

function whyAndWhat(event: PaymentEvent): readonly (string | undefined)[] {
  const { type, reason } = event;
  if (!reason) return [];
  const code = reason.code ? ` (${oneLine(reason.code)})` : '';
  // Words about a payment would mislead about a refund.
  if (type === 'refund.failed') {
    const { why, what } = REFUND_WORDS[refundEnd(reason)];
    return [`Why: ${why}${code}.`, `What to do: ${what}`];
  }
  const setup = setupOf(event);
  const next = setup ? setupForStaff(setup, reason) : ADVICE_WORDS[reason.advice].staff;
  return [
    `Why: ${REASON_WORDS[reason.category].staff}${code}.`,
    type === 'dispute.closed'
      ? 'What to do: The money is gone. Decide whether to ask the guest for it again.'
      : `What to do: ${next}`,
  ];
}

/** What counts is whether somebody called it off, and else whether it was the guest's bank that refused it. */
function refundEnd({ category, cause }: Reason): keyof typeof REFUND_WORDS {
  if (category === 'canceled') return 'calledOff';
  return cause === 'instrument' ? 'bounced' : 'notMade';
}

/** What the guest reads: no codes, nothing about fraud, and a link to pay where there is one. */
export function failureForGuest(
  event: PaymentEvent,
  context: Pick<FailureContext, 'test'>,
): string {
  const mark = context.test ? '[TEST] ' : '';
  const setup = setupOf(event);
  if (setup) return mark + setupForGuest(setup, event);
  const amount = event.amount ? ` of ${amountOf(event)}` : '';
  const why = event.reason ? `: ${REASON_WORDS[event.reason.category].guest}` : '';
  const pay = event.links.pay ?? event.links.updateMethod;
  const next = event.reason ? ` ${ADVICE_WORDS[event.reason.advice].guest}` : '';
  return `${mark}Your payment${amount}${forOrder(event)} did not go through${why}.${pay ? ` Pay here: ${pay}` : next}`;
}

/** The good news: everything owed is paid. */
export function settledForStaff(
  event: PaymentEvent,
  paid: Money | undefined,
  context: Pick<FailureContext, 'test' | 'repeat'>,
): string {
  const [headline, news] = goodNews(event, paid ? formatMoney(paid, LOCALE) : paidBy(event));
  return lines(marks(context) + [headline, place(event)].filter(Boolean).join(' – '), news);
}

/** Any other event may show that something was paid, but not how much. */
const paidBy = (event: PaymentEvent): string =>
  event.type === 'payment.succeeded' || event.type === 'invoice.paid' ? amountOf(event) : '';

function goodNews(event: PaymentEvent, paid: string): readonly [headline: string, news: string] {
  switch (event.type) {
    case 'dispute.closed':
      return ['Dispute won', 'The money stays. Nothing more to do.'];
    case 'refund.succeeded':
      return ['Refunded', `${amountOf(event)} was given back after all. Nothing more to do.`];
    case 'invoice.voided':
      return ['Settled', 'The invoice was voided or written off. Nothing more to do.'];
    default:
      return ['Settled', paid ? `${paid} is paid. Nothing more to do.` : 'Nothing more to do.'];
  }
}

/** What staff read when an event could not be handled at all. */
export function deadForStaff(
  event: PaymentEvent,
  reason: string,
  context: Pick<FailureContext, 'test' | 'repeat'>,
): string {
  return lines(
    marks(context) +
      ['A payment event could not be handled', place(event)].filter(Boolean).join(' – '),
    `${event.type}, ${oneLine(event.id)}. ${reason}`,
    'What to do: Look at the payment at the gateway, and mend what stopped the workflow.',
  );
}

/** In UTC and saying so: a chat has readers in many zones. */
function moment(instant: string): string {
  const format = new Intl.DateTimeFormat(LOCALE, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return `${format.format(new Date(instant))} UTC`;
}

const lines = (...parts: readonly (string | false | undefined)[]): string =>
  parts.filter(Boolean).join('\n');

const marks = ({ test, repeat }: Pick<FailureContext, 'test' | 'repeat'>): string =>
  `${test ? '[TEST] ' : ''}${repeat ? '[May repeat an earlier message] ' : ''}`;

function headline(event: PaymentEvent, { ordinal, level }: FailureContext): string {
  const what =
    HEADLINES[event.type] ??
    setupOf(event)?.headline ??
    (event.kind === 'bank_debit' ? 'Bank debit failed' : 'Payment failed');
  const times = ordinal !== undefined && ordinal > 1 ? ` (${ordinal} times now)` : '';
  return level ? `${level}: ${what}${times}` : what + times;
}

function place({ order, invoice, customer }: PaymentEvent): string {
  const where = [
    order?.location,
    order?.table && `table ${order.table}`,
    order?.number ? `order ${order.number}` : order?.id && `order ${order.id}`,
    invoice?.number && `invoice ${invoice.number}`,
  ].filter((part) => part !== undefined && part !== '');
  const found = where.length > 0 ? where : [customer.name];
  return found
    .filter((part) => part !== undefined)
    .map(oneLine)
    .join(', ');
}

const forOrder = ({ order, invoice }: PaymentEvent): string => {
  if (order?.number) return ` for order ${oneLine(order.number)}`;
  if (invoice?.number) return ` for invoice ${oneLine(invoice.number)}`;
  return '';
};

const amountOf = (event: PaymentEvent): string =>
  event.amount ? formatMoney(event.amount, LOCALE) : '';

function instrument({ instrument: used }: PaymentEvent): string | undefined {
  if (!used) return undefined;
  const name = oneLine(used.brand ?? used.bank ?? used.type);
  return used.last4 ? `${name} ending in ${used.last4}` : name;
}
