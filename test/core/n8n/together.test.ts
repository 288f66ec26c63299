import { LULL, MOST, PATIENCE, Together } from '../../../nodes/core/n8n/together';

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A delivery that is answered when told to. */
function delivery(...items: string[]) {
  let finish: (failure?: Error) => void = () => undefined;
  const answer = () =>
    new Promise<string[]>((resolve, reject) => {
      finish = (failure) => (failure ? reject(failure) : resolve(items));
    });
  return { answer, finish: (failure?: Error) => finish(failure) };
}

describe('Together', () => {
  let together: Together<string>;

  beforeEach(() => {
    jest.useFakeTimers();
    together = new Together(wait);
  });
  afterEach(() => jest.useRealTimers());

  /** What each of these deliveries starts an execution with, in the order they came. */
  async function evening(count: number, each = 1): Promise<(readonly string[])[]> {
    const deliveries = Array.from({ length: count }, (_, n) =>
      delivery(...Array.from({ length: each }, (_, i) => `table ${n}.${i}`)),
    );
    const started = deliveries.map(({ answer }) => together.answered(answer));
    for (const { finish } of deliveries) finish();
    await jest.advanceTimersByTimeAsync(LULL);
    return await Promise.all(started);
  }

  it('starts at once what comes alone', async () => {
    const { answer, finish } = delivery('table 4');
    const started = together.answered(answer);
    finish();
    expect(await started).toEqual(['table 4']);
  });

  it('starts at once again what comes alone after that', async () => {
    for (const table of ['table 4', 'table 5']) {
      expect(await together.answered(async () => [table])).toEqual([table]);
    }
  });

  it('starts one execution for what came while others were being answered', async () => {
    expect(await evening(3)).toEqual([['table 0.0', 'table 1.0', 'table 2.0'], [], []]);
  });

  it('starts several for many, each with so much as may share one', async () => {
    const started = await evening(2 * MOST + 1);
    expect(started.map(({ length }) => length).filter((length) => length > 0)).toEqual([
      MOST,
      MOST,
      1,
    ]);
    expect(new Set(started.flat()).size).toBe(2 * MOST + 1);
  });

  it('leaves together what came in one delivery, however much', async () => {
    const started = await evening(2, MOST + 1);
    expect(started.map(({ length }) => length)).toEqual([MOST + 1, MOST + 1]);
  });

  it('starts nothing for a delivery that brought nothing', async () => {
    const empty = delivery();
    const started = [together.answered(empty.answer), together.answered(async () => ['table 4'])];
    empty.finish();
    await jest.advanceTimersByTimeAsync(LULL);
    expect(await Promise.all(started)).toEqual([[], ['table 4']]);
  });

  it('waits for a lull, so that what follows at once is answered first', async () => {
    const [first, second, third] = [delivery('1'), delivery('2'), delivery('3')];
    const started = [together.answered(first.answer), together.answered(second.answer)];
    first.finish();
    second.finish();
    await jest.advanceTimersByTimeAsync(LULL - 1);
    started.push(together.answered(third.answer));
    await jest.advanceTimersByTimeAsync(LULL);
    third.finish();
    await jest.advanceTimersByTimeAsync(LULL);
    expect(await Promise.all(started)).toEqual([['1', '2', '3'], [], []]);
  });

  it('waits so long and no longer while deliveries go on coming', async () => {
    const [first, endless] = [delivery('1'), delivery('2')];
    void together.answered(endless.answer);
    const started = together.answered(first.answer);
    first.finish();
    await jest.advanceTimersByTimeAsync(PATIENCE);
    expect(await started).toEqual(['1']);
  });

  it('starts what waits although an answer failed, and lets the failure be seen', async () => {
    const [broken, sound] = [delivery(), delivery('table 4')];
    const failing = together.answered(broken.answer);
    const started = together.answered(sound.answer);
    sound.finish();
    await jest.advanceTimersByTimeAsync(1);
    broken.finish(new Error('The ledger cannot be reached'));
    await expect(failing).rejects.toThrow('The ledger cannot be reached');
    await jest.advanceTimersByTimeAsync(LULL);
    expect(await started).toEqual(['table 4']);
  });
});
