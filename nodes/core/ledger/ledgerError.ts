/** What the owner of the workflow is told when the ledger cannot serve. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  constructor(
    /**
     * `unavailable`: may pass, so a gateway is asked to send again. `newer`: written by a later version of this pack.
     * `foreign`: an item of another ledger.
     */
    readonly code: 'unavailable' | 'newer' | 'foreign',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
