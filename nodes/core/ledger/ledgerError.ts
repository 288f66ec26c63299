/** What the owner of the workflow is told when the ledger cannot serve. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  constructor(
    /**
     * `unavailable`: may pass, so a gateway is asked to send again. `newer`: written by a later version of this pack.
     * `foreign`: of another ledger. `moved`: carried over to another place. `lost`: taken away while it was in use.
     */
    readonly code: 'unavailable' | 'newer' | 'foreign' | 'moved' | 'lost',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Nodes of one workflow that are set to different ledgers would count apart. */
export const ANOTHER_STORAGE = {
  what: 'This node uses another storage than the trigger',
  advice: 'Set Storage, and the Postgres credential, alike in every node of the pack.',
} as const;

/** An error by its looks: one from another realm, or a driver's own, is no instance of this realm's `Error`. */
export const isError = (error: unknown): error is Error & { readonly code?: unknown } =>
  typeof error === 'object' && error !== null && 'message' in error && 'name' in error;
