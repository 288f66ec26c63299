import { decimalText } from '../core/event/exactJson';
import { isObject, list, text, type JsonObject } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import { excerptOf, paymentIn } from './excerpt';
import { fateOf, statusOf } from './statuses';
import { isGone, totalIn } from './total';

/** An order as it was told of: pushed, or found by a look. */
export interface Telling {
  readonly type: string;
  readonly restaurantGuid: string;
  /** When the order became as it is. */
  readonly timestamp?: string | undefined;
  readonly receivedAt: string;
}

/**
 * What an order tells, once each: every payment in each state that it reaches, and what a check comes to. An order comes
 * whole with every change of it, so what is old is known by its id.
 */
export const occurrencesIn = (order: JsonObject, telling: Telling): readonly RawEvent[] =>
  named(order.checks).flatMap((check) => inCheck(order, check, telling));

/** What Toast gave a guid, in one of its lists. */
const named = (value: unknown): readonly JsonObject[] =>
  list(value).filter((one): one is JsonObject => isObject(one) && text(one.guid) !== undefined);

function inCheck(order: JsonObject, check: JsonObject, telling: Telling): readonly RawEvent[] {
  const payments = named(check.payments).map((payment) => ({
    payment,
    status: statusOf(payment, check),
  }));
  const troubled = payments.some(({ status }) => fateOf(status) === 'payment.failed');
  const { type, receivedAt, restaurantGuid, timestamp } = telling;
  const common = { restaurantGuid, timestamp, troubled, ...excerptOf(order, check) };
  const event = (id: readonly unknown[], about: JsonObject): RawEvent => ({
    gateway: 'toast',
    id: id.join(':'),
    type,
    account: restaurantGuid,
    receivedAt,
    payload: { ...common, ...about },
  });
  return [
    ...payments.flatMap(({ payment, status }) => [
      ...(status === undefined
        ? []
        : [event([payment.guid, status], { status, payment: paymentIn(payment) })]),
      ...refunded(payment).map((amount) =>
        event([payment.guid, 'REFUND', amount], { status: 'REFUND', payment: paymentIn(payment) }),
      ),
    ]),
    ...stateOf(order, check, troubled, timestamp).map((state) =>
      event([check.guid, ...state], { status: state[0] }),
    ),
  ];
}

const refunded = ({ refund }: JsonObject): readonly string[] => {
  const amount = isObject(refund) ? decimalText(refund.refundAmount) : undefined;
  return amount === undefined ? [] : [amount];
};

/**
 * What a check comes to matters once something on it failed: a round more or a round on the house changes what is owed.
 * One that is gone, voided or combined with another, owes nothing.
 */
function stateOf(
  order: JsonObject,
  check: JsonObject,
  troubled: boolean,
  timestamp: string | undefined,
): readonly (readonly [status: string, ...rest: readonly string[]])[] {
  if (isGone(order, check)) return [['GONE']];
  const total = decimalText(totalIn(order, check));
  if (!troubled || total === undefined) return [];
  const changed = text(check.modifiedDate) ?? text(order.modifiedDate) ?? timestamp ?? '';
  return [['CHECK', total, changed]];
}
