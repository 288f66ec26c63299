import { object, text, type JsonObject } from '../core/event/json';
import type { Instrument } from '../core/event/paymentEvent';
import { lastFour, inWords } from '../core/event/reading';
import { reasonFor } from '../core/event/reason';
import { references } from '../core/event/references';
import { toastMoney, withTip } from './amount';
import { reasons } from './reasons';
import { fateOf } from './statuses';
import type { Reader, Told } from './told';

/** A payment in one of the states that it reaches. */
export const toldOfPayment: Reader = (payload, currency) => {
  const type = fateOf(payload.status);
  if (type === undefined) return undefined;
  const payment = object(payload.payment);
  const tip = toastMoney(payment.tipAmount, currency);
  return {
    ...factsOf(payload),
    type,
    transaction: text(payment.guid),
    amount: withTip(toastMoney(payment.amount, currency), tip),
    ...(tip && tip.minor > 0 && { tip }),
    ...(type === 'payment.failed' && { reason: reasonFor(reasons, text(payload.status)) }),
  };
};

/** What was given back, as far as it is told by now. */
export const toldOfRefund: Reader = (payload, currency) => {
  const { guid, refund } = object(payload.payment);
  const { refundAmount, tipRefundAmount } = object(refund);
  const name = text(guid) === undefined ? undefined : `${text(guid)}:refund`;
  const facts = factsOf(payload);
  return {
    ...facts,
    type: 'refund.succeeded',
    kind: 'refund',
    transaction: name,
    references: [...references(['refund', name]), ...facts.references],
    amount: withTip(toastMoney(refundAmount, currency), toastMoney(tipRefundAmount, currency)),
  };
};

function factsOf({ payment, check }: JsonObject): Pick<Told, 'kind' | 'instrument' | 'references'> {
  const instrument = instrumentOf(object(payment));
  return {
    kind: 'charge',
    ...(instrument && { instrument }),
    references: references(['payment', object(payment).guid], ['order', object(check).guid]),
  };
}

function instrumentOf(payment: JsonObject): Instrument | undefined {
  const type = inWords(payment.type);
  if (type === undefined) return undefined;
  return {
    type: type === 'credit' ? 'card' : type,
    brand: payment.cardType === 'UNKNOWN' ? undefined : inWords(payment.cardType),
    last4: lastFour(payment.last4Digits),
    fingerprint: text(payment.cardPaymentId),
  };
}
