// What `npm start` runs. It must work on a fresh clone, where nothing is installed, under any Node from 20 on:
// so it is plain JavaScript without dependencies, and leaves the rest to the Node and the packages it installs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname, join, resolve } from 'node:path';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const onWindows = process.platform === 'win32';
const node = join(repository, 'node_modules/node/bin', onWindows ? 'node.exe' : 'node');

/** Runs a command to its end with our terminal. Ctrl-C and SIGTERM are its business: we only wait for it. */
function run(command, args, options = {}) {
  const child = spawn(command, args, { cwd: repository, stdio: 'inherit', ...options });
  const pass = (signal) => child.kill(signal);
  // Ctrl-C reaches the child through the terminal already.
  const wait = () => {};
  process.on('SIGTERM', pass).on('SIGINT', wait);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => {
      process.off('SIGTERM', pass).off('SIGINT', wait);
      done(code ?? (signal === null ? 0 : 1));
    });
  });
}

async function install() {
  if (existsSync(node) && existsSync(join(repository, 'node_modules/tsx'))) return;
  console.log('Installing the development packages (npm ci), once ...');
  const code = await run('npm', ['ci', '--no-audit', '--no-fund'], { shell: onWindows });
  if (code !== 0) process.exit(code);
}

await install();
process.exitCode = await run(node, ['--import', 'tsx', join(repository, 'test/sandbox/demo.ts')]);
