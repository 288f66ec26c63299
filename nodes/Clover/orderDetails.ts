import { integer, object, text, type JsonObject } from '../core/event/json';
import type { Money, Order, PaymentEvent } from '../core/event/paymentEvent';
import { masked } from '../core/event/reading';
import { cloverMoney, elements, idOf, orderIdOf, type Evidence } from './evidence';

/** The order as staff know it: its title at the till, the kind of order, and the restaurant’s name at Clover. */
export function orderOf(evidence: Evidence, isWeb: boolean): Order | undefined {
  const { order, merchant } = evidence;
  const title = masked(order.title);
  const table = TABLE.exec(title ?? '')?.[1];
  const known: Order = {
    id: orderIdOf(evidence),
    number: table === undefined ? title : undefined,
    table,
    location: masked(merchant.name),
    channel: channelOf(order) ?? (isWeb ? 'online' : undefined),
    total: totalOf(evidence),
  };
  return Object.values(known).some((value) => value !== undefined) ? known : undefined;
}

const TABLE = /^table\s+(\S.*)$/i;

/** The names of order types are the restaurant’s own. https://docs.clover.com/dev/docs/customizing-order-types */
const CHANNELS: readonly (readonly [RegExp, NonNullable<Order['channel']>])[] = [
  [/deliver/i, 'delivery'],
  [/take.?(?:out|away)|pick.?up|to.?go|carry.?out/i, 'takeaway'],
  [/dine|eat.?in|table/i, 'dine-in'],
  [/online|web/i, 'online'],
];

function channelOf({ orderType }: JsonObject): Order['channel'] {
  const label = text(object(orderType).label) ?? '';
  return CHANNELS.find(([name]) => name.test(label))?.[1];
}

/** Apps may make orders without a total, and leave it at nothing. */
function totalOf({ order, currency }: Evidence): Money | undefined {
  const total = integer(order.total);
  return total !== undefined && total > 0 ? cloverMoney(total, currency) : undefined;
}

export const productsOf = ({ order }: Evidence): PaymentEvent['products'] =>
  elements(order.lineItems)
    .map(({ item, name }) => ({ id: idOf(item), name: masked(name) }))
    .filter(({ id, name }) => id !== undefined || name !== undefined);
