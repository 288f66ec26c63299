import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureHost } from './host/install';
import { toConsole } from './host/log';
import { ensurePack } from './host/pack';

/** Once per run: an installed n8n, and this repository built, packed and installed. The tests find them by name. */
export default async function globalSetup(): Promise<void> {
  process.env.E2E_LOGS = await mkdtemp(join(tmpdir(), 'e2e-logs-'));
  process.env.E2E_HOST ??= await ensureHost(toConsole);
  process.env.E2E_NODES ??= await ensurePack(toConsole);
}
