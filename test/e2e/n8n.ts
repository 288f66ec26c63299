import { appendFileSync, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';
import type { JsonObject } from '../../nodes/core/event/json';
import { createCredential, type Credential, type NewCredential } from './host/credentials';
import { environment, type Place } from './host/environment';
import {
  listExecutions,
  readExecution,
  waitForExecutions,
  type Execution,
  type ExecutionHead,
} from './host/executions';
import { freePorts } from './host/ports';
import { startProgram, tail, type Program } from './host/program';
import { openSession, type Owner, type Session } from './host/session';
import { publish, settled, unpublish } from './host/publication';
import * as workflows from './host/workflows';
import type { ImportOptions, Workflow } from './host/workflows';

export interface N8nOptions {
  /** An installed n8n: what `ensureHost` answers. */
  readonly host: string;
  /** The installed pack: what `ensurePack` answers. Without it, n8n has only its own nodes. */
  readonly nodes?: string;
  /** n8n's user folder; a new one, removed at the end, unless given. */
  readonly folder?: string;
  /** For n8n's own port; a free one unless given. */
  readonly port?: number;
  readonly publicUrl?: string;
  /** Added to n8n's environment: the fake internet's, queue mode's, ... */
  readonly env?: Readonly<Record<string, string>>;
  readonly logFile?: string;
  readonly owner?: Owner;
}

/** A real n8n, driven as a person at the editor drives it. */
export interface N8n {
  readonly origin: string;
  readonly publicUrl: string;
  readonly folder: string;
  readonly owner: Owner;
  readonly session: Session;
  createCredential(credential: NewCredential): Promise<Credential>;
  importWorkflow(template: JsonObject, options?: ImportOptions): Promise<Workflow>;
  changeWorkflow(id: string, change: (node: JsonObject) => JsonObject): Promise<Workflow>;
  /** Resolves when its triggers are set up; throws what one of them threw. */
  publish(id: string): Promise<void>;
  unpublish(id: string): Promise<void>;
  runManually(
    id: string,
    trigger: string,
  ): Promise<{ readonly executionId?: string; readonly waiting: boolean }>;
  executions(workflowId: string): Promise<readonly ExecutionHead[]>;
  execution(id: string): Promise<Execution>;
  waitForExecutions(
    workflowId: string,
    count: number,
    timeout?: number,
  ): Promise<readonly Execution[]>;
  /** Stops and starts again on the same folder and port, with more in its environment if given. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
  /** As a power cut: nothing is closed. Start again with `restart`. */
  kill(): Promise<void>;
  /** The last lines of its log. */
  log(): Promise<string>;
  /** Stops it, and removes its folder if it was made for it. */
  stop(): Promise<void>;
}

export const PUBLIC_URL = 'https://bbq.example.com';
export const OWNER: Owner = {
  email: 'owner@bbq.example',
  firstName: 'Mina',
  lastName: 'Park',
  password: 'Galbi-for-4',
};
const LONGEST_START = 120_000;
const STARTED = 'Editor is now accessible';

export async function startN8n(options: N8nOptions): Promise<N8n> {
  const { owner = OWNER, publicUrl = PUBLIC_URL } = options;
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'n8n-')));
  const logFile = options.logFile ?? logFileIn(folder);
  const [free = 0, brokerPort = 0] = await freePorts(2);
  const place: Place = { folder, port: options.port ?? free, brokerPort, publicUrl };
  const origin = `http://127.0.0.1:${place.port}`;
  await mkdir(join(folder, '.n8n'), { recursive: true });
  if (options.nodes !== undefined) await linkNodes(folder, options.nodes);

  let env = { ...options.env };
  let program = await start();
  let session = await enter();

  async function start(): Promise<Program> {
    appendFileSync(logFile, `--- n8n in ${folder} on port ${place.port}\n`);
    const started = startProgram({
      host: options.host,
      args: ['start'],
      env: environment(place, env),
      logFile,
    });
    try {
      await started.logged(STARTED, LONGEST_START);
      await ready(origin);
      return started;
    } catch (error) {
      await started.kill();
      throw error;
    }
  }

  /** n8n says that it is ready before the triggers of its workflows are. */
  async function enter(): Promise<Session> {
    const opened = await openSession(origin, owner);
    const active = (await workflows.listWorkflows(opened)).filter((workflow) => workflow.active);
    for (const { id } of active) await settled(opened, id);
    return opened;
  }

  return {
    origin,
    publicUrl,
    folder,
    owner,
    session: { call: (...request) => session.call(...request) },
    createCredential: (credential) => createCredential(session, credential),
    importWorkflow: (template, how) => workflows.importWorkflow(session, template, how),
    changeWorkflow: (id, change) => workflows.changeWorkflow(session, id, change),
    publish: (id) => publish(session, id),
    unpublish: (id) => unpublish(session, id),
    runManually: (id, trigger) => workflows.runManually(session, id, trigger),
    executions: (workflowId) => listExecutions(session, workflowId),
    execution: (id) => readExecution(session, id),
    waitForExecutions: (id, count, timeout) => waitForExecutions(session, id, count, timeout),
    async restart(more = {}) {
      await program.stop();
      env = { ...env, ...more };
      program = await start();
      session = await enter();
    },
    kill: () => program.kill(),
    log: async () => tail(await readFile(logFile, 'utf8')),
    async stop() {
      await program.stop();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Where the end-to-end suite wants all logs together, to print them when something fails. */
function logFileIn(folder: string): string {
  const together = process.env.E2E_LOGS;
  if (together === undefined) return join(folder, 'n8n.log');
  return join(together, `${folder.replaceAll(/\W+/g, '-')}.log`);
}

/** The pack's tree is shared between all n8n that run the same build: a link, not a copy of 100 MB. */
async function linkNodes(folder: string, nodes: string): Promise<void> {
  const link = join(folder, '.n8n', 'nodes');
  if (existsSync(link)) await unlink(link);
  await symlink(nodes, link, 'junction');
}

async function ready(origin: string): Promise<void> {
  for (const end = Date.now() + LONGEST_START; ;) {
    const answer = await axios
      .get(`${origin}/healthz/readiness`, { proxy: false, validateStatus: () => true })
      .catch(() => undefined);
    if (answer?.status === 200) return;
    if (Date.now() > end) throw new Error(`n8n did not become ready at ${origin}`);
    await pause(100);
  }
}
