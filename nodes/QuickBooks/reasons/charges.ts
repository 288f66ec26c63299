import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';

/** Intuit publishes what each thousand stands for, and few codes by themselves: any other is unknown. */
// prettier-ignore
export const CHARGES: readonly ReasonRow[] = rows('https://developer.intuit.com/app/developer/qbpayments/docs/develop/troubleshooting/error-codes', [
  ['PMT-1000', 'processing_error', 'soft', 'call_customer', 'The card was charged, though a fraud check should have had it given back'],
  ['PMT-1001', 'incorrect_details', 'soft', 'call_customer', 'The card was charged, though its security code was wrong'],
  ['PMT-1002', 'incorrect_details', 'soft', 'call_customer', 'The card was charged, though the address did not match'],
  ['PMT-1003', 'processing_error', 'soft', 'call_customer', 'The card was charged, though the address could not be checked'],
  ['PMT-2000', 'incorrect_details', 'hard', 'update_details', 'The security code of the card was wrong'],
  ['PMT-2001', 'processing_error', 'soft', 'retry_later', 'The security code of the card could not be checked'],
  ['PMT-2002', 'incorrect_details', 'hard', 'update_details', 'The address is not the one that the bank has for the card'],
  ['PMT-2003', 'processing_error', 'soft', 'retry_later', 'The address could not be checked with the bank'],
  ['PMT-3000', 'configuration', 'hard', 'fix_configuration', 'The restaurant’s own account at QuickBooks Payments was not accepted'],
  ['PMT-4000', 'configuration', 'hard', 'fix_configuration', 'QuickBooks Payments did not understand what it was asked'],
  ['PMT-4001', 'configuration', 'hard', 'fix_configuration', 'QuickBooks Payments was asked for something that it does not have'],
  ['PMT-4002', 'configuration', 'hard', 'fix_configuration', 'QuickBooks Payments was not told something that it needs'],
  ['PMT-5000', 'issuer_declined', 'soft', 'use_other_method', 'The bank declined without saying why'],
  ['PMT-5001', 'configuration', 'hard', 'use_other_method', 'The restaurant does not take this kind of card'],
  ['PMT-6000', 'processing_error', 'soft', 'retry_later', 'QuickBooks Payments had trouble of its own for a while'],
]);
