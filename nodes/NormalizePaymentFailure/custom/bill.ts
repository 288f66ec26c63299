import { ISO_EXPONENTS } from '../../core/event/currencies';
import { fromDecimalText, money } from '../../core/event/money';
import type { Money, Order } from '../../core/event/paymentEvent';
import { masked } from '../../core/event/reading';
import { CHANNELS } from '../../core/event/taxonomy';
import type { Fields } from './fields';
import { isOneOf } from './isOneOf';
import { wholeIn } from './values';

/** What was to be paid, and for which order. */

export function amountOf(fields: Fields, name: string): Money | undefined {
  const written = fields.text(name);
  if (written === undefined) return undefined;
  const currency = fields.required('currency').toUpperCase();
  if (!ISO_EXPONENTS.has(currency)) {
    throw fields.wrong(
      'currency',
      `holds “${currency}”, which is no currency of ISO 4217`,
      'Map a code of three letters, such as USD or KRW.',
    );
  }
  const inMinor = fields.text('amountUnit') === 'minor';
  const amount = inMinor ? fromMinorText(written, currency) : fromDecimalText(written, currency);
  if (amount && amount.minor >= 0) return amount;
  throw fields.wrong(
    name,
    `holds “${written}”, which is no amount of ${currency} in ${inMinor ? 'its smallest unit' : 'decimals'}`,
    inMinor
      ? 'Map a whole number, or set Amount Is In to Decimals.'
      : 'Map a number such as 1234.50: no thousands separators, a point before the decimals, and no more of them than the currency has.',
  );
}

const fromMinorText = (written: string, currency: string): Money | undefined =>
  /^\d+$/.test(written) ? money(Number(written), currency) : undefined;

export function orderOf(fields: Fields): Order | undefined {
  const words = (name: string) => masked(fields.text(`order.${name}`));
  const order: Order = {
    id: fields.text('order.id'),
    number: fields.text('order.number'),
    table: words('table'),
    partySize: wholeIn(fields, 'order.partySize', 1),
    server: words('server'),
    location: words('location'),
    reservationId: fields.text('order.reservationId'),
    reservationTime: fields.text('order.reservationTime'),
    channel: channelOf(fields),
    total: amountOf(fields, 'order.total'),
  };
  return Object.values(order).some((value) => value !== undefined) ? order : undefined;
}

function channelOf(fields: Fields): Order['channel'] {
  const written = fields.text('order.channel');
  if (written === undefined || isOneOf(CHANNELS, written)) return written;
  throw fields.wrong('order.channel', `holds “${written}”`, `Use one of ${CHANNELS.join(', ')}.`);
}
