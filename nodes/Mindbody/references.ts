/**
 * A sale is an order: tries to pay for it meet there. What was taken for it is one thing, whether its transactions tell
 * of it or the sale that was closed with them.
 */
export const tried = (sale: string | undefined) => [['order', sale]] as const;
export const taken = (sale: string | undefined) =>
  [
    ['order', sale],
    ['checkout', sale],
  ] as const;
