export const FILLED = [
  'events',
  'cases',
  'case_references',
  'dispatches',
  'counts',
  'announcements',
  'audit',
];

const BATCH = 100_000;

/** Fills a ledger with events of many evenings, each a case of its own, in plain SQL. */
export function fillStatements(
  dialect: 'sqlite' | 'postgres',
  at: string,
  count: number,
): readonly string[] {
  const statements: string[] = [];
  for (let from = 0; from < count; from += BATCH) {
    statements.push(...batch(dialect, at, from, Math.min(BATCH, count - from)));
  }
  return statements;
}

function batch(
  dialect: 'sqlite' | 'postgres',
  at: string,
  from: number,
  size: number,
): readonly string[] {
  const sqlite = dialect === 'sqlite';
  const numbers = sqlite
    ? `(with recursive r(n) as (select ${from} union all select n + 1 from r where n < ${from + size - 1}) select n from r) as r`
    : `generate_series(${from}, ${from + size - 1}) as r(n)`;
  // Ids in no order, as a gateway's are: a multiplier without a common divisor with the modulus.
  const id = sqlite
    ? `printf('%016x', (n * 2654435761 + 12345) % 4294967291 * 1048573)`
    : `lpad(to_hex((n::bigint * 2654435761 + 12345) % 4294967291 * 1048573), 16, '0')`;
  const caseId = sqlite
    ? `printf('case_0190%08x%020x', n, n)`
    : `'case_0190' || lpad(to_hex(n), 8, '0') || lpad(to_hex(n), 20, '0')`;
  const hash = sqlite ? `printf('%064x', n)` : `lpad(to_hex(n), 64, '0')`;
  const short = sqlite ? `printf('%032x', n)` : `lpad(to_hex(n), 32, '0')`;
  const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
  const event = `${text('{"schema":"payment-event/1","type":"payment.failed","id":"')} || id || ${text(`","padding":"${'e'.repeat(1000)}"}`)}`;
  const raw = `${text(`{"object":"event","padding":"`)} || id || ${text(`${'r'.repeat(1950)}"}`)}`;
  const rows = `(select n, ${id} as id, ${caseId} as case_id, ${hash} as hash, ${short} as short from ${numbers}) as x`;
  const day = text('2026-03-05T12:00:00.000Z');
  const insert = (table: string, columns: string, values: string): string =>
    `insert into ${at}${table} (${columns}) select ${values} from ${rows}`;
  return [
    'begin',
    insert(
      'events',
      'id, case_id, gateway, account, type, attempt_key, customer_id, occurred_at, received_at, known, event, gateway_type, raw, salt',
      `'stripe:acct_bbq:evt_' || id, case_id, 'stripe', 'acct_bbq', 'payment.failed', 'stripe:acct_bbq:ch_' || id, 'cus_' || id, ${day}, ${day}, 2, ${event}, 'charge.failed', ${raw}, short`,
    ),
    insert(
      'cases',
      'id, created_at, status, state, settlement, aliases, merged_into, audit_head, audit_entries',
      `case_id, ${day}, 'open', '{"status":"open","attempts":1}', null, '[]', null, hash, 2`,
    ),
    ...['payment', 'charge', 'attempt'].map((type) =>
      insert(
        'case_references',
        'name, case_id',
        `'["' || id || '","${type}","stripe","acct_bbq"]', case_id`,
      ),
    ),
    insert(
      'dispatches',
      'workflow_id, trigger_id, event_id, state, token, emission, handed_at, lease_until, due_at, process_id, reason',
      `'evening', 'stripe', 'stripe:acct_bbq:evt_' || id, 'done', short, 1, ${day}, ${day}, ${day}, 'killed', null`,
    ),
    insert(
      'counts',
      'scope, attempt_key, ordinal, occurred_at',
      `substr('key' || id || short, 1, 40), 'stripe:acct_bbq:ch_' || id, 1, ${day}`,
    ),
    ...[
      ['evening', 'attempt'],
      ['*', 'guest'],
    ].map(([reach = '', subject = '']) =>
      insert(
        'announcements',
        'reach, subject, workflow_id, event_id, trigger_id, token, emission, at',
        `'${reach}', '${subject}:stripe:acct_bbq:ch_' || id, 'evening', 'stripe:acct_bbq:evt_' || id, 'stripe', short, 1, ${day}`,
      ),
    ),
    insert(
      'audit',
      'case_id, sequence, at, action, event_id, detail, personal, hash',
      `case_id, 1, ${day}, 'received', 'stripe:acct_bbq:evt_' || id, '{"type":"payment.failed","digest":"' || hash || '"}', hash, hash`,
    ),
    insert(
      'audit',
      'case_id, sequence, at, action, event_id, detail, personal, hash',
      `case_id, 2, ${day}, 'counted', 'stripe:acct_bbq:evt_' || id, '{"ordinal":1,"notify":"first"}', null, hash`,
    ),
    'commit',
  ];
}
