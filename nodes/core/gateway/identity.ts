import type { PaymentEvent } from '../event/paymentEvent';
import type { RawEvent } from '../event/rawEvent';
import type { NormalizeContext } from './adapter';

type Identity = Pick<
  PaymentEvent,
  'schema' | 'id' | 'gateway' | 'account' | 'connected' | 'attempt'
>;

/**
 * What an event is called and whose it is. An attempt is named by the gateway's transaction
 * (`<gateway>:<account>:<transaction>`); where there is none, there is no attempt.
 */
export function identityOf(
  { gateway, id, account: told }: RawEvent,
  { account: own }: NormalizeContext,
  transaction: string | undefined,
): Identity {
  const account = told ?? own;
  const prefix = `${gateway}:${account}:`;
  return {
    schema: 'payment-event/1',
    id: prefix + id,
    gateway,
    account,
    connected: account === own ? undefined : true,
    attempt: transaction === undefined ? undefined : { key: prefix + transaction },
  };
}

/** A failed payment whose transaction nobody names is known by its event alone. */
export const transactionOf = (
  { type, transaction }: { readonly type: string; readonly transaction?: string | undefined },
  { id }: RawEvent,
): string | undefined => transaction ?? (type === 'payment.failed' ? id : undefined);
