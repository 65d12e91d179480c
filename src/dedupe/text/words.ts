import { hashOf } from "./hash.ts";

/** What a word is, where it matters when it is replaced. */
const PLAIN = 0;
/** A figure; not a year, a time of day or a day of the month, which a reprint may change. */
export const NUMBER = 1;
/** Capitalized inside a sentence. */
export const NAME = 2;

/** In titles alone: a word that says nothing of what the title is about. */
export const COMMON = 3;

/** The words of a text in order; both lists have an entry a word. */
export interface Words {
  hashes: number[];
  kinds: number[];
}

/** Scripts that are written without spaces: a character is a word there. */
export const UNSPACED: string =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";

/**
 * A character of an unspaced script; a number with all that belongs to it (`1,200`, `3.5`, `8-5/8`, `10:30`); letters
 * with points between (`U.S.`); a word, which an apostrophe may join, without the `'s` of a possessive. In small letters.
 */
const WORD = new RegExp(
  `[${UNSPACED}]\\p{M}*|\\p{Nd}+(?:[.,:/-]\\p{Nd}+)*|(?:\\p{L}\\.){2,}|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}])+(?:['’](?!s\\b)\\p{L}+)*(?:['’]s\\b)?`,
  "gu",
);
const UNSPACED_CHARACTER = new RegExp(`^[${UNSPACED}]`, "u");
const FIRST_UNSPACED = 0x0e00;

const MONTHS = new Set(
  "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov november dec december".split(
    " ",
  ),
);
/** Capitalized wherever they stand, and changed by every desk: days, months, forms of address and of companies, agencies. */
const NOT_NAMES = new Set([
  ...MONTHS,
  ..."monday tuesday wednesday thursday friday saturday sunday mr mrs ms dr".split(" "),
  ..."inc corp co ltd llc plc reuters ap afp tass xinhua".split(" "),
]);

const COMMON_WORDS = new Set(
  "a an the and or but in on at to for of is it by with from as be was were are this that has have had not no its his her their our your after over new says said will"
    .split(" ")
    .map((word) => hashOf(word)),
);

/** The words of a title: names do not stand out there, where many are capitalized, but common words do. */
export function titleWordsOf(title: string): Words {
  const { hashes, kinds } = wordsOf(title, Number.POSITIVE_INFINITY);
  return { hashes, kinds: kinds.map((kind, at) => (COMMON_WORDS.has(hashes[at] ?? 0) ? COMMON : kind)) };
}

/**
 * @param text NFKC
 * @param kindsUntil words whose kinds are told; the others are plain
 */
export function wordsOf(text: string, kindsUntil: number): Words {
  // The only letter that changes its length: places in both texts are the same then.
  const cased = text.replaceAll("İ", "I");
  const lower = cased.toLowerCase();
  const hashes: number[] = [];
  const kinds: number[] = [];
  let end = 0;
  let wasMonth = false;
  let unspaced = "";
  for (const found of lower.match(WORD) ?? []) {
    const word = plainForm(found);
    // One character says little, so it counts together with the one before it.
    const isUnspaced = found.charCodeAt(0) >= FIRST_UNSPACED && UNSPACED_CHARACTER.test(found);
    hashes.push(hashOf(isUnspaced ? unspaced + word : word));
    unspaced = isUnspaced ? word : "";
    if (kinds.length >= kindsUntil) continue;

    const start = lower.indexOf(found, end);
    const isDay = wasMonth && found.length <= 4;
    if (isDigit(found)) kinds.push(isFigure(found) && !isDay ? NUMBER : PLAIN);
    else
      kinds.push(
        end > 0 && isName(cased, start, found, word) && !beginsSentence(cased, end, start) ? NAME : PLAIN,
      );
    wasMonth = MONTHS.has(word);
    // "14 March": the figure before it was a day.
    if (wasMonth && kinds.at(-2) === NUMBER && /(?<!\d)\d{1,2}$/.test(cased.slice(end - 3, end)))
      kinds[kinds.length - 2] = PLAIN;
    end = start + found.length;
  }
  return { hashes, kinds };
}

function plainForm(found: string): string {
  return hasMark(found) ? found.replace(/(?<=\d),|['’]s$|(?<=\D)[.'’]/g, "") : found;
}

/** Whether one of `.,'’` is in it. Three times as fast as an expression, for every word of every text. */
function hasMark(found: string): boolean {
  for (let at = 0; at < found.length; at++) {
    const code = found.charCodeAt(at);
    if (code === 0x2e || code === 0x2c || code === 0x27 || code === 0x2019) return true;
  }
  return false;
}

const isDigit = (found: string): boolean => {
  const code = found.charCodeAt(0);
  return code < 128 ? code >= 48 && code <= 57 : /^\p{Nd}/u.test(found);
};

const isFigure = (found: string): boolean => !/^(?:19|20)\d\d$|:/.test(found);

const isName = (cased: string, start: number, found: string, word: string): boolean =>
  cased.charCodeAt(start) !== found.charCodeAt(0) && !NOT_NAMES.has(word);

/** Whether what stands between two words ends a sentence, or begins a quotation or a line. */
const beginsSentence = (text: string, from: number, to: number): boolean =>
  /[.!?:"\n#“”]/.test(text.slice(from, to));
