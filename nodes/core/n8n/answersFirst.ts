/** How long nothing may come in before what waits is started, in milliseconds. */
export const LULL = 25;
/** How long an execution waits at most while further deliveries are being answered, in milliseconds. */
export const PATIENCE = 1000;

/**
 * Answers come first. What comes alone starts its execution at once; what comes while other deliveries are being
 * answered waits for a lull, so that no gateway waits for an execution. If the process ends meanwhile, nothing is lost:
 * what waits is stored and unclaimed.
 */
export class AnswersFirst {
  /** How many deliveries came so far, and how many of them are being answered. */
  private came = 0;
  private answering = 0;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly wait: (ms: number) => Promise<void>) {}

  /** Answers a delivery. Resolves with what it brought once that may start an execution. */
  async answered<T>(answer: () => Promise<readonly T[]>): Promise<readonly T[]> {
    const isFirst = this.answering === 0 && this.waiting.size === 0;
    this.came += 1;
    this.answering += 1;
    const upToHere = this.came;
    const items = await answer().finally(() => {
      this.answering -= 1;
      if (this.answering === 0) void this.startAtLull();
    });
    const isAlone = isFirst && this.came === upToHere;
    if (items.length > 0 && !isAlone) await this.lull();
    return items;
  }

  private async lull(): Promise<void> {
    let start = (): void => undefined;
    const started = new Promise<void>((resolve) => (start = resolve));
    this.waiting.add(start);
    await Promise.race([started, this.wait(PATIENCE)]);
    this.waiting.delete(start);
  }

  private async startAtLull(): Promise<void> {
    const { came } = this;
    await this.wait(LULL);
    if (this.came === came) for (const start of this.waiting) start();
  }
}
