import { LEASE } from './dispatches';
import type { Ledger } from './ledger';

/** Three beats fit into the silence after which a process counts as gone. */
const INTERVAL = 10_000;

/**
 * Says that this process is at work for as long as it may hold anything: nobody else takes up what it has begun. Nobody
 * waits for a beat: what went wrong with it is handed to `unheard`.
 */
export function withHeartbeat(ledger: Ledger, unheard: (error: unknown) => void): Ledger {
  let timer: NodeJS.Timeout | undefined;
  let tookAt = 0;
  let closed = false;

  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const beat = (): void => {
    // The last time is after the last lease has run out, and says so: nothing was cut short.
    if (Date.now() - tookAt > LEASE * 1000) stop();
    // The next one may succeed. If none does, others take over: late news, told again, but never no news.
    ledger.beat(new Date().toISOString()).catch(unheard);
  };
  const took = (): void => {
    tookAt = Date.now();
    if (timer !== undefined || closed) return;
    timer = setInterval(beat, INTERVAL);
    timer.unref();
  };

  return {
    ...ledger,
    receive: async (...given) => {
      const receipts = await ledger.receive(...given);
      if (receipts.some(({ dispatch }) => dispatch)) took();
      return receipts;
    },
    claim: async (...given) => {
      const ours = await ledger.claim(...given);
      if (ours.includes(true)) took();
      return ours;
    },
    confirm: async (...given) => {
      await ledger.confirm(...given);
      took();
    },
    unfinished: async (...given) => {
      const found = await ledger.unfinished(...given);
      if (found.again.length > 0) took();
      return found;
    },
    close: async () => {
      closed = true;
      stop();
      await ledger.close();
    },
  };
}
