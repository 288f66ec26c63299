/** One measured ratio: two things done side by side in one run, and how many times longer the first may take. */
export interface Row {
  readonly name: string;
  readonly ratio: number;
  /** At most this; without it, the figure is there to be known. */
  readonly bar?: number;
  /** What was measured, in words, with its figures. */
  readonly detail: string;
}

/** The median of the ratios of rounds that are run in turn, so that a slow moment of the machine hits both alike. */
export function sideBySide(rounds: number, one: () => void, other: () => void): number {
  const ratios = Array.from({ length: rounds }, () => time(one) / time(other));
  return median(ratios);
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function time(work: () => void): number {
  const started = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - started);
}

/** What could not be measured is over as well. */
export const isOver = ({ ratio, bar = Infinity }: Row): boolean => !(ratio <= bar);

export function print(row: Row): string {
  const { name, ratio, bar, detail } = row;
  const limit = bar === undefined ? '' : ` (at most ${bar.toFixed(2)})`;
  return `${isOver(row) ? 'OVER' : 'ok  '} ${name}: ${ratio.toFixed(2)}${limit} – ${detail}`;
}

/** The value that so great a share of all does not exceed. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;
