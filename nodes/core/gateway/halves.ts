/** Milliseconds since 1970. */
export type Span = readonly [from: number, to: number];

/**
 * For lists of what changed in a span of time, which are read page by page. A row that changes while pages are turned
 * leaves the list, and all that follow move up: the next page would begin after one that nobody saw. So a span that fills
 * a page is read again in its halves, until each fits one. None where it cannot be cut.
 */
export function halves([from, to]: Span): readonly Span[] {
  const middle = Math.floor((from + to) / 2);
  if (!(middle > from)) return [];
  return [
    [from, middle],
    [middle, to],
  ];
}
