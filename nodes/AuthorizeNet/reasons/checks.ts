import type { ReasonRow } from '../../core/event/reason';
import { rows } from '../../core/event/reasonRows';
import { SOURCE } from './source';

/** What only e-checks are refused for. Why one came back later is told by Nacha's return code. */
// prettier-ignore
export const CHECKS: readonly ReasonRow[] = rows(SOURCE, [
  ['9', 'incorrect_details', 'hard', 'update_details', 'The bank’s routing number is wrong'],
  ['10', 'incorrect_details', 'hard', 'update_details', 'The bank account number is wrong'],
  ['18', 'configuration', 'hard', 'use_other_method', 'Your account takes no e-checks'],
  ['71', 'incorrect_details', 'hard', 'update_details', 'The kind of bank account is not one that there is'],
  ['101', 'incorrect_details', 'hard', 'update_details', 'Name or kind of account are not what the bank knows'],
  ['104', 'incorrect_details', 'soft', 'update_details', 'The country cannot be right, so the e-check is being reviewed'],
  ['105', 'incorrect_details', 'soft', 'update_details', 'City and country cannot be right, so the e-check is being reviewed'],
  ['106', 'incorrect_details', 'soft', 'update_details', 'The company’s name cannot be right, so the e-check is being reviewed'],
  ['107', 'incorrect_details', 'soft', 'update_details', 'The name on the account cannot be right, so the e-check is being reviewed'],
  ['108', 'incorrect_details', 'soft', 'update_details', 'The guest’s name cannot be right, so the e-check is being reviewed'],
  ['109', 'incorrect_details', 'soft', 'update_details', 'First and last name cannot be right, so the e-check is being reviewed'],
  ['110', 'incorrect_details', 'soft', 'update_details', 'The name on the account has signs that no name has, so the e-check is being reviewed'],
  ['243', 'configuration', 'hard', 'fix_configuration', 'This kind of e-check may not be repeated'],
  ['244', 'configuration', 'hard', 'fix_configuration', 'This kind of e-check does not go with that kind of account'],
  ['245', 'configuration', 'hard', 'fix_configuration', 'This kind of e-check may not be taken on the hosted payment form'],
  ['246', 'configuration', 'hard', 'fix_configuration', 'This kind of e-check is not switched on for your account'],
  ['247', 'configuration', 'hard', 'fix_configuration', 'This kind of e-check does not go with that kind of transaction'],
  ['248', 'incorrect_details', 'hard', 'update_details', 'The check number is wrong'],
]);
