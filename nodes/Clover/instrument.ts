import { object, text, type JsonObject } from '../core/event/json';
import type { Instrument } from '../core/event/paymentEvent';
import { expiryOf, lastFour, masked, inWords } from '../core/event/reading';
import type { Evidence } from './evidence';

/** What was paid with: a card at the till, a card on the web, or whatever else the till takes. */
export const instrumentOf = ({ payment, charge }: Evidence): Instrument | undefined =>
  tillCard(object(payment.cardTransaction)) ??
  webCard(object(charge.source)) ??
  tender(object(payment.tender));

function tillCard(card: JsonObject): Instrument | undefined {
  const [brand, last4] = [inWords(card.cardType), lastFour(card.last4)];
  if (brand === undefined && last4 === undefined) return undefined;
  const [month, year] = EXPIRY.exec(text(card.expirationDate) ?? '')?.slice(1) ?? [];
  return {
    type: 'card',
    brand,
    last4,
    expiry: year === undefined ? undefined : expiryOf(2000 + Number(year), Number(month)),
  };
}

/** As Clover has it, and without the slash as some tills write it. */
const EXPIRY = /^(\d{2})\/?(\d{2})$/;

function webCard({ brand, last4, exp_month, exp_year }: JsonObject): Instrument | undefined {
  const known = { brand: inWords(brand), last4: lastFour(last4) };
  if (known.brand === undefined && known.last4 === undefined) return undefined;
  return { type: 'card', ...known, expiry: expiryOf(number(exp_year), number(exp_month)) };
}

const number = (value: unknown): number => Number(text(value) ?? value);

/** Cash, a gift card, a voucher: as the till names it. */
function tender({ label }: JsonObject): Instrument | undefined {
  const type = masked(inWords(label));
  return type === undefined ? undefined : { type };
}
