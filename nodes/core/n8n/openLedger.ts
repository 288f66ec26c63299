import { join } from 'node:path';
import {
  type ICredentialDataDecryptedObject,
  type IDataObject,
  type INode,
  NodeOperationError,
} from 'n8n-workflow';
import { text } from '../event/json';
import type { Ledger } from '../ledger/ledger';
import { openLedger, type LedgerPlace } from '../ledger/openLedger';
import type { PostgresPlace } from '../ledger/postgres';
import type { LedgerName } from './item';
import { embeddedRefusal, n8nFolder } from './storage';

type Connection = PostgresPlace['connection'];

/** What every n8n context offers that can open a ledger. */
export interface LedgerContext {
  getNode(): INode;
  getCredentials<T extends object = ICredentialDataDecryptedObject>(type: string): Promise<T>;
}

const SCHEMAS: Readonly<Record<LedgerName, string>> = {
  live: 'payment_failure',
  test: 'payment_failure_test',
};
const FILES: Readonly<Record<LedgerName, string>> = {
  live: 'ledger.sqlite',
  test: 'ledger-test.sqlite',
};

/**
 * The ledger that the node's Storage names. Test runs have one of their own.
 * Raises NodeOperationError where the storage cannot serve here, and what the store says where it is unreachable.
 */
export async function ledgerFor(context: LedgerContext, name: LedgerName): Promise<Ledger> {
  return await openLedger(await placeOf(context, name));
}

/** The embedded ledger, whatever the node's Storage is. */
export const embeddedFile = (name: LedgerName): string =>
  join(n8nFolder(process.env), 'payment-failure', FILES[name]);

/** Where the node's Storage says that the ledger lies. */
export async function placeOf(context: LedgerContext, name: LedgerName): Promise<LedgerPlace> {
  const node = context.getNode();
  if (node.parameters['storage'] === 'postgres') {
    const credential = await context.getCredentials<IDataObject>('postgres');
    return { kind: 'postgres', schema: SCHEMAS[name], connection: connectionOf(node, credential) };
  }
  const refusal = embeddedRefusal(
    process.env,
    process.argv,
    node.parameters['folderSurvivesRestarts'] === true,
  );
  if (refusal) throw new NodeOperationError(node, refusal);
  return { kind: 'sqlite', file: embeddedFile(name) };
}

function connectionOf(node: INode, credential: IDataObject): Connection {
  if (credential['sshTunnel'] === true) {
    throw new NodeOperationError(
      node,
      'The Postgres credential goes through an SSH tunnel, which a trigger cannot open. Use a direct connection for the ledger.',
    );
  }
  return {
    host: text(credential['host']) ?? 'localhost',
    port: Number(credential['port'] ?? 5432),
    database: text(credential['database']) ?? 'postgres',
    user: text(credential['user']) ?? 'postgres',
    password: text(credential['password']) ?? '',
    ssl: sslOf(credential),
  };
}

/** n8n's own reading of the credential: an unchecked certificate beats the mode. */
function sslOf(credential: IDataObject): Connection['ssl'] {
  if (credential['allowUnauthorizedCerts'] === true) return { rejectUnauthorized: false };
  return credential['ssl'] !== undefined && credential['ssl'] !== 'disable';
}
