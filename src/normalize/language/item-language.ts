import type { Item } from "../../item.ts";
import { detectLanguage, holdsFunctionWords } from "./detect-language.ts";
import { isWrittenIn, ownerOf } from "./language-scripts.ts";
import { languageTag } from "./language-tag.ts";
import { readWriting, type Writing } from "./writing.ts";

/** Part of all letters that must be of one script: less is a mixture. */
const MIN_SHARE = 0.6;
/** Short titles mislead the detector: it erred at 39 letters, and never at 60; see docs/decisions/0007-language-detection.md. */
const MIN_LETTERS = 40;
const MIN_LETTERS_AGAINST = 60;
/** A script that the declared language is never written in needs fewer; where a letter is a word, fewer still. */
const MIN_LETTERS_OF_ANOTHER_SCRIPT = 20;
const MIN_LETTERS_OF_CHINESE = 8;

export interface LanguageEvidence {
  /** What the entry declares, as it stands there. */
  entry: string | null;
  /** What the document declares. */
  feed: string | null;
  /** Plain text of the entry: its title, and what follows. */
  text: string | null;
}

export interface ItemLanguage {
  /** BCP 47. */
  lang: string | null;
  langFrom: Item["langFrom"];
}

const UNKNOWN: ItemLanguage = { lang: null, langFrom: null };

/** The declared language, unless the text is clearly in another one; without a declaration, what the text says. */
export function itemLanguage({ entry, feed, text }: LanguageEvidence): ItemLanguage {
  const own = languageTag(entry);
  const inherited = languageTag(feed);
  const writing = readWriting(text ?? "");
  const declared: ItemLanguage = own
    ? { lang: own, langFrom: "entry" }
    : inherited
      ? { lang: inherited, langFrom: "feed" }
      : UNKNOWN;
  const { script } = writing;
  if (script === null || writing.share < MIN_SHARE) return declared;
  if (declared.lang === null) return fromText(undeclaredLanguage(writing));
  const language = primaryOf(declared.lang);
  const isPossible = isWrittenIn(language, script);
  if (isPossible && (ownerOf(script) === language || holdsFunctionWords(writing.words, language)))
    return declared;
  if (writing.letters < lettersAgainst(script, isPossible)) return declared;
  const found = detectLanguage(writing);
  if (isPossible || script === "latn") {
    // Names of products are Latin everywhere: Latin text speaks against a language only when it is one itself.
    if (!found || (isPossible && found.allows(language))) return declared;
  }
  if (own && inherited && found?.language === primaryOf(inherited))
    return { lang: inherited, langFrom: "feed" };
  return fromText(found?.language ?? null);
}

function undeclaredLanguage(writing: Writing): string | null {
  const minimum = isDense(writing.script) ? MIN_LETTERS_OF_CHINESE : MIN_LETTERS;
  if (writing.letters < minimum) return null;
  // The usual case, without the detector.
  if (writing.script === "latn" && holdsFunctionWords(writing.words, "en")) return "en";
  return detectLanguage(writing)?.language ?? null;
}

function lettersAgainst(script: Writing["script"], isPossible: boolean): number {
  if (isPossible || script === "latn") return MIN_LETTERS_AGAINST;
  return isDense(script) ? MIN_LETTERS_OF_CHINESE : MIN_LETTERS_OF_ANOTHER_SCRIPT;
}

const isDense = (script: Writing["script"]): boolean =>
  script === "hani" || script === "kana" || script === "hang";

const primaryOf = (tag: string): string => tag.split("-", 1)[0] ?? tag;

const fromText = (language: string | null): ItemLanguage =>
  language === null ? UNKNOWN : { lang: languageTag(language), langFrom: "text" };
