import type { PaymentEvent } from '../event/paymentEvent';
import { ADVICE_WORDS } from './words';

/** The words for what is kept to collect by later, a card on file or the permission to debit an account: no payment. */

interface SetupWords {
  readonly headline: string;
  /** What staff are to do; where absent, what the reason advises. */
  readonly staff?: string;
  readonly guest: string;
  /** What the guest is asked for where there is no link to do it by. */
  readonly otherwise: string;
}

const WORDS: Readonly<Record<'card' | 'bank_debit', SetupWords>> = {
  card: {
    headline: 'Card could not be saved',
    guest: 'Your card could not be saved for later.',
    otherwise: 'Please try another card, or talk to us.',
  },
  bank_debit: {
    headline: 'Bank debits no longer possible',
    staff: 'Before the next one, ask the guest to set it up again or for another way to pay.',
    guest: 'We can no longer collect from your bank account.',
    otherwise: 'Please set it up again, or talk to us.',
  },
};

/** `undefined` where it was a payment that failed. */
export const setupOf = ({ amount, kind, references }: PaymentEvent): SetupWords | undefined =>
  !amount && references.some(({ type }) => type === 'setup')
    ? WORDS[kind === 'bank_debit' ? kind : 'card']
    : undefined;

export const setupForStaff = (
  { staff }: SetupWords,
  { advice }: NonNullable<PaymentEvent['reason']>,
): string => `No payment has failed. ${staff ?? ADVICE_WORDS[advice].staff}`;

export const setupForGuest = (
  { guest, otherwise }: SetupWords,
  { links: { updateMethod } }: PaymentEvent,
): string =>
  `${guest} No payment has failed. ${updateMethod ? `Set it up again here: ${updateMethod}` : otherwise}`;
