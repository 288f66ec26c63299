import type { RejectionReason } from './rejection';

/** What to do about refused deliveries. */
export const REMEDIES: Readonly<Record<RejectionReason, string>> = {
  no_secret:
    'Put the signing secret into the credential. Where the trigger sets the webhook up by itself, unpublish the workflow and publish it again.',
  missing_header:
    'If n8n is behind a proxy, let the header through. If not, a stranger knocked, and nothing need be done.',
  unreadable_signature: 'Nothing need be done, unless it goes on: then check the proxy before n8n.',
  unsigned_item: 'Switch on signing for this webhook at the gateway.',
  wrong_login: 'Compare the user name and password in the credential with the gateway’s.',
  stale_clock: 'Set this machine’s clock by network time. A single replay is harmless.',
  future_clock: 'Set this machine’s clock by network time.',
  wrong_secret:
    'Compare the signing secret in the credential with the gateway’s, and the webhook URL there with the trigger’s.',
  wrong_url:
    'Enter the webhook URL at the gateway exactly as the trigger shows it, and check that N8N_WEBHOOK_URL is n8n’s public address.',
  bad_signature:
    'A single one is harmless. If they go on, compare the signing secret and the webhook URL, and check whether a proxy changes bodies.',
  untrusted_certificate:
    'A single one is harmless. If they go on, check that the credential’s environment is the one that the gateway sends from.',
  not_vouched: 'Nothing need be done.',
  wrong_receiver:
    'If it is your own account, add its email address or ID to the receivers in the credential.',
  malformed:
    'A single one is harmless. If they go on, the gateway may have changed its format: update this package.',
  too_large: 'A single one is harmless. If they go on, look at what the gateway sends.',
  ledger_unavailable: 'Check the disk, or Postgres. The gateway sends them again.',
  certificate_unavailable:
    'Check that n8n may open connections to the gateway. It sends them again.',
  post_back_unavailable: 'Check that n8n may open connections to the gateway. It sends them again.',
  secret_unavailable:
    'Open the trigger’s credential in n8n and save it again. The gateway sends them again.',
};
