import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';

export interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

// npm names the cause first and then explains itself at length.
const FIRST_LINES = 20;
const LAST_LINES = 20;

/**
 * Runs a command to its end and answers what it wrote to standard output. The Node that runs this comes first on its
 * PATH, so that an npm which was started by an older Node still works under ours.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<string> {
  const onWindows = process.platform === 'win32';
  const child = spawn(command, [...args], {
    cwd: options.cwd,
    env: withOurNode(options.env ?? process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    // npm is a .cmd file there.
    shell: onWindows,
  });
  let output = '';
  let everything = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    everything += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (everything += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return output;
  throw new Error(
    `"${command} ${args.join(' ')}" ended with ${code ?? 'a signal'} in ${options.cwd}:\n${shortened(everything)}`,
  );
}

export function withOurNode(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...env, [name]: `${dirname(process.execPath)}${delimiter}${env[name] ?? ''}` };
}

function shortened(output: string): string {
  const lines = output.trimEnd().split('\n');
  if (lines.length <= FIRST_LINES + LAST_LINES) return lines.join('\n');
  return [...lines.slice(0, FIRST_LINES), '...', ...lines.slice(-LAST_LINES)].join('\n');
}
