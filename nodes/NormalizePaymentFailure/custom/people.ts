import type { Customer, Instrument } from '../../core/event/paymentEvent';
import { e164, expiryOf, lastFour, masked } from '../../core/event/reading';
import type { Fields } from './fields';
import { isBankDebit } from './reason';

/** Who was to pay, and with what. What cannot be used is left out: no alert waits for a telephone number. */

export const customerOf = (fields: Fields): Customer => ({
  id: fields.text('customer.id'),
  name: masked(fields.text('customer.name')),
  email: fields.text('customer.email'),
  phone: e164(fields.text('customer.phone')),
  locale: fields.text('customer.locale'),
});

export function instrumentOf(fields: Fields): Instrument | undefined {
  const of = (name: string) => fields.text(`instrument.${name}`);
  const known = {
    brand: masked(of('brand')),
    last4: lastFour(of('last4')),
    expiry: expiryOf(Number(of('expiryYear') ?? NaN), Number(of('expiryMonth') ?? NaN)),
    fingerprint: masked(of('fingerprint')),
    bank: masked(of('bank')),
  };
  const type = masked(of('type'));
  if (type === undefined && Object.values(known).every((one) => one === undefined)) {
    return undefined;
  }
  return { type: type ?? (isBankDebit(fields) ? 'bank_account' : 'card'), ...known };
}
