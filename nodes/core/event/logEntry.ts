/** What the pack writes into n8n's log: a word for what happened, and a closed set of fields. docs/log.md lists both. */

export const LOG_EVENTS = {
  delivery_refused: {
    level: 'warn',
    meaning: 'A delivery was not taken. `reason` and `why` say why.',
  },
  delivery_failed: {
    level: 'error',
    meaning: 'A delivery could not be handled, and the gateway was asked to send it again.',
  },
  event_unreadable: {
    level: 'warn',
    meaning: 'The gateway lists an event that is not what it documents. It is passed over.',
  },
  event_unread: {
    level: 'warn',
    meaning:
      'What an event is about could not be read. The Payment Follow-Up Trigger has it read again.',
  },
  backfill_failed: {
    level: 'warn',
    meaning:
      'Missed events could not be looked for to the end. The next look begins at the same place.',
  },
  events_missed: {
    level: 'warn',
    meaning: 'Events that the gateway had not delivered were fetched: `count` of them.',
  },
  refusal_uncounted: {
    level: 'warn',
    meaning: 'A refused delivery could not be counted in the ledger.',
  },
  handshake_received: {
    level: 'info',
    meaning:
      'The gateway sent a code to make sure of the address. `why` says the code, and what to do with it.',
  },
  handshake_not_kept: {
    level: 'warn',
    meaning: 'Such a code could not be kept for the editor to show.',
  },
  gateway_unreachable: {
    level: 'warn',
    meaning: 'The gateway did not answer. What is known of its endpoint or account is kept.',
  },
  endpoint_registered: {
    level: 'info',
    meaning: 'A webhook endpoint was set up at the gateway.',
  },
  endpoint_reused: {
    level: 'info',
    meaning: 'A webhook endpoint that was kept at the gateway is used again.',
  },
  endpoint_released: {
    level: 'info',
    meaning: 'The workflow was unpublished, and its webhook endpoint is kept.',
  },
  endpoint_removed: {
    level: 'info',
    meaning:
      'A webhook endpoint that is no longer needed was deleted at the gateway. `why` says why.',
  },
  endpoint_mended: {
    level: 'warn',
    meaning: 'A webhook endpoint was not as it should be, and was brought up to date.',
  },
  endpoint_replaced: {
    level: 'warn',
    meaning: 'A new webhook endpoint took the place of one that was of no use any more.',
  },
  endpoint_not_mended: {
    level: 'error',
    meaning:
      'A webhook endpoint is of no use, and no new one could be set up. The next look tries again.',
  },
  endpoint_not_removed: {
    level: 'warn',
    meaning: 'A webhook endpoint that is of no use any more could not be deleted at the gateway.',
  },
  endpoint_left: {
    level: 'error',
    meaning: 'The workflow was unpublished, and its webhook endpoint was left as it is.',
  },
  sample_not_sent: { level: 'error', meaning: 'The sample event of a test run could not be sent.' },
  letter_uncertain: {
    level: 'error',
    meaning:
      'Nobody knows whether the message about an event that is dead was sent. It is written again, a few times.',
  },
  ledger_unreadable: {
    level: 'error',
    meaning: 'The ledger could not be read. The next look tries again.',
  },
} as const;
export type LogEvent = keyof typeof LOG_EVENTS;

export const LOG_FIELDS = {
  gateway: 'The gateway that it is about, such as `stripe`.',
  endpoint: 'The webhook endpoint: the gateway’s id of it, or what its refusals are counted under.',
  url: 'The webhook’s address.',
  reason: 'Why a delivery was refused, or what was the matter with an endpoint, as a word.',
  count: 'How many.',
  item: 'Which item of a batch it is about, from 0.',
  why: 'What went wrong and what to do, in a sentence.',
} as const;
export type LogField = keyof typeof LOG_FIELDS;

/** Lines for the operator's log. */
export type Log = (
  event: LogEvent,
  fields?: Readonly<Partial<Record<LogField, string | number | undefined>>>,
) => void;
