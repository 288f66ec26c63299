import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';
import { startProgram, type Program, type ProgramOptions } from './program';

export interface LaunchOptions extends ProgramOptions {
  /** What it logs once it has started. */
  readonly started: string;
  /** Where it answers when it is ready to serve; a worker serves nobody. */
  readonly origin?: string;
}

/** Begins what a process logs after each start. */
export const BEGINNING = '--- n8n ';
const LONGEST_START = 120_000;

/** Starts a process of n8n's and waits until it is ready. */
export async function launch({ started, origin, ...options }: LaunchOptions): Promise<Program> {
  appendFileSync(options.logFile, `${BEGINNING}${options.args.join(' ')}\n`);
  const program = startProgram(options);
  try {
    await program.logged(started, LONGEST_START);
    if (origin !== undefined) await ready(origin);
    return program;
  } catch (error) {
    await program.kill();
    throw error;
  }
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
