import { reasonTable } from '../reason';
import { rows, type ReasonLine } from '../reasonRows';

const source =
  'https://www.iso20022.org/catalogue-messages/additional-content-messages/external-code-sets';

/**
 * Why a SEPA direct debit is rejected, returned or refunded (ISO 20022). A guest may have a debit that they agreed to
 * sent back for eight weeks (MD06), and for thirteen months one that they did not (MD01).
 */
// prettier-ignore
const CODES: readonly ReasonLine[] = [
  ['AC01', 'incorrect_details', 'hard', 'update_details', 'There is no account with this IBAN'],
  ['AC04', 'closed_account', 'hard', 'use_other_method', 'The account is closed'],
  ['AC06', 'closed_account', 'hard', 'contact_bank', 'The account is blocked'],
  ['AC13', 'incorrect_details', 'hard', 'update_details', 'A private account was debited as if it were a company’s'],
  ['AG01', 'closed_account', 'hard', 'use_other_method', 'This kind of account does not take direct debits'],
  ['AG02', 'configuration', 'hard', 'fix_configuration', 'The collection was marked as the wrong kind, such as first or recurring'],
  ['AM04', 'insufficient_funds', 'soft', 'retry_later', 'There is not enough money in the account'],
  ['AM05', 'duplicate', 'soft', 'do_not_retry', 'The bank has had this collection before: it may be paid already'],
  ['BE04', 'configuration', 'hard', 'fix_configuration', 'Your own address is missing from the collection, or wrong'],
  ['BE05', 'configuration', 'hard', 'fix_configuration', 'The bank does not know your creditor identifier'],
  ['CNOR', 'configuration', 'hard', 'fix_configuration', 'Your own bank is not registered for direct debits'],
  ['DNOR', 'incorrect_details', 'hard', 'use_other_method', 'The guest’s bank is not registered for direct debits'],
  ['DUPL', 'duplicate', 'soft', 'do_not_retry', 'The same collection was sent twice: it may be paid already'],
  ['ED05', 'issuer_unavailable', 'soft', 'retry_now', 'The banks did not settle the collection between them'],
  ['FF01', 'configuration', 'hard', 'fix_configuration', 'The collection was not written as the banks expect'],
  ['FF05', 'configuration', 'hard', 'fix_configuration', 'The collection was sent under the wrong kind of direct debit'],
  ['FRAD', 'suspected_fraud', 'hard', 'do_not_retry', 'The collection is reported as a fraud'],
  ['MD01', 'mandate_problem', 'hard', 'do_not_retry', 'The guest’s bank knows no permission for this collection'],
  ['MD02', 'mandate_problem', 'hard', 'update_details', 'The details of the guest’s permission are missing or wrong'],
  ['MD06', 'disputed', 'hard', 'call_customer', 'The guest had their bank send the money back'],
  ['MD07', 'closed_account', 'hard', 'do_not_retry', 'The account holder has died'],
  ['MS02', 'disputed', 'hard', 'call_customer', 'The guest refused the collection and need not say why'],
  ['MS03', 'issuer_declined', 'soft', 'retry_later', 'The guest’s bank said no without a reason'],
  ['RC01', 'incorrect_details', 'hard', 'update_details', 'There is no bank with this BIC'],
  ['RR01', 'incorrect_details', 'hard', 'update_details', 'The law asks for account details that are missing'],
  ['RR02', 'incorrect_details', 'hard', 'update_details', 'The law asks for the guest’s name or address, which is missing'],
  ['RR03', 'configuration', 'hard', 'fix_configuration', 'The law asks for your own name or address, which is missing'],
  ['RR04', 'issuer_declined', 'soft', 'retry_later', 'The bank may not give its reason, which often is a lack of money'],
  ['SL01', 'mandate_problem', 'hard', 'contact_bank', 'The guest lets the bank block some collections, or limit them'],
  ['TECH', 'processing_error', 'soft', 'retry_now', 'The collection failed for a technical reason'],
];

export const sepaCodes = reasonTable(rows(source, CODES));
