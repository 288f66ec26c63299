import { object, text, type JsonObject } from '../core/event/json';
import type { Reason } from '../core/event/paymentEvent';
import { masked } from '../core/event/reading';
import { explained } from '../core/event/reason';
import { SCHEMES, type Scheme } from '../core/event/schemes';
import { reasons } from './reasons';

/** Whose codes the schemes of GoCardless give. The codes of the others are kept, and read as GoCardless reads them. */
const TABLES: ReadonlyMap<string, Scheme> = new Map([
  ['ach', 'nacha'],
  ['bacs', 'bacs'],
  ['sepa_core', 'sepa'],
  ['sepa_cor1', 'sepa'],
]);

/** Why it failed. The bank's own code tells more than GoCardless's cause, which puts a death under a closed account. */
export function reasonOf(event: JsonObject): Reason {
  const details = object(event.details);
  const code = text(details.cause);
  const scheme = TABLES.get(text(details.scheme) ?? '');
  const networkCode = codeOf(text(details.reason_code), scheme);
  const row =
    (scheme && networkCode !== undefined ? SCHEMES[scheme].get(networkCode) : undefined) ??
    (code === undefined ? undefined : reasons.get(code));
  return { code, networkCode, message: masked(details.description), ...explained(row) };
}

/** ACH's codes stand behind the name of their report (`ACH_RETURN-R01`); those of Bacs need it, and keep it. */
const codeOf = (written: string | undefined, scheme: Scheme | undefined): string | undefined =>
  scheme === 'nacha' ? written?.replace(/^.*-(?=.)/, '') : written;
