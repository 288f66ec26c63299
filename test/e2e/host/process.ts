import { readFile } from 'node:fs/promises';
import { prepareFolder } from './folder';
import { BEGINNING, launch } from './launch';
import type { Program } from './program';

/** One of several processes that share the work of an n8n: the main one, one for webhooks, a worker. */
export interface Process {
  readonly name: string;
  alive(): boolean;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** Starts it again where it was, with another installed pack or more in its environment if given. */
  start(change?: Change): Promise<void>;
  /** What it has logged since it was last started. */
  log(): Promise<string>;
}

export interface Change {
  readonly nodes?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ProcessOptions extends Change {
  readonly name: string;
  readonly host: string;
  readonly folder: string;
  readonly args: readonly string[];
  /** What it logs once it has started. */
  readonly started: string;
  /** Where it answers, if it does. */
  readonly origin?: string;
  readonly logFile: string;
  readonly environment: (extra: Readonly<Record<string, string>>) => NodeJS.ProcessEnv;
  /** What is left to do before it counts as started. */
  readonly then?: () => Promise<void>;
}

/** A process that does not run yet. */
export function processOf(options: ProcessOptions): Process {
  const { name, folder, logFile, environment } = options;
  let { nodes, env = {} } = options;
  let program: Program | undefined;
  return {
    name,
    alive: () => program?.alive() ?? false,
    kill: async () => program?.kill(),
    stop: async () => program?.stop(),
    async start(change = {}) {
      await program?.stop();
      nodes = change.nodes ?? nodes;
      env = { ...env, ...change.env };
      await prepareFolder(folder, nodes);
      program = await launch({ ...options, env: environment(env) });
      await options.then?.();
    },
    log: async () => {
      const log = await readFile(logFile, 'utf8');
      return log.slice(log.lastIndexOf(BEGINNING));
    },
  };
}
