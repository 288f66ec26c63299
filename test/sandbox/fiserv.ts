import { isObject, object, text, type JsonObject } from '../../nodes/core/event/json';
import type { Form } from './fiserv/deliver';
import { guard, no, type ApiKey } from './fiserv/sign';
import type { Answer, Service } from './request';

export type { Form } from './fiserv/deliver';
export { hashOf, notify, notifyRecurring, postOn } from './fiserv/deliver';

export const IPG = 'prod.emea.api.fiservapps.com';
export const HUB = 'cert.api.fiservapps.com';

const BASE = '/sandbox/ipp/payments-gateway/v2';

export interface FiservOptions extends ApiKey {
  readonly store: string;
  readonly merchant: string;
}

export interface Checkout {
  readonly order: string;
  readonly total: string;
  /** As the IPG writes it. */
  readonly approval: string;
  /** Of the card network, where it says more. */
  readonly association?: string;
  readonly billing?: JsonObject;
}

/** A sandbox of both gateways of Fiserv: what was paid stands in their APIs, and is told to whoever asks. */
export interface FakeFiserv {
  readonly services: readonly Service[];
  /** Somebody pays on the IPG’s page; answers the form that tells of it. */
  checkOut(checkout: Checkout): Form;
  /** Something that Commerce Hub knows, by its transaction id. */
  put(answer: JsonObject): void;
}

export function createFiserv({ store, merchant, ...key }: FiservOptions): FakeFiserv {
  const transactions = new Map<string, JsonObject>();
  const orders = new Map<string, JsonObject>();
  const charges = new Map<string, JsonObject>();
  const [ofIpg, ofHub] = [guard(key, 'message-signature'), guard(key, 'authorization')];
  let number = 84_120_076_500;

  const read = (path: string): JsonObject | undefined => {
    const [, kind, id = ''] = path.slice(BASE.length).split('/');
    if (kind === 'payments') return transactions.get(id);
    return kind === 'orders' ? orders.get(decodeURIComponent(id)) : undefined;
  };
  const inquire = (body: JsonObject): JsonObject | undefined => {
    if (object(body.merchantDetails).merchantId !== merchant) return undefined;
    const { referenceTransactionId } = object(body.referenceTransactionDetails);
    return charges.get(text(referenceTransactionId) ?? '');
  };

  return {
    services: [
      {
        host: IPG,
        answer: (request) => {
          const found = request.path.startsWith(BASE) ? read(request.path) : undefined;
          return ofIpg(request) ?? ok(found);
        },
      },
      {
        host: HUB,
        answer: (request): Answer => {
          const isInquiry = request.path === '/ch/payments/v1/transaction-inquiry';
          const found = isInquiry ? inquire(request.body) : undefined;
          const refusal = ofHub(request);
          if (refusal ?? !found) return refusal ?? ok(undefined);
          return { status: 201, body: {}, written: JSON.stringify([found]) };
        },
      },
    ],
    checkOut({ order, total, approval, association, billing }) {
      number += 1;
      const id = String(number);
      transactions.set(id, {
        type: 'transactionResponse',
        ipgTransactionId: id,
        orderId: order,
        storeId: store,
        transactionType: 'SALE',
        transactionAmount: { total: Number(total), currency: 'EUR' },
        approvalCode: approval,
        paymentMethodDetails: {
          paymentCard: { number: '************1111', brand: 'VISA' },
          paymentMethodType: 'PAYMENT_CARD',
        },
        processor: { associationResponseCode: association },
      });
      orders.set(order, { type: 'orderResponse', orderId: order, billing: billing ?? {} });
      return {
        ipgTransactionId: id,
        oid: order,
        chargetotal: total,
        currency: '978',
        // Each guest checks out in a second of their own.
        txndatetime: `2026:11:20-20:30:${String(number % 60).padStart(2, '0')}`,
        storename: store,
        approval_code: approval,
        status: approval.startsWith('Y') ? 'APPROVED' : 'DECLINED',
        txntype: 'sale',
        ccbrand: 'VISA',
        cardnumber: '(VISA) ... 1111',
        hash_algorithm: 'HMACSHA256',
      };
    },
    put(answer) {
      const { transactionProcessingDetails } = object(answer.gatewayResponse);
      charges.set(text(object(transactionProcessingDetails).transactionId) ?? '', answer);
    },
  };
}

const ok = (found: JsonObject | undefined): Answer =>
  isObject(found) ? { status: 200, body: found } : no(404, '404', 'There is no such transaction.');
