/** What a gateway leaves out of its events and its account supplies. */
export interface NormalizeContext {
  /** The merchant account that events without one belong to. */
  readonly account: string;
  /** ISO 4217, for gateways whose events carry no currency. */
  readonly currency?: string | undefined;
  /** IANA zone, for gateways whose times carry none. */
  readonly timeZone?: string | undefined;
  /** Whether the account moves live money, for gateways whose events do not say. */
  readonly live?: boolean | undefined;
  /**
   * What your own reference of a payment names, where a gateway passes it on: one payment, tried until it is paid, or
   * an order that may be paid in parts.
   */
  readonly reference?: 'payment' | 'order' | undefined;
  /**
   * Whether what no signature covers may say what a payment belongs to and whom to write to, as the owner chose where
   * nothing confirms it.
   */
  readonly trustsUnsigned?: boolean | undefined;
  /** Which of the credentials that are not required were chosen, for gateways that are asked for more with them. */
  readonly signedInWith?: readonly string[] | undefined;
}
/** What the credential tells of the account, where events leave it out. */
export type Supplied = Omit<NormalizeContext, 'account'>;
