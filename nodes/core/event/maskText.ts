/** Card and account numbers in free text, as people write them. */

/** Most texts have no three digits near one another and no secret: they are left after one look. */
const SUSPICIOUS = /\d\D{0,3}\d\D{0,3}\d|[\uff10-\uff19]{3}|_secret_|whsec_|[rs]k_(?:live|test)_/;

/** `ch_3Nk...`: in a gateway's id every digit follows a letter, and nothing but a secret can hide. */
const ID = /^(?!(?:cc|card|visa|amex|mc|pan|cvc|cvv)_\d+$)[a-z]{2,6}_\w*$/;

/** Replaces card numbers, IBANs, account numbers, security codes and secrets; the last four digits of numbers stay. */
export function maskText(text: string): string {
  if (text.length < 6 || !SUSPICIOUS.test(text)) return text;
  if (!WIDE.test(text)) return maskNarrow(text);
  const narrow = text.replace(WIDE_DIGITS, (digit) => String(digit.charCodeAt(0) - WIDE_ZERO));
  const masked = maskNarrow(narrow);
  return masked === narrow ? text : masked;
}

/** Digits as an East Asian keyboard writes them. https://www.unicode.org/charts/PDF/UFF00.pdf */
const WIDE = /[\uff10-\uff19]/;
const WIDE_DIGITS = /[\uff10-\uff19]/g;
const WIDE_ZERO = 0xff10;

function maskNarrow(text: string): string {
  const open = maskSecrets(text);
  return ID.test(open) ? open : maskCards(maskAccounts(maskIbans(maskCodes(maskTracks(open)))));
}

const SECRETS = /((?:\b(?:[rs]k_(?:live|test)|whsec)|_secret)_)[A-Za-z0-9+/=]{4,}/g;

const maskSecrets = (text: string) => text.replace(SECRETS, '$1***');

/** What a swiped card leaves: both tracks hold number, expiry and security code. ISO/IEC 7813. */
const TRACKS = /%?B\d{12,19}\^[^?\n]{0,79}\??|;?\d{12,19}=\d{4,}\??/g;

const maskTracks = (text: string) => text.replace(TRACKS, '[card track]');

const CODES =
  /(?<![\p{L}\p{N}])((?:cvc2?|cvv2?|보안코드)[^\p{L}\p{N}]{0,3}|(?:cvn|csc|security code)[^\p{L}\p{N}]{1,3})(?:is |was )?\d{3,4}(?!\d)/giu;

const maskCodes = (text: string) => text.replace(CODES, '$1***');

const IBANS = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}/gu;

/** ISO 13616: a check over the whole number tells an IBAN from words that follow a code. */
const maskIbans = (text: string) =>
  text.replace(IBANS, (found) => {
    for (let end = found.length; end >= 15; end -= 1) {
      const next = found.charAt(end);
      if (/[A-Z0-9]/.test(next)) continue;
      const iban = found.slice(0, end);
      if (isIban(iban.replace(/[ -]/g, ''))) return hide(iban) + found.slice(end);
    }
    return found;
  });

function isIban(iban: string): boolean {
  if (iban.length < 15) return false;
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

const ACCOUNTS =
  /(?<![\p{L}\p{N}])((?:bank account|account|acct|a\/c|iban|routing|aba|sort code|bsb|konto|cuenta|compte|계좌)[\p{L}]{0,6}\.?(?:[_\s]*(?:number|num|no|nr|code|is|was)\b\.?)*[\s:#=]{0,3})(\d(?:[ -]?\d){5,19})(?![\p{L}\d])/giu;

const maskAccounts = (text: string) =>
  text.replace(ACCOUNTS, (_, words: string, number: string) => words + hide(number));

const UUID = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i;

const maskCards = (text: string) =>
  text
    .split(UUID)
    .map((part, index) => (index % 2 === 1 ? part : maskRuns(maskGroups(part))))
    .join('');

/**
 * Between other marks only groups as they are printed on cards, for the same marks stand in dates, times and lists.
 * https://www.iso.org/standard/70484.html (ISO/IEC 7812-1); American Express and Diners Club print 4-6-5 and 4-6-4.
 */
const GROUPS =
  /(?<![\d*]|\* ?[/,_:\t] ?)\d{4}( ?[/,_:\t] ?)(?:\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{6}\1\d{4,5})(?!\d)/g;

const maskGroups = (text: string) => text.replace(GROUPS, (found) => maskRun(found, false, false));

/** Groups of digits with up to three marks between them: as printed on the card, or as somebody typed it. */
const RUNS = /\d+(?:[ \u00a0\u2009\u202f\u3000.\u2013\uff0d-]{1,3}\d+)*/g;

const maskRuns = (text: string) =>
  text.replace(RUNS, (run, offset: number) => {
    const before = text.charAt(offset - 1);
    return run.length < 12 ? run : maskRun(run, isInId(text, offset), before === '+');
  });

/** A letter right before digits makes them part of an id (`BBQ2026...`, `ch_3Nk...`), a star the end of what is masked. */
const ID_LIKE = /[A-Za-z_*]$/;

/** ... unless the letters say what the digits are: `Visa4242...`, `cc_4242...`. No id has letters beyond ASCII. */
const CARD_WORD =
  /(?:(?:card|karten?|carte|tarjeta)[ _]?(?:number|nummer|num|no|nr)?|visa|master|maestro|amex|discover|diners|jcb|unionpay|credit|debit|(?<![a-z\d])(?:cc|mc|pan))_?$/i;

function isInId(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 24), at);
  return ID_LIKE.test(before) && !CARD_WORD.test(before);
}

interface Group {
  readonly from: number;
  readonly to: number;
}

/** Looks for card numbers among the whole groups of a run; `table 12 4242 4242 4242 4242` has one. */
function maskRun(run: string, firstIsOpaque: boolean, firstIsPhone: boolean): string {
  const groups: readonly Group[] = [...run.matchAll(/\d+/g)].map(({ index, 0: digits }) => ({
    from: index,
    to: index + digits.length,
  }));
  let masked = '';
  let done = 0;
  for (const [index, { from }] of groups.entries()) {
    if (from < done || (index === 0 && firstIsOpaque)) continue;
    const to = endOfCard(run, groups.slice(index, index + 19), index === 0 && firstIsPhone);
    if (to === undefined) continue;
    masked += run.slice(done, from) + hide(run.slice(from, to));
    done = to;
  }
  return masked + run.slice(done);
}

function endOfCard(run: string, groups: readonly Group[], isPhone: boolean): number | undefined {
  let digits = '';
  let end: number | undefined;
  for (const { from, to } of groups) {
    digits += run.slice(from, to);
    if (digits.length > 19) break;
    // Phone numbers have at most 15 digits (E.164), and a plus sign says that this is one.
    if (isPhone && digits.length <= 15) continue;
    if (isCardNumber(digits)) end = to;
  }
  return end;
}

/**
 * First digits that card networks issue, by length (ISO/IEC 7812). This is what lets Unix times (10, 13 or 16 digits
 * beginning with 1), days (2026...) and most order numbers be, of which a tenth would pass the Luhn check.
 */
const ISSUED: Readonly<Record<number, RegExp>> = {
  12: /^[56]/,
  13: /^[456]/,
  14: /^[356]/,
  15: /^[1356]/,
  16: /^(?:2[2-7]|[3-9])/,
  17: /^[3568]/,
  18: /^[3568]/,
  19: /^[345689]/,
};

export const isIssued = (digits: string): boolean => ISSUED[digits.length]?.test(digits) ?? false;

const isCardNumber = (digits: string) => isIssued(digits) && luhn(digits);

/** ISO/IEC 7812-1, annex B. */
function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** All but the last four letters and digits, keeping how it was written. */
function hide(number: string): string {
  let shown = 4;
  let hidden = '';
  for (let index = number.length - 1; index >= 0; index -= 1) {
    const character = number.charAt(index);
    const isMark = !/[A-Za-z0-9]/.test(character);
    if (isMark || shown > 0) hidden = character + hidden;
    else hidden = `*${hidden}`;
    if (!isMark) shown -= 1;
  }
  return hidden;
}
