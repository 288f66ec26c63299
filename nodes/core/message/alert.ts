import { attemptName } from '../event/attempt';
import type { Money, PaymentEvent } from '../event/paymentEvent';
import { slackText } from './escape';
import { deadForStaff, failureForGuest, failureForStaff, settledForStaff } from './describe';

/** What a channel node needs to send one message: to whom, in which words. */
export interface Alert {
  /** What the message is about; alerts of one subject are the same news. */
  readonly subject: string;
  readonly kind: 'notice' | 'level' | 'settlement' | 'dead';
  readonly level?: string;
  readonly ordinal?: number | undefined;
  /** Whether the same may have been sent before, by an execution that was cut short. */
  readonly repeat: boolean;
  /** Whether this is a test run: everything goes to the test recipient. */
  readonly test: boolean;
  /** The staff member, manager or channel that hears of it. */
  readonly to: string;
  readonly text: string;
  /** The same, safe for Slack. */
  readonly slackText: string;
  readonly guest: GuestAlert;
}

export interface GuestAlert {
  /** Whether the guest is to be told: never twice, never without an address. */
  readonly tell: boolean;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly text: string;
}

/** Whom test runs reach. */
export interface TestRecipient {
  /** E.164. */
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly channel?: string | undefined;
}

interface Common {
  readonly event: PaymentEvent;
  readonly to: string;
  readonly repeat: boolean;
  /** Present in test runs, whatever it holds. */
  readonly testRecipient: TestRecipient | undefined;
}

export const noticeSubject = (event: PaymentEvent): string => `notice:${attemptName(event)}`;

/** Whether there is a guest to tell, and an address to reach them at. */
export const isGuestReachable = (
  event: PaymentEvent,
  testRecipient: TestRecipient | undefined,
): boolean => event.type === 'payment.failed' && hasAddress(testRecipient ?? event.customer);

/** The news of a failed attempt, for staff and, where the ledger says so, for the guest. */
export function notice(
  from: Common & {
    readonly ordinal: number | undefined;
    /** What the ledger knows of telling the guest; only `tell` lets a message leave. */
    readonly guest: 'tell' | 'told' | 'unresolved' | 'not_reachable';
  },
): Alert {
  const { event, testRecipient, repeat, ordinal, guest } = from;
  const { phone, email } = testRecipient ?? event.customer;
  return {
    subject: noticeSubject(event),
    kind: 'notice',
    ordinal,
    repeat,
    test: testRecipient !== undefined,
    to: recipient(from),
    ...forStaff(
      failureForStaff(event, {
        ordinal,
        repeat,
        test: testRecipient !== undefined,
        guestUnresolved: guest === 'unresolved',
        guestByEmailOnly: guest === 'tell' && phone === undefined,
      }),
    ),
    guest: {
      tell: guest === 'tell',
      phone,
      email,
      text: failureForGuest(event, { test: testRecipient !== undefined }),
    },
  };
}

/** The page for one level of the ladder. */
export function levelPage(
  from: Common & { readonly level: string; readonly ordinal: number | undefined },
): Alert {
  const { event, level, ordinal, repeat, testRecipient } = from;
  const test = testRecipient !== undefined;
  return {
    subject: `level:${level}:${attemptName(event)}`,
    kind: 'level',
    level,
    ordinal,
    repeat,
    test,
    to: recipient(from),
    ...forStaff(failureForStaff(event, { ordinal, repeat, level, test })),
    guest: NOBODY,
  };
}

/** The good news that a case is paid. */
export function settlement(
  from: Common & { readonly caseId: string; readonly paid: Money | undefined },
): Alert {
  const { event, paid, repeat, testRecipient } = from;
  const test = testRecipient !== undefined;
  return {
    subject: `settled:${from.caseId}`,
    kind: 'settlement',
    repeat,
    test,
    to: recipient(from),
    ...forStaff(settledForStaff(event, paid, { repeat, test })),
    guest: NOBODY,
  };
}

/** The last word on an event that could not be handled: a person must look. */
export function deadLetter(from: Common & { readonly reason: string }): Alert {
  const { event, testRecipient, reason, repeat } = from;
  const test = testRecipient !== undefined;
  return {
    subject: `dead:${event.id}`,
    kind: 'dead',
    repeat,
    test,
    to: recipient(from),
    ...forStaff(deadForStaff(event, reason, { repeat, test })),
    guest: NOBODY,
  };
}

const forStaff = (text: string) => ({ text, slackText: slackText(text) });

const NOBODY: GuestAlert = { tell: false, text: '' };

/** A test run reaches the test recipient or nobody: without one the address is empty and the channel refuses. */
const recipient = ({ to, testRecipient }: Pick<Common, 'to' | 'testRecipient'>): string =>
  testRecipient ? (testRecipient.channel ?? '') : to;

const hasAddress = ({ phone, email }: { phone?: string | undefined; email?: string | undefined }) =>
  phone !== undefined || email !== undefined;
