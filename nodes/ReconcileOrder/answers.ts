import { object, text, type Json, type JsonObject } from '../core/event/json';

/**
 * Which of the given items each answer of a channel belongs to, where the channel does not say and some messages could
 * not be sent. Answers come in the order of the items, and most repeat what was sent or to whom. `undefined` where that
 * leaves a doubt.
 */
export function placesOf(
  given: readonly JsonObject[],
  answers: readonly JsonObject[],
): readonly number[] | undefined {
  const said = answers.map((answer) => repeatedIn(wordsOf(answer), given));
  const fits = (place: number, answer: number): boolean =>
    said[answer]?.every((places) => places.size === 0 || places.has(place)) === true;
  const first = inOrder(given.length, answers.length, fits);
  // The same from the other end: where both agree, there is no other way.
  const [lastPlace, lastAnswer] = [given.length - 1, answers.length - 1];
  const last = inOrder(given.length, answers.length, (place, answer) =>
    fits(lastPlace - place, lastAnswer - answer),
  )?.map((place) => lastPlace - place);
  return first?.every((place, at) => place === last?.[lastAnswer - at]) ? first : undefined;
}

/** The first places, in order, that fit the answers. */
function inOrder(
  places: number,
  answers: number,
  fits: (place: number, answer: number) => boolean,
): readonly number[] | undefined {
  const found: number[] = [];
  for (let place = 0; place < places && found.length < answers; place += 1) {
    if (fits(place, found.length)) found.push(place);
  }
  return found.length === answers ? found : undefined;
}

/** What an answer may repeat of an alert: the words for guest and staff, and whom they went to. */
const EVIDENCE: readonly ((alert: JsonObject) => unknown)[] = [
  ({ guest }) => object(guest).text,
  ({ guest }) => object(guest).phone,
  ({ guest }) => object(guest).email,
  (alert) => alert.text,
  (alert) => alert.slackText,
  (alert) => alert.to,
];

/** For each of these, the places of the items whose own stands in the answer. */
const repeatedIn = (words: string, given: readonly JsonObject[]): readonly ReadonlySet<number>[] =>
  EVIDENCE.map((of) => {
    const isRepeated = ({ alert }: JsonObject): boolean => {
      const own = text(of(object(alert)));
      return own !== undefined && words.includes(own);
    };
    return new Set(given.flatMap((item, place) => (isRepeated(item) ? [place] : [])));
  });

const wordsOf = (answer: Json | undefined): string =>
  typeof answer === 'object' && answer !== null
    ? Object.values(answer).map(wordsOf).join('\n')
    : String(answer);
