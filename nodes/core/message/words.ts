import type { Advice, Category } from '../event/taxonomy';

/** What a reason is called in front of people. Staff learn why; a guest is never told of suspected theft or fraud. */

interface Words {
  readonly staff: string;
  readonly guest: string;
}

const DECLINED = 'your bank declined the payment';

export const REASON_WORDS: Readonly<Record<Category, Words>> = {
  insufficient_funds: {
    staff: 'not enough money on the card or account',
    guest: 'there was not enough money available',
  },
  limit_exceeded: {
    staff: 'over the limit of the card or account',
    guest: 'it was over the limit of your card or account',
  },
  expired_instrument: { staff: 'the card has expired', guest: 'your card has expired' },
  closed_account: {
    staff: 'the card or account is closed or no longer valid',
    guest: 'your card or account is no longer valid',
  },
  incorrect_details: {
    staff: 'wrong card or account details',
    guest: 'the card or account details were not right',
  },
  authentication_required: {
    staff: 'the bank wants the guest to confirm the payment',
    guest: 'your bank wants you to confirm the payment',
  },
  lost_or_stolen: {
    staff: 'the bank will not accept this card; do not tell the guest why',
    guest: DECLINED,
  },
  suspected_fraud: {
    staff: 'stopped as a possible fraud; do not tell the guest why',
    guest: DECLINED,
  },
  issuer_declined: { staff: 'the bank declined without saying why', guest: DECLINED },
  mandate_problem: {
    staff: 'the permission to collect from this account is missing or was withdrawn',
    guest: 'we no longer have your permission to collect from this account',
  },
  disputed: {
    staff: 'the guest disputes the payment with the bank',
    guest: 'the payment is being disputed',
  },
  issuer_unavailable: {
    staff: 'the bank could not be reached',
    guest: 'your bank could not be reached',
  },
  processing_error: {
    staff: 'the payment could not be processed',
    guest: 'the payment could not be processed',
  },
  configuration: {
    staff: 'our own payment set-up does not allow it',
    guest: 'the payment could not be processed',
  },
  duplicate: {
    staff: 'the same payment was sent shortly before',
    guest: 'the same payment was sent shortly before',
  },
  canceled: { staff: 'the payment was canceled', guest: 'the payment was canceled' },
  unknown: {
    staff: 'for a reason that the gateway did not explain',
    guest: 'the payment did not go through',
  },
};

/** Why money did not go back, and what staff do about it. */
export const REFUND_WORDS = {
  bounced: {
    why: 'the card or account cannot take the money',
    what: 'The guest is still owed this. Give it back another way.',
  },
  calledOff: {
    why: 'the refund was called off',
    what: 'Nothing, if it was a mistake. Else the guest is still owed this.',
  },
  notMade: {
    why: 'the refund could not be made',
    what: 'Look at the refund at the gateway. The guest may still be owed this: then ask for it again, or give it back another way.',
  },
} as const;

export const ADVICE_WORDS: Readonly<Record<Advice, Words>> = {
  retry_now: { staff: 'Try the same card again now.', guest: 'Please try again.' },
  retry_later: {
    staff: 'Ask for another way to pay, or try this one again later.',
    guest: 'Please pay another way, or try again later.',
  },
  use_other_method: {
    staff: 'Ask for another way to pay.',
    guest: 'Please pay with another card or another way.',
  },
  update_details: {
    staff: 'Ask the guest to check the details or use another card.',
    guest: 'Please check your details or use another card.',
  },
  authenticate: {
    staff:
      'Let the guest confirm the payment with their bank, or insert the card and enter the PIN.',
    guest: 'Please confirm the payment with your bank.',
  },
  contact_bank: {
    staff: 'Ask for another way to pay; only the guest’s bank can lift this.',
    guest: 'Please pay another way, or call your bank first.',
  },
  do_not_retry: {
    staff: 'Do not try this card again. Ask for another way to pay.',
    guest: 'Please pay with another card or another way.',
  },
  answer_dispute: {
    staff: 'Answer the dispute at the gateway before its deadline.',
    guest: 'Please call us so that we can sort it out.',
  },
  fix_configuration: {
    staff: 'Tell the person who looks after payments; the guest can pay another way.',
    guest: 'Please pay another way.',
  },
  call_customer: {
    staff: 'Look at the payment at the gateway and talk to the guest.',
    guest: 'Please pay another way or talk to us.',
  },
};
