import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const ROOT = join(__dirname, '../..');
const load = createRequire(__filename);

/** Builds the pack as it is shipped. */
export const build = (): void => {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: 'inherit' });
};

/**
 * A module as it is shipped. What runs this file is no measure: to keep their names it defines every closure anew, each
 * time that its function is called.
 */
export const shipped = (module: string): unknown => load(join(ROOT, 'dist/nodes', module));
