import type { Customer } from './paymentEvent';

/** What others wrote of a guest, without name, email address and phone number: in any order, and any capitals. */
export function maskGuest(text: string, { name, email, phone }: Customer): string {
  const told = [email, phone, ...(name?.split(APART) ?? [])];
  return told.reduce<string>(
    (left, one) =>
      one === undefined || one.length < 2
        ? left
        : left.replace(standing(one.normalize('NFC')), '***'),
    text.normalize('NFC'),
  );
}

/** An initial says nothing, and stands in every text. */
const APART = /[\s,.]+/;

/** Particles follow a name at once where they are written like this. */
const UNSPACED = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

function standing(words: string): RegExp {
  const literally = words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return UNSPACED.test(words)
    ? new RegExp(literally, 'giu')
    : new RegExp(`(?<![\\p{L}\\p{N}])${literally}(?![\\p{L}\\p{N}])`, 'giu');
}
