/** Tells a person what is going on, one line at a time. */
export type Log = (line: string) => void;

export const toConsole: Log = (line) => process.stdout.write(`${line}\n`);

/** What a person sees while something takes minutes: a line now and a line when it is done. */
export async function timed<T>(log: Log, what: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  log(`${what} ...`);
  const result = await work();
  log(`${what}: done in ${Math.round((Date.now() - started) / 100) / 10} s`);
  return result;
}
