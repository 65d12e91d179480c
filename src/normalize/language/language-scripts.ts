import type { Script } from "./writing.ts";

/** Languages by script. One that is written in several, such as Uzbek, is in none: its script proves nothing. */
const LANGUAGES: Readonly<Partial<Record<Script, string>>> = {
  latn: "af ca cs cy da de en es et eu fi fil fr ga gl hr hu id is it lb lt lv mt nb nl nn no pl pt ro sk sl sq sv sw tl tr vi yo",
  cyrl: "be bg mk ru uk",
  arab: "ar fa ps ur",
  deva: "hi mr ne",
  grek: "el",
  hebr: "he yi",
  armn: "hy",
  geor: "ka",
  hani: "ja yue zh",
  kana: "ja",
  hang: "ko",
  thai: "th",
  laoo: "lo",
  beng: "as bn",
  guru: "pa",
  gujr: "gu",
  orya: "or",
  taml: "ta",
  telu: "te",
  knda: "kn",
  mlym: "ml",
  ethi: "am ti",
};

/** Whose script it is, all but alone. */
const OWNERS: Readonly<Partial<Record<Script, string>>> = {
  grek: "el",
  hebr: "he",
  armn: "hy",
  geor: "ka",
  hani: "zh",
  kana: "ja",
  hang: "ko",
  thai: "th",
  laoo: "lo",
  beng: "bn",
  guru: "pa",
  gujr: "gu",
  orya: "or",
  taml: "ta",
  telu: "te",
  knda: "kn",
  mlym: "ml",
};

const SCRIPTS: ReadonlyMap<string, ReadonlySet<string>> = scriptsOfLanguages();

/** Whether the language is written so, as far as is known. */
export function isWrittenIn(language: string, script: Script): boolean {
  return SCRIPTS.get(language)?.has(script) ?? true;
}

/** The language that a text in this script is in; `null` where the words must say. */
export function ownerOf(script: Script): string | null {
  return OWNERS[script] ?? null;
}

function scriptsOfLanguages(): Map<string, Set<string>> {
  const scripts = new Map<string, Set<string>>();
  for (const [script, languages] of Object.entries(LANGUAGES)) {
    for (const language of languages.split(" ")) {
      scripts.set(language, (scripts.get(language) ?? new Set()).add(script));
    }
  }
  return scripts;
}
