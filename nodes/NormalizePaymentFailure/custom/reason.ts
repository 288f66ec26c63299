import { withMerchantAdvice } from '../../core/event/merchantAdvice';
import type { Reason } from '../../core/event/paymentEvent';
import { masked } from '../../core/event/reading';
import { reasonFor, UNKNOWN_REASON } from '../../core/event/reason';
import { schemeNamed } from '../../core/event/schemes';
import type { Fields } from './fields';

/** Whose codes they are says what was tried: only banks answer with these. */
const OF_BANKS = ['nacha', 'sepa', 'bacs'];

export const isBankDebit = (fields: Fields): boolean =>
  OF_BANKS.includes(fields.text('codeTable') ?? '') || fields.text('payment.bankDebit') === 'true';

/** Why it failed, by the table that the operator chose. What it lacks is unknown, never a guess. */
export function reasonOf(fields: Fields, failedAt: string): Reason {
  const code = fields.text('reasonCode');
  const message = masked(fields.text('payment.message'));
  const name = fields.text('codeTable') ?? '';
  const table = schemeNamed(name);
  const known = table?.get(asPublished(name, code ?? ''));
  const reason: Reason =
    table && known
      ? { ...reasonFor(table, known.code), code, networkCode: known.code }
      : { ...UNKNOWN_REASON, code };
  return withMerchantAdvice(
    { ...reason, message },
    fields.text('payment.adviceCode')?.padStart(2, '0'),
    failedAt,
  );
}

/** Published in capitals; and a field of two characters that was sent as a number has lost its zero. ISO 8583, field 39. */
const asPublished = (table: string, code: string): string =>
  (table === 'iso8583' ? code.padStart(2, '0') : code).toUpperCase();
