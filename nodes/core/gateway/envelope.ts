import type { PaymentEvent } from '../event/paymentEvent';
import type { RawEvent } from '../event/rawEvent';
import { timesOf } from '../event/reading';
import type { NormalizeContext } from './context';

type Identity = 'schema' | 'id' | 'gateway' | 'account' | 'connected' | 'attempt';
type Envelope = Pick<PaymentEvent, Identity | keyof ReturnType<typeof timesOf>>;

/**
 * What an event is called, whose it is and when it happened, as far as the gateway says. An attempt is named by the
 * gateway's transaction (`<gateway>:<account>:<transaction>`); where there is none, there is no attempt.
 */
export function envelopeOf(
  { gateway, id, account: told, receivedAt: received }: RawEvent,
  { account: own }: NormalizeContext,
  transaction: string | undefined,
  happened: string | undefined,
): Envelope {
  const account = told ?? own;
  const prefix = `${gateway}:${account}:`;
  const { occurredAt, occurredAtSource, receivedAt, late } = timesOf(happened, received);
  return {
    schema: 'payment-event/1',
    id: prefix + id,
    gateway,
    account,
    connected: account === own ? undefined : true,
    attempt: transaction === undefined ? undefined : { key: prefix + transaction },
    occurredAt,
    occurredAtSource,
    receivedAt,
    late,
  };
}

/** A failed payment whose transaction nobody names is known by its event alone. */
export const transactionOf = (
  { type, transaction }: { readonly type: string; readonly transaction?: string | undefined },
  { id }: RawEvent,
): string | undefined => transaction ?? (type === 'payment.failed' ? id : undefined);
