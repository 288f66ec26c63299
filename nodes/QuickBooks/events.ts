import type { EventType } from '../core/event/taxonomy';
import { eventTypesOf } from '../core/gateway/eventTypesOf';
import { changedEstimate } from './estimate';
import { changedInvoice, createdInvoice, overdueInvoice, withdrawnInvoice } from './invoice';
import { changedPayment, failedTransaction, withdrawnPayment } from './payment';
import { changedRefund, withdrawnRefund } from './refund';
import type { Reader } from './told';

interface Row {
  readonly read: Reader;
  readonly becomes: readonly EventType[];
}
type Rows = Readonly<Record<string, Row>>;

const PAYMENT: readonly EventType[] = [
  'payment.succeeded',
  'payment.pending',
  'payment.failed',
  'dispute.opened',
];
const INVOICE: readonly EventType[] = ['invoice.issued', 'invoice.paid', 'invoice.voided'];
const ESTIMATE: readonly EventType[] = [
  'estimate.created',
  'estimate.accepted',
  'estimate.declined',
];
/** One that is not sure to have gone back is on its way, as a payment would be. */
const REFUND: readonly EventType[] = ['refund.succeeded', 'refund.failed', 'payment.pending'];

/** Changes that name their object and no more: what became of it is read from the books. */
// prettier-ignore
const THIN: Rows = {
  'qbo.payment.created.v1':       { read: changedPayment,   becomes: PAYMENT },
  'qbo.payment.updated.v1':       { read: changedPayment,   becomes: PAYMENT },
  'qbo.invoice.created.v1':       { read: createdInvoice,   becomes: INVOICE },
  'qbo.invoice.updated.v1':       { read: changedInvoice,   becomes: INVOICE },
  'qbo.estimate.created.v1':      { read: changedEstimate,  becomes: ESTIMATE },
  'qbo.estimate.updated.v1':      { read: changedEstimate,  becomes: ESTIMATE },
  'qbo.refundreceipt.created.v1': { read: changedRefund,    becomes: REFUND },
  'qbo.refundreceipt.updated.v1': { read: changedRefund,    becomes: REFUND },
};

/** Changes that say by themselves what became of the object. */
// prettier-ignore
const CERTAIN: Rows = {
  'qbo.payment.voided.v1':        { read: withdrawnPayment, becomes: ['payment.failed'] },
  'qbo.payment.deleted.v1':       { read: withdrawnPayment, becomes: ['payment.failed'] },
  'qbo.invoice.voided.v1':        { read: withdrawnInvoice, becomes: ['invoice.voided'] },
  'qbo.invoice.deleted.v1':       { read: withdrawnInvoice, becomes: ['invoice.voided'] },
  'qbo.refundreceipt.voided.v1':  { read: withdrawnRefund,  becomes: ['refund.failed'] },
  'qbo.refundreceipt.deleted.v1': { read: withdrawnRefund,  becomes: ['refund.failed'] },
};

export const OVERDUE = 'qbo.invoice.overdue';
export const FAILED_TRANSACTION = 'qbo.payment.transaction_failed';

/** What only a look finds: QuickBooks tells nobody that a due date passed, nor what became of an e-check. */
// prettier-ignore
const LISTED: Rows = {
  [OVERDUE]:                      { read: overdueInvoice,    becomes: ['invoice.overdue'] },
  [FAILED_TRANSACTION]:           { read: failedTransaction, becomes: ['payment.failed', 'dispute.opened'] },
};

export const EVENTS: Rows = { ...THIN, ...CERTAIN, ...LISTED };
/** An invoice that was overdue when it was listed may have been paid since. */
export const thin: readonly string[] = [...Object.keys(THIN), OVERDUE];
export const pushed: readonly string[] = [...Object.keys(THIN), ...Object.keys(CERTAIN)];
export const listed: readonly string[] = Object.keys(LISTED);

export const eventTypes = eventTypesOf(EVENTS);
