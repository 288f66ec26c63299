import { object, text, type JsonObject } from '../core/event/json';
import type { Customer, Instrument, PaymentEvent } from '../core/event/paymentEvent';
import { e164, firstOf, masked } from '../core/event/reading';
import { entries, given, word } from './transaction';

/** Who pays with what, from every place where webhook, list and details may say so. */

export const customerOf = (objects: readonly JsonObject[]): Customer => ({
  id:
    firstOf(objects, ({ profile }) => word(object(profile).customerProfileId)) ??
    firstOf(objects, ({ customer }) => given(object(customer).id)),
  name: firstOf(objects, (one) => nameIn(object(one.billTo)) ?? nameIn(one)),
  email: firstOf(
    objects,
    ({ customer, billTo }) => text(object(customer).email) ?? text(object(billTo).email),
  ),
  phone: firstOf(objects, ({ billTo }) => e164(object(billTo).phoneNumber)),
});

function nameIn({ firstName, lastName }: JsonObject): string | undefined {
  const names = [masked(firstName), masked(lastName)].filter((name) => name !== undefined);
  return names.length === 0 ? undefined : names.join(' ');
}

/** A payment profile is Authorize.Net's stable name for a card or account. */
export function instrumentOf(objects: readonly JsonObject[]): Instrument | undefined {
  const known = firstOf(objects, described);
  const fingerprint = firstOf(objects, ({ profile }) =>
    word(object(profile).customerPaymentProfileId),
  );
  return known && { ...known, fingerprint };
}

function described({ payment, accountType, accountNumber }: JsonObject): Instrument | undefined {
  const { creditCard, bankAccount } = object(payment);
  if (creditCard !== undefined) {
    const { cardType, cardNumber } = object(creditCard);
    return { type: 'card', brand: text(cardType), last4: lastFour(cardNumber) };
  }
  if (bankAccount !== undefined) {
    const { accountNumber: number, bankName } = object(bankAccount);
    return { type: 'bank_account', last4: lastFour(number), bank: masked(bankName) };
  }
  const brand = text(accountType);
  if (brand === undefined) return undefined;
  const last4 = lastFour(accountNumber);
  return brand.toLowerCase() === 'echeck'
    ? { type: 'bank_account', last4 }
    : { type: 'card', brand, last4 };
}

/** Numbers come with all but their last four digits hidden: XXXX1111. */
const lastFour = (number: unknown): string | undefined =>
  /^X{4}(\d{4})$/.exec(text(number) ?? '')?.[1];

export const productsOf = (objects: readonly JsonObject[]): PaymentEvent['products'] =>
  firstOf(objects, ({ lineItems, order }) => {
    const items = entries(lineItems, 'lineItem').map(({ itemId, name }) => ({
      id: word(itemId),
      name: masked(name),
    }));
    const named = items.filter(({ id, name }) => id !== undefined || name !== undefined);
    const description = masked(object(order).description);
    if (named.length > 0) return named;
    return description === undefined ? undefined : [{ name: description }];
  }) ?? [];
