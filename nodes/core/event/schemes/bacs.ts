import { reasonTable } from '../reason';
import { rows, type ReasonLine } from '../reasonRows';

const source = 'https://docs.numeral.io/reference/bacs-reason-codes';

/** ARUDD: a collection came back unpaid. */
// prettier-ignore
const UNPAID: readonly ReasonLine[] = [
  ['0', 'insufficient_funds', 'soft', 'retry_later', 'The bank did not pay, mostly for lack of money'],
  ['1', 'mandate_problem', 'hard', 'update_details', 'The guest has withdrawn the permission at their bank'],
  ['2', 'closed_account', 'hard', 'do_not_retry', 'The account holder has died'],
  ['3', 'closed_account', 'soft', 'update_details', 'The account has moved to another bank'],
  ['4', 'disputed', 'hard', 'call_customer', 'The guest says that they were not told of the collection in time'],
  ['5', 'incorrect_details', 'hard', 'update_details', 'There is no account with these details'],
  ['6', 'mandate_problem', 'hard', 'update_details', 'The guest’s bank knows no permission for this collection'],
  ['7', 'mandate_problem', 'soft', 'call_customer', 'The amount is not the one that the guest was told of'],
  ['8', 'processing_error', 'soft', 'retry_later', 'The collection came before the day that the guest was told of'],
  ['9', 'processing_error', 'soft', 'fix_configuration', 'The collection came too long after the day that the guest was told of'],
  ['A', 'configuration', 'hard', 'fix_configuration', 'The permission was given to another business than the one that collects'],
  ['B', 'closed_account', 'hard', 'use_other_method', 'The guest has closed the account'],
];

/** ADDACS: the bank tells of a permission that was changed or withdrawn. */
// prettier-ignore
const CHANGED: readonly ReasonLine[] = [
  ['0', 'mandate_problem', 'hard', 'update_details', 'The bank has ended the permission and refers to the guest'],
  ['1', 'mandate_problem', 'hard', 'update_details', 'The guest has withdrawn the permission at their bank'],
  ['2', 'closed_account', 'hard', 'do_not_retry', 'The account holder has died'],
  ['3', 'mandate_problem', 'hard', 'update_details', 'The account has moved to another bank, and a new permission is needed'],
  ['B', 'closed_account', 'hard', 'use_other_method', 'The guest has closed the account'],
  ['C', 'incorrect_details', 'soft', 'fix_configuration', 'The account has moved: note the new details, the permission goes on'],
  ['D', 'disputed', 'hard', 'call_customer', 'The guest says that the notice of the collection was wrong'],
  ['E', 'incorrect_details', 'soft', 'fix_configuration', 'Name or details have changed: note them, the permission goes on'],
  ['R', 'mandate_problem', 'soft', 'retry_later', 'The bank has put the permission back in force'],
];

/** AUDDIS: the bank did not take a new permission. */
// prettier-ignore
const NOT_SET_UP: readonly ReasonLine[] = [
  ['1', 'mandate_problem', 'hard', 'update_details', 'The guest has withdrawn the permission at their bank'],
  ['2', 'closed_account', 'hard', 'do_not_retry', 'The account holder has died'],
  ['3', 'mandate_problem', 'hard', 'update_details', 'The account has moved to another bank, and a new permission is needed'],
  ['5', 'incorrect_details', 'hard', 'update_details', 'There is no account with these details'],
  ['6', 'mandate_problem', 'hard', 'update_details', 'The guest’s bank knows no permission like this one'],
  ['B', 'closed_account', 'hard', 'use_other_method', 'The guest has closed the account'],
  ['C', 'incorrect_details', 'soft', 'fix_configuration', 'The account has moved: note the new details, the permission goes on'],
  ['F', 'closed_account', 'hard', 'use_other_method', 'This kind of account does not take direct debits'],
  ['G', 'closed_account', 'hard', 'use_other_method', 'The bank takes no direct debits on this account'],
  ['H', 'mandate_problem', 'hard', 'update_details', 'The permission lay unused for so long that it has ended'],
  ['I', 'configuration', 'hard', 'fix_configuration', 'The reference of the permission is used already'],
  ['K', 'mandate_problem', 'hard', 'contact_bank', 'The bank has ended the permission of its own accord'],
  ['L', 'incorrect_details', 'hard', 'update_details', 'The guest’s account details are wrong'],
  ['M', 'configuration', 'hard', 'fix_configuration', 'Your business may not send this kind of instruction'],
  ['N', 'mandate_problem', 'hard', 'contact_bank', 'The guest’s branch does not allow the permission'],
  ['O', 'configuration', 'hard', 'fix_configuration', 'The reference of the permission is not written as it must be'],
  ['P', 'incorrect_details', 'hard', 'update_details', 'The guest’s name is missing from the permission'],
  ['Q', 'configuration', 'hard', 'fix_configuration', 'Your own name is missing from the permission'],
];

/** DDICA: the guest had a collection sent back under the Direct Debit Guarantee. */
// prettier-ignore
const CLAIMED: readonly ReasonLine[] = [
  ['1', 'disputed', 'hard', 'call_customer', 'The guest says that amount or day were not as announced'],
  ['2', 'disputed', 'hard', 'call_customer', 'The guest says that nothing was announced, or disputes the amount'],
  ['3', 'disputed', 'hard', 'call_customer', 'The bank had ended the permission before the collection'],
  ['4', 'disputed', 'hard', 'call_customer', 'The guest says that they had withdrawn the permission with you'],
  ['5', 'disputed', 'hard', 'do_not_retry', 'The guest says that they never gave the permission'],
  ['6', 'disputed', 'hard', 'do_not_retry', 'The guest says that the signature is not theirs'],
  ['7', 'disputed', 'hard', 'call_customer', 'The money was sent back at your own request'],
  ['8', 'disputed', 'hard', 'call_customer', 'The guest does not recognise the name of the business that collected'],
];

const named = (report: string, lines: readonly ReasonLine[]): readonly ReasonLine[] =>
  lines.map(([code, ...rest]) => [`${report}-${code}`, ...rest]);

/**
 * What Bacs reports of a direct debit. Its reports use the same digits for different things, so a code stands under
 * the report's name (`ADDACS-1`); bare, it is that of an unpaid collection.
 */
export const bacsCodes = reasonTable(
  rows(source, UNPAID),
  rows(source, named('ARUDD', UNPAID)),
  rows(source, named('ADDACS', CHANGED)),
  rows(source, named('AUDDIS', NOT_SET_UP)),
  rows(source, named('DDICA', CLAIMED)),
);
