import { AnswersFirst, LULL, PATIENCE } from '../../../nodes/core/n8n/answersFirst';

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe('answers come first', () => {
  let answers: AnswersFirst;
  const started: string[] = [];

  beforeEach(() => {
    jest.useFakeTimers();
    answers = new AnswersFirst(wait);
    started.length = 0;
  });
  afterEach(() => jest.useRealTimers());

  /** A delivery that is answered when told to; what it brings is noted when it may start. */
  function delivery(...items: string[]) {
    let finish = (_?: Error): void => undefined;
    const answer = () =>
      new Promise<string[]>((resolve, reject) => {
        finish = (failure) => (failure ? reject(failure) : resolve(items));
      });
    const done = answers.answered(answer).then((brought) => void started.push(...brought));
    return { done, finish: (failure?: Error) => finish(failure) };
  }
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  it('what comes alone starts at once, time and again', async () => {
    for (const table of ['4', '5']) {
      const { done, finish } = delivery(table);
      finish();
      await done;
    }
    expect(started).toEqual(['4', '5']);
  });

  it('what comes together starts once all are answered and nothing more follows', async () => {
    const [first, second, third] = [delivery('1'), delivery('2'), delivery('3')];
    first.finish();
    second.finish();
    await pass(2 * LULL);
    expect(started).toEqual([]);
    third.finish();
    await pass(LULL - 1);
    expect(started).toEqual([]);
    await pass(1);
    expect(started).toEqual(['1', '2', '3']);
  });

  it('a lull is over when the next one comes', async () => {
    const [first, second] = [delivery('1'), delivery('2')];
    first.finish();
    second.finish();
    await pass(LULL - 1);
    const third = delivery('3');
    await pass(LULL);
    expect(started).toEqual([]);
    third.finish();
    await pass(LULL);
    expect(started).toEqual(['1', '2', '3']);
  });

  it('waits so long and no longer while deliveries go on coming', async () => {
    delivery('never answered');
    delivery('1').finish();
    await pass(PATIENCE - 1);
    expect(started).toEqual([]);
    await pass(1);
    expect(started).toEqual(['1']);
  });

  it('a delivery that brought nothing waits for nothing', async () => {
    delivery('never answered');
    const { done, finish } = delivery();
    finish();
    await done;
    expect(started).toEqual([]);
  });

  it('an answer that failed is seen, and keeps nobody waiting', async () => {
    const [sound, broken] = [delivery('table 4'), delivery()];
    sound.finish();
    await pass(1);
    broken.finish(new Error('The ledger cannot be reached'));
    await expect(broken.done).rejects.toThrow('The ledger cannot be reached');
    await pass(LULL);
    expect(started).toEqual(['table 4']);
  });
});
