import { list, object, type JsonObject } from '../core/event/json';
import { money } from '../core/event/money';
import type { Money, PaymentEvent } from '../core/event/paymentEvent';
import { firstOf, masked } from '../core/event/reading';
import { references } from '../core/event/references';
import type { NormalizeContext } from '../core/gateway/context';
import { idOf, timeOf } from './fields';
import { taken } from './references';
import { moneyOf } from './transaction';
import type { Reader } from './told';

/** A sale that was closed, as it is pushed and as it is listed. */
interface Sale {
  readonly id: string | undefined;
  readonly at?: string | undefined;
  readonly client: string | undefined;
  readonly location: string | undefined;
  readonly server: string | undefined;
  readonly payments: readonly Payment[];
  readonly total: Money | undefined;
  readonly products: PaymentEvent['products'];
}
interface Payment {
  readonly method: string | undefined;
  readonly amount: Money | undefined;
}

/**
 * A sale is closed once all of it is paid, be it by several cards. What was put on the client's account is owed still:
 * it is no money that came in.
 */
const told =
  (saleOf: (data: JsonObject, context: NormalizeContext) => Sale): Reader =>
  ({ data, context }) => {
    const sale = saleOf(data, context);
    const { id, payments, total } = sale;
    if (id === undefined) return undefined;
    const received = payments.filter(({ method }) => !isOnAccount(method));
    const isOwed = received.length < payments.length;
    return {
      type: isOwed && received.length === 0 ? 'payment.pending' : 'payment.succeeded',
      at: sale.at,
      transaction: `sale-${id}`,
      references: references(...taken(id)),
      amount: isOwed && received.length > 0 ? sumOf(received) : total,
      order: { id, number: id, server: sale.server, total },
      products: sale.products,
      client: sale.client,
      location: sale.location,
    };
  };

/** https://support.mindbodyonline.com/s/article/Account-balances */
const isOnAccount = (method: string | undefined): boolean =>
  method !== undefined && /\baccount\b/i.test(method) && !/\bbank\b/i.test(method);

/** Nothing where one is not known: a sum that may be wrong helps nobody. */
function sumOf(payments: readonly Payment[]): Money | undefined {
  const currency = firstOf(payments, ({ amount }) => amount?.currency);
  const minors = payments.flatMap(({ amount }) => amount?.minor ?? []);
  if (minors.length < payments.length) return undefined;
  return money(
    minors.reduce((sum, minor) => sum + minor, 0),
    currency,
  );
}

/** clientSale.created */
export const pushedSale = told((data, { currency }) => ({
  id: idOf(data.saleId),
  client: idOf(data.purchasingClientId),
  location: idOf(data.locationId),
  server: masked(data.soldByName),
  payments: list(data.payments)
    .map(object)
    .map(({ paymentMethodName, paymentAmountPaid }) => ({
      method: masked(paymentMethodName),
      amount: moneyOf(paymentAmountPaid, currency),
    })),
  total: moneyOf(data.totalAmountPaid, currency),
  products: list(data.items)
    .map(object)
    .flatMap(({ itemId, name }) => productOf(itemId, name)),
}));

/** sale.found */
export const listedSale = told((data, { currency, timeZone }) => {
  const payments = list(data.Payments)
    .map(object)
    .map(({ Type, Amount }) => ({ method: masked(Type), amount: moneyOf(Amount, currency) }));
  return {
    id: idOf(data.Id),
    at: timeOf(data.SaleDateTime, timeZone),
    client: idOf(data.ClientId),
    location: idOf(data.LocationId),
    server: undefined,
    payments,
    total: payments.length > 0 ? sumOf(payments) : undefined,
    products: list(data.PurchasedItems)
      .map(object)
      .flatMap(({ Id, Description }) => productOf(Id, Description)),
  };
});

function productOf(id: unknown, name: unknown): PaymentEvent['products'] {
  const product = { id: idOf(id), name: masked(name) };
  return product.id === undefined && product.name === undefined ? [] : [product];
}
