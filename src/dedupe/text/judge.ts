import { type Alignment, align, hasWord } from "./alignment.ts";
import { kindIn, type Print } from "./print.ts";
import { resemblance } from "./sketch.ts";
import { THRESHOLDS, type Thresholds } from "./thresholds.ts";
import { COMMON, NUMBER } from "./words.ts";

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
  thresholds: Readonly<Thresholds>;
  alignment: Alignment;
  resemblance: number;
  /** Estimated share of the smaller text that is in the other. */
  contained: number;
  /** Share of the shorter title's content words that the other has. */
  titles: number;
  hours: number;
  isShort: boolean;
  isSameText: boolean;
  isBulk: boolean;
  hasOtherFigures: boolean;
}

/** Decides on a pair where it applies. */
export interface Rule {
  name: string;
  applies: (pair: Pair) => boolean;
  kinship: Kinship | null | ((pair: Pair) => Kinship);
  matchedBy?: "title";
}

/** In their order: the first that applies decides. See docs/decisions/0016-folding.md for what each is worth. */
export const RULES: readonly Rule[] = [
  { name: "other-advisories", applies: nameOtherAdvisories, kinship: null },
  { name: "same-title", applies: haveSameTitle, kinship: "reprint", matchedBy: "title" },
  { name: "other-text", applies: ({ isSameText }) => !isSameText, kinship: null },
  { name: "furniture", applies: shareFurniture, kinship: null },
  { name: "other-figures", applies: isCorrection, kinship: "revision" },
  { name: "other-figures", applies: ({ hasOtherFigures }) => hasOtherFigures, kinship: null },
  { name: "other-subject", applies: isOtherSubject, kinship: null },
  { name: "other-names", applies: ({ isShort, alignment }) => isShort && alignment.names > 0, kinship: null },
  { name: "notice", applies: isNotice, kinship: null },
];
const SAME_TEXT: Rule = { name: "same-text", applies: () => true, kinship: kinshipOfCopies };

/**
 * Whether an item is the same text as an earlier one, a changed one, or another text.
 *
 * @param thresholds and `rules`: others than these are tried by benchmarks alone
 */
export function judge(
  later: Print,
  earlier: Print,
  thresholds: Readonly<Thresholds> = THRESHOLDS,
  rules: readonly Rule[] = RULES,
): Judgement {
  const pair = measure(later, earlier, thresholds);
  const { name, kinship, matchedBy = "text" } = rules.find(({ applies }) => applies(pair)) ?? SAME_TEXT;
  return {
    kinship: typeof kinship === "function" ? kinship(pair) : kinship,
    rule: name,
    matchedBy,
    score: Math.max(pair.alignment.contained, pair.contained),
    isKin: pair.titles >= thresholds.kinTitles,
  };
}

function measure(later: Print, earlier: Print, thresholds: Readonly<Thresholds>): Pair {
  const alignment = align(later, earlier);
  const jaccard = resemblance(later.sketch, earlier.sketch);
  const titles = titleOverlap(later.title, earlier.title);
  const least = Math.min(later.shingles, earlier.shingles);
  const contained =
    jaccard > 0 ? Math.min(1, (jaccard * (later.shingles + earlier.shingles)) / ((1 + jaccard) * least)) : 0;
  const isShort = alignment.smaller < thresholds.shortLead;
  const isBulk = contained >= thresholds.bulkContained && contained * least >= thresholds.bulkShingles;
  const isReport =
    figuresKept(later, earlier, thresholds) >= thresholds.reportFigures &&
    titles >= thresholds.revisionTitle &&
    alignment.contained >= thresholds.reportContained;
  const enough = isShort
    ? thresholds.shortContained
    : later.outlet === earlier.outlet
      ? thresholds.longContained
      : thresholds.otherContained;
  return {
    later,
    earlier,
    thresholds,
    alignment,
    resemblance: jaccard,
    contained,
    titles,
    hours: Math.abs(later.time - earlier.time) / 3600,
    isShort,
    isSameText:
      alignment.smaller >= thresholds.leastShingles && (alignment.contained >= enough || isBulk || isReport),
    isBulk,
    hasOtherFigures: alignment.numbers > 0 || (hasOwnFigure(later, earlier) && hasOwnFigure(earlier, later)),
  };
}

/** Nothing else separates advisories that differ in a product or a version. */
function nameOtherAdvisories({ later, earlier }: Pair): boolean {
  return later.ids.length > 0 && earlier.ids.length > 0 && !later.ids.some((id) => earlier.ids.includes(id));
}

/** One-line summaries: the title is all that there is to go by, or the text does not speak against it. */
function haveSameTitle({
  later,
  earlier,
  thresholds,
  alignment,
  hours,
  isSameText,
  hasOtherFigures,
}: Pair): boolean {
  return (
    !isSameText &&
    later.titleKey !== 0 &&
    later.titleKey === earlier.titleKey &&
    later.title.length >= thresholds.titleWords &&
    hours <= thresholds.titleHours &&
    later.outlet !== earlier.outlet &&
    !hasOtherFigures &&
    (alignment.smaller < thresholds.leastShingles || alignment.contained >= thresholds.titleContained)
  );
}

/** Two pages of one outlet have its banners and menus in common, and nothing else. */
function shareFurniture({ later, earlier, thresholds, titles, resemblance: jaccard }: Pair): boolean {
  const { kinTitles, outletResemblance } = thresholds;
  return later.outlet === earlier.outlet && titles < kinTitles && jaccard < outletResemblance;
}

/** A correction keeps the names and most of the text or of the figures; a template filled in anew does not. */
function isCorrection(pair: Pair): boolean {
  const { later, earlier, thresholds, alignment, hours, titles } = pair;
  if (!pair.hasOtherFigures || alignment.names > 0 || hours > thresholds.revisionHours) return false;
  const isLongAndSame = !pair.isShort && (alignment.contained >= thresholds.revisionContained || pair.isBulk);
  const keepsFigures =
    figuresKept(later, earlier, thresholds) >= thresholds.revisionFigures &&
    titles >= thresholds.revisionTitle;
  return isLongAndSame || keepsFigures;
}

/** An outlet's template, filled in for somebody else: names differ in the text, and each headline has words of its own. */
function isOtherSubject({ later, earlier, thresholds, alignment }: Pair): boolean {
  return (
    later.outlet === earlier.outlet &&
    alignment.names > 0 &&
    alignment.contained < thresholds.revisionContained &&
    hasOwnSubject(later, earlier) &&
    hasOwnSubject(earlier, later)
  );
}

/** A notice or an advertisement stands under many titles that it does not speak of. */
function isNotice({ later, earlier, thresholds, isShort, titles }: Pair): boolean {
  return isShort && titles < thresholds.kinTitles && !(speaksOfTitle(later) && speaksOfTitle(earlier));
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
function figuresKept({ lead: a }: Print, { lead: b }: Print, { leastFigures }: Readonly<Thresholds>): number {
  const [one, other] = [figuresIn(a), figuresIn(b)];
  const [fewer, more] = one.length < other.length ? [one, other] : [other, one];
  const kept = fewer.filter((code) => hasWord(more, code)).length;
  return kept >= leastFigures ? kept / fewer.length : 0;
}

const figuresIn = (lead: Uint16Array): Uint16Array => lead.filter((code) => kindIn(code) === NUMBER);

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
