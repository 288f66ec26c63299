/** What shares an execution at most: its nodes send one message after the other. */
export const MOST = 10;
/** How long nothing may come in before what waits is started, in milliseconds. */
export const LULL = 25;
/** How long an execution waits at most while further deliveries are being answered, in milliseconds. */
export const PATIENCE = 1000;

interface Group<T> {
  readonly items: T[];
  readonly start: () => void;
}

/**
 * Answers come first. What comes alone starts its execution at once; while other deliveries are being answered it
 * waits for a lull, and they share executions, since many items cost n8n hardly more than one. If the process ends
 * meanwhile, nothing is lost: what waits is stored and unclaimed.
 */
export class Together<T> {
  /** How many deliveries came so far, and how many of them are being answered. */
  private came = 0;
  private answering = 0;
  private waiting: Group<T>[] = [];

  constructor(private readonly wait: (ms: number) => Promise<void>) {}

  /** Answers a delivery, and says what to start an execution with: what it brought, what others brought, or nothing. */
  async answered(answer: () => Promise<readonly T[]>): Promise<readonly T[]> {
    const isFirst = this.answering === 0 && this.waiting.length === 0;
    this.came += 1;
    this.answering += 1;
    const upToHere = this.came;
    const items = await answer().finally(() => {
      this.answering -= 1;
      if (this.answering === 0) void this.startAtLull();
    });
    const isAlone = isFirst && this.came === upToHere;
    return isAlone ? items : await this.gathered(items);
  }

  /** These items and what joins them until they start; nothing where they join others. */
  private async gathered(items: readonly T[]): Promise<readonly T[]> {
    if (items.length === 0) return items;
    const last = this.waiting.at(-1);
    if (last && last.items.length + items.length <= MOST) {
      last.items.push(...items);
      return [];
    }
    const group = await new Promise<Group<T>>((start) => {
      const opened: Group<T> = { items: [...items], start: () => start(opened) };
      this.waiting.push(opened);
      void this.wait(PATIENCE).then(opened.start);
    });
    this.waiting = this.waiting.filter((other) => other !== group);
    return group.items;
  }

  private async startAtLull(): Promise<void> {
    const { came } = this;
    await this.wait(LULL);
    if (this.came === came) for (const { start } of this.waiting) start();
  }
}
