import { readFile, rm } from 'node:fs/promises';
import { editorOf, enter, type Editor } from './editor';
import { environment, type Place } from './host/environment';
import { logFileIn, newFolder, prepareFolder } from './host/folder';
import { launch } from './host/launch';
import { freePorts } from './host/ports';
import { tail, type Program } from './host/program';
import { COMMANDS } from './host/queueMode';
import type { Owner } from './host/session';

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
  /** Added to n8n's environment: the fake internet's, for instance. */
  readonly env?: Readonly<Record<string, string>>;
  readonly logFile?: string;
  readonly owner?: Owner;
}

/** A real n8n, driven as a person at the editor drives it. */
export interface N8n extends Editor {
  /** Of its editor. */
  readonly origin: string;
  /** Where deliveries are taken in: the same place, unless processes share the work. */
  readonly deliveries: string;
  readonly publicUrl: string;
  readonly folder: string;
  readonly owner: Owner;
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

export async function startN8n(options: N8nOptions): Promise<N8n> {
  const { host, nodes, owner = OWNER, publicUrl = PUBLIC_URL } = options;
  const folder = options.folder ?? (await newFolder());
  const logFile = options.logFile ?? logFileIn(folder);
  const [free = 0, brokerPort = 0] = await freePorts(2);
  const place: Place = { folder, port: options.port ?? free, brokerPort, publicUrl };
  const origin = `http://127.0.0.1:${place.port}`;
  await prepareFolder(folder, nodes);

  let env = { ...options.env };
  const start = (): Promise<Program> =>
    launch({
      host,
      ...COMMANDS.main,
      env: environment(place, env),
      logFile,
      origin,
    });
  let program = await start();
  let session = await enter(origin, owner);

  return {
    ...editorOf(() => session),
    origin,
    deliveries: origin,
    publicUrl,
    folder,
    owner,
    async restart(more = {}) {
      await program.stop();
      env = { ...env, ...more };
      program = await start();
      session = await enter(origin, owner);
    },
    kill: () => program.kill(),
    log: async () => tail(await readFile(logFile, 'utf8')),
    async stop() {
      await program.stop();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
