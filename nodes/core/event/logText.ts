import { maskText } from './maskText';

/** Text for a log line: one line, of bounded length, without card data, secrets, or ways to reach a person. */
export function logText(text: string): string {
  // Cut once before, so that nobody's endless text takes long, and once after, where no half of a secret can stand.
  const line = text
    .slice(0, 4 * LONGEST)
    .toWellFormed()
    .replace(UNSEEN, ' ')
    .trim();
  const masked = WHAT_TO_HIDE.reduce(
    (left, [found, instead]) => left.replace(found, instead),
    maskText(line),
  );
  return masked.length > LONGEST ? `${masked.slice(0, LONGEST).toWellFormed()}…` : masked;
}

const LONGEST = 500;

/** Line ends, escapes for terminals, and marks that turn the direction of writing. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

const SECRET_WORD = '(?:\\w*[_-])?(?:password|passwd|secret|token|api[_-]?key|authorization)';

const WHAT_TO_HIDE: readonly (readonly [RegExp, string])[] = [
  // https://user:password@host, and whatever an address carries in its query.
  [/(\/\/)[^\s/@]+@/g, '$1***@'],
  [/(\b[a-z][a-z+.-]*:\/\/[^\s?#"']*)[?#][^\s"']*/gi, '$1?***'],
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, '$1 ***'],
  // With an equals sign always; after a colon a sentence may go on, but not in quotes and not with digits.
  [new RegExp(`\\b(${SECRET_WORD}["']?\\s*=\\s*)(?:"[^"]*"|'[^']*'|[^\\s"',;]+)`, 'gi'), '$1***'],
  [
    new RegExp(`\\b(${SECRET_WORD}["']?\\s*:\\s*)(?:"[^"]*"|'[^']*'|(?=\\S*\\d)[^\\s"',;]+)`, 'gi'),
    '$1***',
  ],
  // Tokens of Slack, and JSON Web Tokens.
  [/\bxox[a-z]-[\w-]+/g, '***'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '***'],
  [/[^\s"'<>(),;:=@/*]+@[^\s"'<>(),;:=@]+\.[\p{L}\d-]+/gu, '***@***'],
  // Phone numbers: international, in groups, and bare. An id's digits follow letters, an address's are fewer.
  [/\+\d[\d\s().-]{5,}\d/g, '+***'],
  [/(?<![\w.])\(?\d{2,4}\)?[ .-]\d{3,4}[ .-]\d{4}(?!\w)/g, '***'],
  [/(?<![\w.])\d{9,15}(?!\w)/g, '***'],
];
