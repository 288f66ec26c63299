import { failings, runChaos, summary } from '../chaos/run';
import { toConsole } from './host/log';

/** A cut of `npm run chaos`: fewer declines and fewer kills. */

describe('an evening on which n8n is killed again and again', () => {
  it.each([
    { where: 'in SQLite', store: 'sqlite', mode: 'regular', events: 60, kills: 4 },
    { where: 'in Postgres', store: 'postgres', mode: 'regular', events: 60, kills: 4 },
    // Each of the four processes once.
    { where: 'in Postgres in queue mode', store: 'postgres', mode: 'queue', events: 40, kills: 4 },
  ] as const)(
    'loses no decline, counts none twice, and tells no guest twice, with the ledger $where',
    async ({ where: _, ...chosen }) => {
      const seed = Math.floor(Math.random() * 2 ** 31);
      toConsole(`Seed ${seed}`);
      const report = await runChaos({ ...chosen, seed }, toConsole);
      toConsole(summary(report));
      expect(failings(report)).toEqual([]);
    },
    600_000,
  );
});
