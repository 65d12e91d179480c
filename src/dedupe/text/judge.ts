import { type Alignment, align, hasWord } from "./alignment.ts";
import { kindIn, type Print } from "./print.ts";
import { resemblance } from "./sketch.ts";
import { COMMON, NUMBER } from "./words.ts";

/** A lead of fewer distinct shingles makes a short text: a sentence or two, where every word counts. */
const SHORT_LEAD = 40;
/** Share of the smaller lead that must be in the other one. */
const SHORT_CONTAINED = 0.65;
const LONG_CONTAINED = 0.6;
const OTHER_CONTAINED = 0.45;
/** Fewer shingles are too little text to judge by. */
const LEAST_SHINGLES = 8;
/** Bulk: so much of the smaller text, and so many shingles, are in the other one, whatever its beginning is like. */
const BULK_CONTAINED = 0.45;
const BULK_SHINGLES = 40;
/** Hours within which other figures may be a correction ... */
const REVISION_HOURS = 72;
/** ... of a long text that is otherwise the same to this share ... */
const REVISION_CONTAINED = 0.8;
/** ... or of any text that keeps this share of at least four figures, and half of its title. */
const REVISION_FIGURES = 0.7;
const REPORT_FIGURES = 0.85;
const REPORT_CONTAINED = 0.45;
const LEAST_FIGURES = 4;
const REVISION_TITLE = 0.5;
/** Titles that share this part of their content words speak of the same thing. */
const KIN_TITLES = 0.34;
/** Texts of one outlet under unrelated titles are the same only if they resemble each other this much. */
const OUTLET_RESEMBLANCE = 0.7;
/** The same title of so many words, within so many hours, in another outlet, of a text that shares at least so much. */
const TITLE_WORDS = 6;
const TITLE_HOURS = 48;
const TITLE_CONTAINED = 0.15;

export type Kinship = "duplicate" | "reprint" | "revision";

/** What two items are to each other. */
export interface Judgement {
  /** `null`: different texts. */
  kinship: Kinship | null;
  /** The rule that decided. */
  rule: string;
  matchedBy: "title" | "text";
  /** How much of the smaller text is in the other, 0 to 1. */
  score: number;
  /** Whether the titles speak of the same thing. */
  isKin: boolean;
}

/** What is measured of a pair before anything is decided. */
interface Pair {
  later: Print;
  earlier: Print;
  alignment: Alignment;
  resemblance: number;
  /** Estimated share of the smaller text that is in the other. */
  contained: number;
  /** Share of the shorter title's content words that the other has. */
  titles: number;
  hours: number;
  isShort: boolean;
  isBulk: boolean;
  isReport: boolean;
  hasOtherFigures: boolean;
}

/**
 * Whether an item is the same text as an earlier one, a changed one, or another text. Rules in their order; each is one
 * function below. See docs/decisions/0016-folding.md for what each is worth.
 */
export function judge(later: Print, earlier: Print): Judgement {
  const pair = measure(later, earlier);
  const answer = (
    kinship: Kinship | null,
    rule: string,
    matchedBy: "title" | "text" = "text",
  ): Judgement => ({
    kinship,
    rule,
    matchedBy,
    score: Math.max(pair.alignment.contained, pair.contained),
    isKin: pair.titles >= KIN_TITLES,
  });
  if (nameOtherAdvisories(pair)) return answer(null, "other-advisories");
  if (!isSameText(pair))
    return haveSameTitle(pair) ? answer("reprint", "same-title", "title") : answer(null, "other-text");
  if (shareFurniture(pair)) return answer(null, "furniture");
  if (pair.hasOtherFigures)
    return isCorrection(pair) ? answer("revision", "other-figures") : answer(null, "other-figures");
  if (isOtherSubject(pair)) return answer(null, "other-subject");
  if (pair.isShort && pair.alignment.names > 0) return answer(null, "other-names");
  if (isNotice(pair)) return answer(null, "notice");
  return answer(kinshipOfCopies(pair), "same-text");
}

function measure(later: Print, earlier: Print): Pair {
  const alignment = align(later, earlier);
  const jaccard = resemblance(later.sketch, earlier.sketch);
  const titles = titleOverlap(later.title, earlier.title);
  const least = Math.min(later.shingles, earlier.shingles);
  const contained =
    jaccard > 0 ? Math.min(1, (jaccard * (later.shingles + earlier.shingles)) / ((1 + jaccard) * least)) : 0;
  return {
    later,
    earlier,
    alignment,
    resemblance: jaccard,
    contained,
    titles,
    hours: Math.abs(later.time - earlier.time) / 3600,
    isShort: alignment.smaller < SHORT_LEAD,
    isReport:
      figuresKept(later, earlier) >= REPORT_FIGURES &&
      titles >= REVISION_TITLE &&
      alignment.contained >= REPORT_CONTAINED,
    isBulk: contained >= BULK_CONTAINED && contained * least >= BULK_SHINGLES,
    hasOtherFigures: alignment.numbers > 0 || (hasOwnFigure(later, earlier) && hasOwnFigure(earlier, later)),
  };
}

/** Nothing else separates advisories that differ in a product or a version. */
function nameOtherAdvisories({ later, earlier }: Pair): boolean {
  return later.ids.length > 0 && earlier.ids.length > 0 && !later.ids.some((id) => earlier.ids.includes(id));
}

function isSameText({ later, earlier, alignment, isShort, isBulk, isReport }: Pair): boolean {
  const enough = isShort
    ? SHORT_CONTAINED
    : later.outlet === earlier.outlet
      ? LONG_CONTAINED
      : OTHER_CONTAINED;
  return alignment.smaller >= LEAST_SHINGLES && (alignment.contained >= enough || isBulk || isReport);
}

/** One-line summaries: the title is all that there is to go by, or the text does not speak against it. */
function haveSameTitle({ later, earlier, alignment, hours, hasOtherFigures }: Pair): boolean {
  return (
    later.titleKey !== 0 &&
    later.titleKey === earlier.titleKey &&
    later.title.length >= TITLE_WORDS &&
    hours <= TITLE_HOURS &&
    later.outlet !== earlier.outlet &&
    !hasOtherFigures &&
    (alignment.smaller < LEAST_SHINGLES || alignment.contained >= TITLE_CONTAINED)
  );
}

/** Two pages of one outlet have its banners and menus in common, and nothing else. */
function shareFurniture({ later, earlier, titles, resemblance: jaccard }: Pair): boolean {
  return later.outlet === earlier.outlet && titles < KIN_TITLES && jaccard < OUTLET_RESEMBLANCE;
}

/** A correction keeps the names and most of the text or of the figures; a template filled in anew does not. */
function isCorrection({ later, earlier, alignment, hours, isShort, isBulk, titles }: Pair): boolean {
  if (alignment.names > 0 || hours > REVISION_HOURS) return false;
  const isLongAndSame = !isShort && (alignment.contained >= REVISION_CONTAINED || isBulk);
  return isLongAndSame || (figuresKept(later, earlier) >= REVISION_FIGURES && titles >= REVISION_TITLE);
}

/** An outlet's template, filled in for somebody else: names differ in the text, and each headline has words of its own. */
function isOtherSubject({ later, earlier, alignment }: Pair): boolean {
  return (
    later.outlet === earlier.outlet &&
    alignment.names > 0 &&
    alignment.contained < REVISION_CONTAINED &&
    hasOwnSubject(later, earlier) &&
    hasOwnSubject(earlier, later)
  );
}

/** A notice or an advertisement stands under many titles that it does not speak of. */
function isNotice({ later, earlier, isShort, titles }: Pair): boolean {
  return isShort && titles < KIN_TITLES && !(speaksOfTitle(later) && speaksOfTitle(earlier));
}

/** Another outlet's copy is news of that outlet; an outlet's own copy tells something only if it says something else. */
function kinshipOfCopies({ later, earlier, alignment, contained }: Pair): Kinship {
  if (later.outlet !== earlier.outlet) return "reprint";
  const isCutOut =
    later.shingles <= earlier.shingles &&
    Math.max(alignment.contained, contained) >= 0.98 &&
    later.titleKey === earlier.titleKey;
  return later.content === earlier.content || isCutOut ? "duplicate" : "revision";
}

/** Whether a title has a figure that the other item has neither in its title nor in its lead. */
function hasOwnFigure({ title }: Print, other: Print): boolean {
  return title.some(
    (code) => kindIn(code) === NUMBER && !hasWord(other.title, code) && !hasWord(other.lead, code),
  );
}

function hasOwnSubject({ title }: Print, other: Print): boolean {
  return contentWords(title).some((code) => !hasWord(other.title, code) && !hasWord(other.lead, code));
}

/** Share of the figures of one lead that are in the other; 0 where there are too few to tell. */
function figuresKept({ lead: a }: Print, { lead: b }: Print): number {
  const [one, other] = [figuresIn(a), figuresIn(b)];
  const [fewer, more] = one.length < other.length ? [one, other] : [other, one];
  const kept = fewer.filter((code) => hasWord(more, code)).length;
  return kept >= LEAST_FIGURES ? kept / fewer.length : 0;
}

/** A missing title says nothing, so all of it is in the other. */
function titleOverlap(a: Uint16Array, b: Uint16Array): number {
  const [one, other] = [contentWords(a), contentWords(b)];
  const [shorter, whole] = one.length < other.length ? [one, b] : [other, a];
  if (shorter.length === 0) return 1;
  return shorter.filter((code) => hasWord(whole, code)).length / shorter.length;
}

function speaksOfTitle({ title, lead }: Print): boolean {
  const words = contentWords(title);
  return words.length < 2 || words.some((code) => hasWord(lead, code));
}

const contentWords = (title: Uint16Array): Uint16Array => title.filter((code) => kindIn(code) !== COMMON);

const figuresIn = (lead: Uint16Array): Uint16Array => lead.filter((code) => kindIn(code) === NUMBER);
