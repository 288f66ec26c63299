import { homedir } from 'node:os';
import { join } from 'node:path';
import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

/** Where the ledger lies: one choice, worded alike in every node that needs it. */

export const storageProperties: INodeProperties[] = [
  {
    displayName: 'Storage',
    name: 'storage',
    type: 'options',
    noDataExpression: true,
    default: 'embedded',
    description:
      'Where events, cases and counts are kept. Every node of the pack in a workflow must use the same storage.',
    options: [
      {
        name: 'Embedded',
        value: 'embedded',
        description: 'A file in n8n’s own folder. Right for one n8n process.',
      },
      {
        name: 'Postgres',
        value: 'postgres',
        description: 'A Postgres database. Needed for queue mode.',
      },
    ],
  },
  {
    displayName: 'Folder Survives Restarts',
    name: 'folderSurvivesRestarts',
    type: 'boolean',
    noDataExpression: true,
    default: false,
    displayOptions: { show: { storage: ['embedded'] } },
    description:
      'Whether n8n’s folder is kept when n8n restarts. Asked for only where n8n itself uses Postgres, since such set-ups often have no volume.',
  },
];

/** n8n's own Postgres credential, shown where the storage asks for it. */
export const postgresCredential: INodeCredentialDescription = {
  name: 'postgres',
  required: true,
  displayOptions: { show: { storage: ['postgres'] } },
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** n8n's folder, by n8n's own rule. */
export const n8nFolder = (env: Environment): string =>
  join(env['N8N_USER_FOLDER'] ?? homedir(), '.n8n');

/** Why the embedded ledger would lose or split data here; `undefined` where it is safe. */
export function embeddedRefusal(
  env: Environment,
  argv: readonly string[],
  folderSurvivesRestarts: boolean,
): string | undefined {
  if (env['EXECUTIONS_MODE'] === 'queue' || argv.includes('worker') || argv.includes('webhook')) {
    return 'The embedded storage serves one n8n process, but n8n runs in queue mode. Set Storage to Postgres in every node of this pack.';
  }
  if (env['DB_TYPE'] === 'postgresdb' && !folderSurvivesRestarts) {
    return 'n8n runs on Postgres here, so its own folder may be lost at a restart. Set Storage to Postgres, or switch on Folder Survives Restarts if the folder is on a volume.';
  }
  return undefined;
}
