import { randomUUID } from 'node:crypto';
import { object, text, type JsonObject } from '../../nodes/core/event/json';
import { notify, postSilently } from './authorizenet/deliver';
import { answerJson, isSpan, type Login, type Methods } from './authorizenet/jsonApi';
import { createWebhooks } from './authorizenet/webhooks';
import type { Delivered } from './post';
import type { Service } from './request';

export const AUTHORIZENET = 'apitest.authorize.net';

export interface AuthorizeNetOptions extends Login {
  readonly signatureKey: string;
  readonly gatewayId: string;
}

export interface Charge {
  readonly amount: number;
  readonly invoiceNumber: string;
  readonly description?: string;
  readonly billTo?: JsonObject;
  /** Of the decline; none where it is approved. */
  readonly reasonCode?: number;
  readonly more?: JsonObject;
}

/** A sandbox of Authorize.Net: transactions are made here, listed by its API, and told to whoever listens. */
export interface FakeAuthorizeNet {
  readonly service: Service;
  /** Makes a transaction, which stands among those that are not settled. Answers its id. */
  charge(charge: Charge): string;
  /** Settles all that is approved; declined ones go with the batch. */
  settle(): void;
  webhooks(): readonly JsonObject[];
  /** Posts a notification about a transaction to every active webhook, or to `url`. */
  notify(type: string, transId: string, url: string, key?: string): Promise<Delivered>;
  postSilently(transId: string, url: string): Promise<Delivered>;
}

export function createAuthorizeNet(options: AuthorizeNetOptions): FakeAuthorizeNet {
  const webhooks = createWebhooks(options);
  const transactions = new Map<string, JsonObject>();
  const batches = new Map<string, { readonly at: string; readonly ids: readonly string[] }>();
  const inBatch = () => new Set([...batches.values()].flatMap(({ ids }) => ids));
  const rows = (ids: readonly string[]) => ids.map((id) => rowOf(transactions.get(id) ?? {}));

  const methods: Methods = {
    getMerchantDetailsRequest: () => ({
      isTestMode: false,
      merchantName: 'Ember & Rice',
      gatewayId: options.gatewayId,
      currencies: ['USD'],
    }),
    getTransactionDetailsRequest: ({ transId }) => {
      const transaction = transactions.get(text(transId) ?? '');
      return transaction && { transaction };
    },
    getUnsettledTransactionListRequest: () => {
      const settled = inBatch();
      const open = [...transactions.keys()].filter((id) => !settled.has(id));
      return { transactions: rows(open.toReversed()), totalNumInResultSet: open.length };
    },
    getSettledBatchListRequest: ({ firstSettlementDate: from, lastSettlementDate: to }) => {
      if (!isSpan(from, to)) return undefined;
      const found = [...batches].filter(([, { at }]) => asText(from) <= at && at <= asText(to));
      return { batchList: found.map(([batchId, { at }]) => ({ batchId, settlementTimeUTC: at })) };
    },
    getTransactionListRequest: ({ batchId }) => {
      const batch = batches.get(text(batchId) ?? '');
      return batch && { transactions: rows(batch.ids) };
    },
  };

  let number = 60_200_001_000;
  return {
    service: {
      host: AUTHORIZENET,
      answer: (request) =>
        request.path.startsWith('/rest/v1/webhooks')
          ? webhooks.answer(request)
          : answerJson(request, options, methods),
    },
    charge(charge) {
      number += 1;
      const transId = String(number);
      transactions.set(transId, transactionOf(transId, charge));
      return transId;
    },
    settle() {
      const settled = inBatch();
      const ids = [...transactions.keys()].filter((id) => !settled.has(id));
      for (const id of ids) {
        const transaction = transactions.get(id) ?? {};
        if (transaction.responseCode !== 1) continue;
        transactions.set(id, { ...transaction, transactionStatus: 'settledSuccessfully' });
      }
      batches.set(String(700 + batches.size), { at: new Date().toISOString(), ids });
    },
    webhooks: webhooks.all,
    notify: (type, transId, url, key = options.signatureKey) => {
      const { responseCode, authAmount } = transactions.get(transId) ?? {};
      const payload = { responseCode, authAmount, entityName: 'transaction', id: transId };
      const body = {
        notificationId: randomUUID(),
        eventType: `net.authorize.payment.${type}`,
        eventDate: new Date().toISOString(),
        webhookId: randomUUID(),
        payload,
      };
      return notify(url, body, key);
    },
    postSilently: (transId, url) => {
      const { responseCode, responseReasonCode, authAmount, order } =
        transactions.get(transId) ?? {};
      const fields = {
        x_response_code: asText(responseCode),
        x_response_reason_code: asText(responseReasonCode),
        x_trans_id: transId,
        x_amount: asText(authAmount),
        x_invoice_num: text(object(order).invoiceNumber) ?? '',
        x_method: 'CC',
        x_type: 'auth_capture',
      };
      return postSilently(url, fields, options.signatureKey);
    },
  };
}

function transactionOf(transId: string, charge: Charge): JsonObject {
  const { amount, invoiceNumber, description, billTo = {}, reasonCode, more = {} } = charge;
  const submitTimeUTC = new Date().toISOString();
  const isDeclined = reasonCode !== undefined;
  return {
    transId,
    submitTimeUTC,
    submitTimeLocal: submitTimeUTC.slice(0, 19),
    transactionType: 'authCaptureTransaction',
    transactionStatus: isDeclined ? 'declined' : 'capturedPendingSettlement',
    responseCode: isDeclined ? 2 : 1,
    responseReasonCode: reasonCode ?? 1,
    responseReasonDescription: isDeclined ? 'This transaction has been declined.' : 'Approval',
    order: { invoiceNumber, ...(description === undefined ? {} : { description }) },
    authAmount: amount,
    settleAmount: isDeclined ? 0 : amount,
    payment: { creditCard: { cardNumber: 'XXXX4242', expirationDate: 'XXXX', cardType: 'Visa' } },
    billTo,
    ...more,
  };
}

const asText = (value: unknown): string =>
  typeof value === 'number' ? String(value) : (text(value) ?? '');

const rowOf = ({ order, billTo, authAmount, ...transaction }: JsonObject): JsonObject => ({
  transId: transaction.transId,
  submitTimeUTC: transaction.submitTimeUTC,
  submitTimeLocal: transaction.submitTimeLocal,
  transactionStatus: transaction.transactionStatus,
  invoiceNumber: object(order).invoiceNumber,
  firstName: object(billTo).firstName,
  lastName: object(billTo).lastName,
  accountType: 'Visa',
  accountNumber: 'XXXX4242',
  settleAmount: authAmount,
});
