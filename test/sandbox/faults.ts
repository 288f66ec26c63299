import type { Outcome, SeenRequest } from './request';

/** Something that goes wrong on purpose: which requests it strikes, how often, and what they get instead. */
export interface Fault {
  readonly host: string;
  readonly when?: (request: SeenRequest) => boolean;
  /** How many requests it strikes; without it, all until it is lifted. */
  readonly times?: number;
  readonly outcome: Outcome;
  /** Milliseconds to wait before answering. */
  readonly after?: number;
}

export const serverError: Outcome = { status: 500, body: { error: 'internal_error' } };

/** As a service asks for patience. */
export const tooManyRequests = (seconds: number): Outcome => ({
  status: 429,
  headers: { 'Retry-After': String(seconds) },
  body: {
    error: { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests' },
  },
});

export interface Faults {
  /** Answers how to lift it. */
  add(fault: Fault): () => void;
  strike(request: SeenRequest): Fault | undefined;
  clear(): void;
}

export function createFaults(): Faults {
  const active = new Map<symbol, { fault: Fault; left: number }>();
  return {
    add(fault) {
      const id = Symbol(fault.host);
      active.set(id, { fault, left: fault.times ?? Infinity });
      return () => void active.delete(id);
    },
    strike(request) {
      for (const entry of active.values()) {
        const { fault } = entry;
        if (entry.left < 1 || fault.host !== request.host) continue;
        if (fault.when !== undefined && !fault.when(request)) continue;
        entry.left -= 1;
        return fault;
      }
      return undefined;
    },
    clear: () => {
      active.clear();
    },
  };
}
