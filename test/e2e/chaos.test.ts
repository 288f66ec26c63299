import { runChaos, summary } from '../chaos/run';
import { toConsole } from './host/log';

/** A cut of `npm run chaos`: fewer events and fewer kills, in one process. */

const EVENTS = 100;
const KILLS = 5;

describe('an evening on which n8n is killed again and again', () => {
  it.each(['sqlite', 'postgres'] as const)(
    'loses no decline, counts none twice, and tells no guest twice, with the ledger in %s',
    async (store) => {
      const seed = Math.floor(Math.random() * 2 ** 32);
      toConsole(`Seed ${seed}`);
      const report = await runChaos(
        { events: EVENTS, kills: KILLS, store, mode: 'regular', seed },
        toConsole,
      );
      toConsole(summary(report));
      expect(report.broken).toEqual([]);
      expect(report.dead).toBe(0);
      // Else nothing was interrupted, and nothing is shown.
      expect(report.kills.filter(({ inFlight }) => inFlight.size > 0)).not.toEqual([]);
    },
    600_000,
  );
});
