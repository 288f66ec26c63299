import { join } from 'node:path';
import { object, text, type JsonObject } from '../../nodes/core/event/json';
import type { LedgerPlace } from '../../nodes/core/ledger/openLedger';
import type { Database } from './database';
import type { NewCredential } from './host/credentials';

export type LedgerName = 'ledger' | 'ledger-test';

/** Where the pack's nodes of a restaurant keep their ledger: chosen in the nodes, and found by the tests. */
export interface Storage {
  readonly adjust: (node: JsonObject) => JsonObject;
  readonly place: (name: LedgerName) => LedgerPlace;
}

export const embedded = (folder: string): Storage => ({
  adjust: (node) => node,
  place: (name) => ({
    kind: 'sqlite',
    file: join(folder, '.n8n', 'payment-failure', `${name}.sqlite`),
  }),
});

export const onPostgres = (connection: Database['connection']): Storage => ({
  adjust: (node) =>
    text(node['type'])?.startsWith('n8n-nodes-payment-failure.')
      ? {
          ...node,
          parameters: { ...object(node['parameters']), storage: 'postgres' },
          credentials: { ...object(node['credentials']), postgres: { id: null, name: 'Postgres' } },
        }
      : node,
  place: (name) => ({
    kind: 'postgres',
    schema: name === 'ledger' ? 'payment_failure' : 'payment_failure_test',
    connection,
  }),
});

/** n8n's own credential for such a database. */
export const postgresCredential = (connection: Database['connection']): NewCredential => ({
  name: 'Postgres',
  type: 'postgres',
  data: { ...connection, ssl: 'disable', sshTunnel: false },
});
