export interface Place {
  /** n8n's user folder; `.n8n` lies in it. */
  readonly folder: string;
  readonly port: number;
  readonly brokerPort: number;
  /** Under which gateways know this n8n. */
  readonly publicUrl: string;
}

/** What every n8n of the tests and of the demo is started with. Later settings win. */
export const environment = (
  { folder, port, brokerPort, publicUrl }: Place,
  extra: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv => ({
  ...inherited(),
  N8N_USER_FOLDER: folder,
  N8N_PORT: String(port),
  N8N_LISTEN_ADDRESS: '127.0.0.1',
  N8N_RUNNERS_BROKER_PORT: String(brokerPort),
  N8N_WEBHOOK_URL: `${publicUrl}/`,
  N8N_EDITOR_BASE_URL: `http://localhost:${port}`,
  DB_TYPE: 'sqlite',
  // A session over plain HTTP, on this machine only.
  N8N_SECURE_COOKIE: 'false',
  N8N_DIAGNOSTICS_ENABLED: 'false',
  N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
  N8N_TEMPLATES_ENABLED: 'false',
  N8N_PERSONALIZATION_ENABLED: 'false',
  N8N_HIRING_BANNER_ENABLED: 'false',
  // It asks api.n8n.io for a list at every start, and fills the log when there is no internet.
  N8N_DISABLED_MODULES: 'mcp-registry',
  EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
  EXECUTIONS_DATA_SAVE_MANUAL_EXECUTIONS: 'true',
  ...extra,
});

/** Nothing of the caller's own n8n, proxy or Node options leaks into it. */
function inherited(): NodeJS.ProcessEnv {
  const foreign = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_|npm_|https?_proxy$|no_proxy$|NODE_)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
