/** Lines that ask the reader for something, by how they begin, by language. */
const APPEALS: Readonly<Record<string, readonly string[]>> = {
  en: [
    "advert(?:isement|ising)?\\b",
    "read (?:more|also|next|:)",
    "also read",
    "see also",
    "share(?: (?:this|on|via)\\b|:|$)",
    "follow (?:us|@|\\w+ on|.{0,60} on (?:facebook|twitter|instagram|telegram)|.{0,40} (?:full )?coverage)",
    "sign up",
    "subscribe\\b",
    "newsletter",
    "click here",
    "leave a (?:comment|reply)",
    "view comments",
    "story continues",
    "continue reading",
    "article continues",
    "skip (?:to|advert)",
    "join (?:the|our|us) .{0,40}(?:list|newsletter|conversation|community|channel|telegram)",
    "make a .{0,30}donation",
    "donate\\b",
    "support (?:us|our)\\b",
    "like us on",
    "download (?:the|our)",
    "get (?:the|our) .{0,30}(?:newsletter|app|inbox)",
    "e-?mail .{0,60}@",
  ],
  de: ["anzeige", "werbung", "lesen sie (?:auch|mehr)", "mehr zum thema", "auch interessant"],
  fr: ["publicit[ée]", "lire aussi", "à lire"],
  es: ["publicidad", "lea también", "te puede interesar"],
  it: ["pubblicit", "leggi anche"],
  pt: ["leia (?:mais|também)"],
  ru: ["реклама", "читайте также"],
};

/** Lines about the article, its pictures, or who may print it. */
const NOTES: readonly string[] = [
  "(?:photo|image|picture|file photo|getty|credit|source|foto|bild|quelle)s?\\s*[:(|©]",
  "copyright",
  "all rights reserved",
  "this (?:story|article) (?:was|has been|originally) (?:originally )?(?:published|appeared|corrected|updated)",
  "©",
  "\\(c\\) ?\\d{4}",
];

/** Names of what stands beside an article. A sentence may begin with these words too, so they count for short lines. */
const LABELS: readonly string[] = [
  "related(?: (?:stories|articles|content|topics?|links?|coverage|news))?:?$",
  "loading",
  "print$",
  "e-?mail$",
  "caption$",
  "(?:hide|toggle) caption",
  "close$",
  "image \\d+ of \\d+",
  "comments?(?: \\d+)?$",
  "\\d+ comments?",
  "tags?:",
  "topics?:",
  "categories:",
  "filed under",
  "posted (?:in|on|by)",
  "last updated",
  "updated:",
  "published:?",
  "watch(?: (?:now|live|:)|:)",
  "video:",
  "more (?:on|from|about|stories|in)\\b",
  "recommended",
  "trending",
  "most (?:read|popular)",
];

const beginningWith = (beginnings: readonly string[]): RegExp =>
  new RegExp(`^(?:${beginnings.join("|")})`, "i");
const IS_JUNK = beginningWith([...Object.values(APPEALS).flat(), ...NOTES]);
const IS_LABEL = beginningWith(LABELS);
/** A name alone, and a picture's owner: `Jane Doe/AFP via Getty Images`. */
const IS_BYLINE = /^by [A-Z][\w.]+ [A-Z][\w.]+$/i;
const IS_CREDIT = /[/|(] ?(?:AP|AFP|EPA|Bloomberg|Reuters|Getty|Shutterstock|(?:\w+ )?via)\b[^.!?]{0,40}$/i;

/** Sizes up to which a line can be each of them. */
const MOST = { junk: 220, label: 120, credit: 140 };

/** Whether a line asks the reader for something, or names what stands beside it, and says nothing of its own. */
export const isJunkLine = (line: string, size: number): boolean =>
  (size < MOST.junk && (IS_JUNK.test(line) || IS_BYLINE.test(line))) ||
  (size < MOST.label && IS_LABEL.test(line)) ||
  (size < MOST.credit && IS_CREDIT.test(line));

/** Who else worked on an article, as agencies and papers close one. */
const IS_CONTRIBUTION =
  /^(?:\(?(?:additional )?reporting (?:and writing )?by\b.*\bediting\b|.{0,200}\bcontributed (?:to this (?:report|story|article)|reporting)\b|associated press (?:\w+ )?writers? .*\bcontributed\b)/i;
const MOST_CONTRIBUTORS = 400;

export const isContributionLine = (line: string): boolean =>
  line.length < MOST_CONTRIBUTORS && IS_CONTRIBUTION.test(line);
