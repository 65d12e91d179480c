import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { eld } from "eld/extrasmall";
import { countFunctionWords, countInEveryLanguage } from "./function-words.ts";
import { isWrittenIn, ownerOf } from "./language-scripts.ts";
import { areRelatives, relativesOf } from "./language-relatives.ts";
import type { Writing } from "./writing.ts";

/** Primary language subtags, the likeliest first, with how well the text fits: 0 and more. */
type Fits = readonly (readonly [language: string, fit: number])[];

/** How sure is sure; docs/decisions/0007-language-detection.md has the measurements. */
const MIN_LEAD = 0.1;
/** Texts of other languages than the detector's, and lists of names, fit none better. */
const LATIN = { fit: 1.6, leadOverDeclared: 0.2 };
const OTHERS = { fit: 3.8, leadOverDeclared: 0.1 };

export interface Detection {
  /** Primary language subtag; `null` when the text could be in several. */
  language: string | null;
  /** Whether it can be in that language all the same. One that the detector does not know is never ruled out. */
  allows: (language: string) => boolean;
}

/** What language the words are in, or `null` when nothing is sure. The first call for most scripts loads the detector. */
export function detectLanguage({ script, words }: Writing): Detection | null {
  if (script === null) return null;
  const owner = ownerOf(script);
  if (owner) return { language: owner, allows: (language) => language === owner };
  if (script === "latn" && isPlainList(words)) return null;
  const least = script === "latn" ? LATIN : OTHERS;
  const fits = fitLanguages(words);
  const [best, fit] = fits.find(([language]) => isWrittenIn(language, script)) ?? [null, 0];
  if (best === null || fit < least.fit) return null;
  const rival = fits.find(([language]) => !areRelatives(language, best))?.[1] ?? 0;
  if (leadOf(fit, rival) < MIN_LEAD && !holdsFunctionWords(words, best)) return null;
  return {
    language: amongRelatives(best, fits, words),
    allows(language) {
      const own = fits.find(([known]) => areRelatives(known, language));
      return (
        own === undefined || areRelatives(language, best) || leadOf(fit, own[1]) < least.leadOverDeclared
      );
    },
  };
}

/** Two frequent words, and every twentieth word: more than a quotation or a name brings. */
export const holdsFunctionWords = (words: readonly string[], language: string): boolean =>
  isMuch(countFunctionWords(words, language), words);

/**
 * Words without accents of which few are frequent in any language: names, code, a list. What the detector would say of them
 * is not worth its time, which is twenty times as long. Languages whose frequent words are not known here have accents.
 */
const isPlainList = (words: readonly string[]): boolean =>
  words.every((word) => /^[a-z]+$/.test(word)) &&
  ![...countInEveryLanguage(words).values()].some((count) => isMuch(count, words));

const isMuch = (count: number, words: readonly string[]): boolean => count >= 2 && count * 20 >= words.length;

/** The detector tells some relatives apart; others it does not know, or only in another script. */
function amongRelatives(best: string, fits: Fits, words: readonly string[]): string | null {
  const relatives = relativesOf(best);
  if (relatives.length === 0) return best;
  const fit = fitAmong(fits, [best]);
  const rival = fitAmong(fits, relatives);
  if (rival > fit / 2 && leadOf(fit, rival) >= MIN_LEAD) return best;
  const counts = [best, ...relatives].map(
    (language) => [language, countFunctionWords(words, language)] as const,
  );
  const most = Math.max(...counts.map(([, count]) => count));
  const likely = counts.filter(([, count]) => count === most);
  return likely.length === 1 ? (likely[0]?.[0] ?? null) : null;
}

const fitAmong = (fits: Fits, languages: readonly string[]): number =>
  fits.find(([language]) => languages.includes(language))?.[1] ?? 0;

const leadOf = (first: number, second: number): number => 1 - second / first;

interface Detector {
  /** Every language that it knows. */
  languages: readonly string[];
  scores: (text: string) => Readonly<Record<string, number>>;
}

let detector: Detector | undefined;

function fitLanguages(words: readonly string[]): Fits {
  detector ??= loadDetector();
  const scores = detector.scores(words.join(" "));
  return detector.languages
    .map((language) => [language, fitOf(scores[language] ?? 0)] as const)
    .toSorted(([, a], [, b]) => b - a);
}

/** The detector squeezes what its n-grams give into 0 to 1, which hides how far two languages are apart. */
const fitOf = (score: number): number => score / (1 - score);

/** Not imported above: its data takes half a second and 30 MB, and most feeds never need it. */
function loadDetector(): Detector {
  const path = fileURLToPath(import.meta.resolve("eld/extrasmall"));
  const loaded: { eld: typeof eld } = createRequire(import.meta.url)(path);
  return {
    languages: Object.values(loaded.eld.info().Languages),
    scores: (text) => loaded.eld.detect(text).getScores(),
  };
}
