/** How often card networks let a declined card be tried again. Whoever tries more often pays for each further try. */

/** One declined try of one card, wherever it was heard of. */
export interface DeclinedTry {
  /** ISO 8601 UTC. */
  readonly at: string;
  /** What the network answered: ISO 8583, field 39. */
  readonly networkCode?: string | undefined;
  /** Mastercard's merchant advice code. */
  readonly adviceCode?: string | undefined;
}

export type RetryAdvice =
  /** The first instant, not before the one that was asked for, at which a retry breaks no cap. */
  | { readonly retryAt: string }
  /** What forbids every retry of this card. */
  | { readonly never: 'network_code' | 'advice_code' };

interface Cap {
  /** In hours, both ends included: stricter than a window that is open at one. */
  readonly within: number;
  readonly most: number;
  /** Whether the first try counts as well, or the tries again alone. */
  readonly counts: 'tries' | 'retries';
}

interface Rules {
  /** Answers after which no try has a chance, ever. */
  readonly finalCodes: ReadonlySet<string>;
  readonly finalAdvice: ReadonlySet<string>;
  readonly caps: readonly Cap[];
}

const DAY = 24;
const HOUR = 3_600_000;
const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/**
 * Category 1, and 20 tries again in 30 days: Visa Core Rules, table 7-2, as of April 2026; 15 before May 2025.
 * Sources differ over 14, and 83 moves in October 2026: the stricter reading stands.
 * https://corporate.visa.com/en/about-visa/visa-rules.html
 */
const VISA: Rules = {
  finalCodes: words('04 07 12 14 15 41 43 46 57 83 R0 R1 R3'),
  finalAdvice: new Set(),
  caps: [{ within: 30 * DAY, most: 20, counts: 'retries' }],
};

/** https://developer.paypal.com/braintree/docs/reference/general/processor-responses/merchant-advice-codes */
const MASTERCARD: Rules = {
  finalCodes: new Set(),
  finalAdvice: words('03 21'),
  caps: [
    { within: DAY, most: 10, counts: 'tries' },
    { within: 30 * DAY, most: 35, counts: 'tries' },
  ],
};

/** For a card whose network nobody names, and for networks that publish no caps: what no network would mind. */
const ANY: Rules = {
  finalCodes: VISA.finalCodes,
  finalAdvice: MASTERCARD.finalAdvice,
  caps: [...VISA.caps, ...MASTERCARD.caps],
};

/** By what gateways call them, in letters alone. */
const RULES: ReadonlyMap<string, Rules> = new Map([
  ['visa', VISA],
  ['mastercard', MASTERCARD],
]);

/** When a card may be tried again, given every declined try of it that is known. Pure, and true of every history. */
export function retryAdvice(
  brand: string | undefined,
  tries: readonly DeclinedTry[],
  wanted: string,
): RetryAdvice {
  const rules = RULES.get(brand?.toLowerCase().replace(/[^a-z]/g, '') ?? '') ?? ANY;
  if (tries.some(({ networkCode = '' }) => rules.finalCodes.has(networkCode.toUpperCase()))) {
    return { never: 'network_code' };
  }
  if (tries.some(({ adviceCode = '' }) => rules.finalAdvice.has(adviceCode))) {
    return { never: 'advice_code' };
  }
  const asked = Date.parse(wanted);
  // A try at a time that cannot be read may have been just now.
  const times = tries.map(({ at }) => Date.parse(at)).map((at) => (Number.isNaN(at) ? asked : at));
  times.sort((a, b) => a - b);
  const earliest = Math.max(asked, times.at(-1) ?? asked);
  const free = rules.caps.map((cap) => freeFrom(cap, times, earliest));
  return { retryAt: new Date(Math.max(earliest, ...free)).toISOString() };
}

/** When enough of the tries have left the window. Later is free as well, since nothing comes after `earliest`. */
function freeFrom(
  { within, most, counts }: Cap,
  times: readonly number[],
  earliest: number,
): number {
  const counted = counts === 'tries' ? times : times.slice(1);
  const last = counted.at(-most);
  return last === undefined ? earliest : last + within * HOUR + 1;
}
