import type { RejectionReason } from '../event/rejection';
import type { Rejection, RejectionKind } from './delivery';

const KIND_OF: Readonly<Record<RejectionReason, RejectionKind>> = {
  no_secret: 'forged',
  missing_header: 'forged',
  unreadable_signature: 'forged',
  unsigned_item: 'forged',
  wrong_login: 'forged',
  stale_clock: 'forged',
  future_clock: 'forged',
  wrong_secret: 'forged',
  wrong_url: 'forged',
  bad_signature: 'forged',
  untrusted_certificate: 'forged',
  not_vouched: 'forged',
  wrong_receiver: 'forged',
  malformed: 'malformed',
  too_large: 'malformed',
  ledger_unavailable: 'unavailable',
  certificate_unavailable: 'unavailable',
  post_back_unavailable: 'unavailable',
  secret_unavailable: 'unavailable',
};

const STATUS_OF: Readonly<Record<RejectionKind, number>> = {
  forged: 401,
  malformed: 400,
  unavailable: 503,
};

export const refuse = (reason: RejectionReason): Rejection => ({
  ok: false,
  kind: KIND_OF[reason],
  reason,
});

/** The HTTP status of a refusal. It tells a gateway whether to send again, and a forger nothing. */
export const statusOf = (reason: RejectionReason): number =>
  reason === 'too_large' ? 413 : STATUS_OF[KIND_OF[reason]];
