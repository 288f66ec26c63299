/** How long an attempt waits until it is refused. A gateway waits at least twice as long for its answer. */
const PATIENCE = 5_000;
const PAUSE = 10;

interface Waiting {
  readonly attempt: () => void;
  readonly refuse: (reason: unknown) => void;
  readonly until: number;
}

export interface WaitingLine {
  /** Makes the attempt now if nothing stands in its way, else when its turn comes. Meanwhile everything else goes on. */
  readonly enter: <T>(attempt: () => T) => Promise<T>;
  /** Refuses whoever waits. */
  readonly dismiss: (reason: unknown) => void;
}

/**
 * For what may be held by somebody who does not say when he lets go. Attempts wait side by side, so that however many
 * they are, none waits longer than one would; and in a line, so that none is overtaken by a later one.
 */
export function waitingLine(isHeld: (error: unknown) => boolean): WaitingLine {
  const line: Waiting[] = [];
  let isWatched = false;

  /** Answers what was said if it is held. */
  const obstacle = ({ attempt, refuse }: Waiting): unknown => {
    try {
      attempt();
    } catch (error) {
      if (isHeld(error)) return error;
      refuse(error);
    }
    return undefined;
  };
  const watch = (): void => {
    isWatched = true;
    setTimeout(next, PAUSE);
  };
  const next = (): void => {
    isWatched = false;
    const [first] = line;
    if (!first) return;
    const reason = obstacle(first);
    if (reason === undefined) {
      line.shift();
      isWatched = true;
      setImmediate(next);
      return;
    }
    while (line[0] && line[0].until <= Date.now()) line.shift()?.refuse(reason);
    if (line.length > 0) watch();
  };

  return {
    enter: (attempt) =>
      new Promise((resolve, refuse) => {
        const one = {
          attempt: () => resolve(attempt()),
          refuse,
          until: Date.now() + PATIENCE,
        };
        if (line.length === 0 && obstacle(one) === undefined) return;
        line.push(one);
        if (!isWatched) watch();
      }),
    dismiss: (reason) => {
      for (const { refuse } of line.splice(0)) refuse(reason);
    },
  };
}
