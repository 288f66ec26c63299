import { guards } from './guards';
import type { Sql } from './sql';

/** Keys compare byte by byte in both stores. Narrow rows lie in their key's own tree; wide ones do not. */
const dialectOf = ({ schema }: Sql) =>
  schema === undefined
    ? { sqlite: true, at: '', text: 'text', narrow: 'strict, without rowid', wide: 'strict' }
    : {
        sqlite: false,
        at: `"${schema.replaceAll('"', '""')}".`,
        text: 'text collate "C"',
        narrow: '',
        wide: '',
      };

/** Version 4: which n8n a registration is of, where several share the ledger. */
export function instanceColumn(sql: Sql): readonly string[] {
  const { at, text } = dialectOf(sql);
  return [`alter table ${at}registrations add column instance ${text}`];
}

/** Version 2. */
export function handshakeTable(sql: Sql): readonly string[] {
  const { at, text, narrow } = dialectOf(sql);
  return [
    `create table ${at}handshakes (endpoint ${text} primary key, code ${text} not null, at ${text} not null) ${narrow}`,
  ];
}

/** The version after. */
export function executionColumn(sql: Sql): readonly string[] {
  const { at, text } = dialectOf(sql);
  return [`alter table ${at}dispatches add column execution_id ${text}`];
}

/** Version 1. */
export function tables(sql: Sql): readonly string[] {
  const { sqlite, at, text, narrow, wide } = dialectOf(sql);
  return [
    ...(sqlite ? [] : [`create schema if not exists ${at.slice(0, -1)}`]),
    `create table ${at}meta (key ${text} primary key, value ${text} not null) ${narrow}`,

    `create table ${at}events (
      id ${text} primary key,
      case_id ${text} not null,
      gateway ${text} not null,
      account ${text} not null,
      type ${text} not null,
      attempt_key ${text},
      customer_id ${text},
      occurred_at ${text} not null,
      received_at ${text} not null,
      known integer not null,
      event text not null,
      gateway_type ${text} not null,
      raw text,
      salt ${text}
    ) ${wide}`,
    `create index events_of_case on ${at}events (case_id)`,
    `create index events_of_account on ${at}events (gateway, account, received_at)`,
    `create index events_of_customer on ${at}events (customer_id) where customer_id is not null`,

    `create table ${at}cases (
      id ${text} primary key,
      created_at ${text} not null,
      status ${text} not null,
      state text not null,
      settlement ${text},
      aliases text not null,
      merged_into ${text},
      audit_head ${text} not null,
      audit_entries integer not null
    ) ${narrow}`,
    `create index cases_open on ${at}cases (created_at) where status = 'open' and merged_into is null`,
    `create index cases_merged on ${at}cases (merged_into) where merged_into is not null`,
    `create table ${at}case_references (name ${text} primary key, case_id ${text} not null) ${narrow}`,

    `create table ${at}dispatches (
      workflow_id ${text} not null,
      trigger_id ${text} not null,
      event_id ${text} not null,
      state ${text} not null,
      token ${text} not null,
      emission integer not null,
      handed_at ${text} not null,
      lease_until ${text} not null,
      due_at ${text} not null,
      process_id ${text} not null,
      reason ${text},
      extra text,
      primary key (workflow_id, trigger_id, event_id)
    ) ${narrow}`,
    `create index dispatches_due on ${at}dispatches (workflow_id, due_at) where state in ('stored', 'claimed')`,
    `create index dispatches_dead on ${at}dispatches (due_at) where state = 'dead'`,

    `create table ${at}counts (
      scope ${text} not null,
      attempt_key ${text} not null,
      ordinal integer not null,
      occurred_at ${text} not null,
      primary key (scope, attempt_key)
    ) ${narrow}`,
    `create index counts_in_window on ${at}counts (scope, occurred_at)`,

    `create table ${at}announcements (
      reach ${text} not null,
      subject ${text} not null,
      workflow_id ${text} not null,
      event_id ${text} not null,
      trigger_id ${text} not null,
      token ${text} not null,
      emission integer not null,
      at ${text} not null,
      primary key (reach, subject)
    ) ${narrow}`,
    `create table ${at}outcomes (
      workflow_id ${text} not null,
      attempt_key ${text} not null,
      subject ${text} not null,
      channel ${text} not null,
      audience ${text} not null,
      event_id ${text} not null,
      status ${text} not null,
      detail text,
      at ${text} not null,
      primary key (workflow_id, attempt_key, subject, channel, audience)
    ) ${narrow}`,
    `create index outcomes_of_event on ${at}outcomes (event_id)`,
    `create index outcomes_to_guests on ${at}outcomes (attempt_key) where audience = 'guest' and status = 'sent'`,

    `create table ${at}audit (
      case_id ${text} not null,
      sequence integer not null,
      at ${text} not null,
      action ${text} not null,
      event_id ${text},
      detail text not null,
      personal ${text},
      hash ${text} not null,
      primary key (case_id, sequence)
    ) ${narrow}`,
    `create table ${at}audit_checkpoints (
      case_id ${text} not null,
      sequence integer not null,
      head ${text} not null,
      at ${text} not null,
      primary key (case_id, sequence)
    ) ${narrow}`,
    ...guards(sqlite, at),

    `create table ${at}rejections (
      endpoint ${text} not null,
      reason ${text} not null,
      hour ${text} not null,
      count integer not null,
      last_at ${text} not null,
      primary key (endpoint, reason, hour)
    ) ${narrow}`,
    `create table ${at}registrations (
      url ${text} primary key,
      workflow_id ${text} not null,
      trigger_id ${text} not null,
      gateway ${text} not null,
      account ${text} not null,
      endpoint_id ${text},
      sealed_secret ${text},
      status ${text} not null,
      updated_at ${text} not null
    ) ${narrow}`,
    `create index registrations_of_trigger on ${at}registrations (workflow_id, trigger_id)`,
    `create table ${at}cursors (
      workflow_id ${text} not null,
      trigger_id ${text} not null,
      since ${text} not null,
      until ${text} not null,
      undelivered_since ${text},
      primary key (workflow_id, trigger_id)
    ) ${narrow}`,
    `create table ${at}leases (
      name ${text} primary key,
      holder ${text} not null,
      until ${text} not null
    ) ${narrow}`,
    `create table ${at}watchers (workflow_id ${text} primary key, seen_at ${text} not null) ${narrow}`,
    `create table ${at}processes (id ${text} primary key, seen_at ${text} not null) ${narrow}`,
  ];
}
