/** Why a delivery was refused. Kept for the owner; the caller is never told. */
export const REJECTION_REASONS = {
  no_secret: 'No signing secret is known for this endpoint',
  missing_header:
    'The signature header is missing: the sender is not the gateway, or a proxy dropped it',
  unreadable_signature: 'The signature is not in the gateway’s format',
  unsigned_item:
    'The events have no signature: signing is not switched on at the gateway, or somebody forged them',
  wrong_login:
    'The user name and password that came with it are not those of the credential, or are missing',
  stale_clock: 'The delivery was signed too long ago: a replay, or this machine’s clock is ahead',
  future_clock: 'The delivery was signed in the future: this machine’s clock is behind',
  wrong_secret:
    'Signed with another secret: nothing has verified with the present one yet, so it is probably the wrong one',
  wrong_url:
    'Signed with the right secret, but for another form of this address: the webhook URL at the gateway is not the one that n8n knows',
  bad_signature:
    'The signature does not match: the body was altered on the way, or somebody forged it',
  untrusted_certificate:
    'The certificate that it names is not the gateway’s own: somebody forged it, or the credential’s environment is another',
  not_vouched: 'The gateway says that it did not send this: somebody forged it',
  wrong_receiver: 'It is meant for somebody who is not named in the credential',
  malformed: 'The body is not what the gateway documents',
  too_large: 'The body is larger than any event of this gateway',
  ledger_unavailable: 'The ledger could not be reached, so the gateway was asked to send again',
  certificate_unavailable:
    'The gateway’s certificate could not be fetched, so the gateway was asked to send again',
  post_back_unavailable:
    'The gateway could not be asked whether it sent this, so it was asked to send again',
  secret_unavailable:
    'The signing secret could not be read, so the gateway was asked to send again',
} as const;
export type RejectionReason = keyof typeof REJECTION_REASONS;
