import { foldText } from "./fold-text.ts";

type Phrase = readonly [pattern: RegExp, replacement: string];

/** Halves of the day, as whole words of folded text. */
const AM = "am|oo|dop|ap|πμ|ص|صباحا|قظ|قبل از ظهر|पूर्वाह्न|오전|上午|凌晨|早上|午前|pg";
const PM = "pm|os|odp|ip|μμ|م|مساء|بظ|بعد از ظهر|अपराह्न|오후|下午|晚上|中午|午後|ptg";

/** What joins or surrounds the parts of a date and says nothing: prepositions, "year", "o'clock". */
const NOISE =
  "t|at|on|the|of|and|de|del|d|le|la|las|los|el|em|as|a|das|il|alle|alla|ore|ora|um|uhr|den|der|am|kl|klo|op|om|uur|u|h|hs|hrs|" +
  "feira|te|dne|v|w|o|godz|r|g|roku|saat|tarihi|pukul|jam|tanggal|hari|i|in|ngay|nam|luc|gio|" +
  "г|год|года|р|рік|року|в|о|об|у|от|час|ч|στις|στισ|וה|ב|יום|ה|في|يوم|الساعة|ساعت|سال|روز|को|बजे|वर्ष|เวลา|น|พศ|ที่|оны|сарын|ны|ний|өдөр|기준";

const wholeWord = (alternatives: string): string =>
  String.raw`(?<![\p{L}\p{M}])(?:${alternatives})(?![\p{L}\p{M}])\.?`;

/** In this order, on folded text: what several words, or a sign without spaces around it, say as one. */
const PHRASES: readonly Phrase[] = [
  // Days of the week in a script without spaces; in brackets 月 is Monday, not month.
  [/[月火水木金土日]曜日?|(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|[월화수목금토일]요일/g, " "],
  [/[([][月火水木金土日一二三四五六월화수목금토][)\]]/g, " "],
  [/(\d) ?[年년] ?/g, "$1-"],
  [/(\d) ?[月월] ?/g, "$1-"],
  [/(\d) ?[日号號일]/g, "$1 "],
  [/(\d) ?[時时點点시] ?(?=\d)/g, "$1:"],
  [/(\d) ?[時时點点시]/g, "$1:00"],
  [/(\d) ?[分분] ?(?=\d)/g, "$1:"],
  [/(\d) ?[分분秒초]/g, "$1"],
  // Vietnamese numbers its months and most of its days.
  [/\bthu (?:hai|ba|tu|nam|sau|bay)\b|\bchu nhat\b/g, " "],
  [/\bthang (\d{1,2})\b/g, " <g$1> "],
  [/(\d:\d\d) ?(?:sa)\b/g, "$1 am"],
  [/(\d:\d\d) ?(?:ch)\b/g, "$1 pm"],
  // Mongolian: 2021 оны 5 сарын 3.
  [/(\d{4}) оны (\d{1,2})(?:-?р|-?дугаар|-?дүгээр)? сарын /g, "$1-$2-"],
  [/арван (нэг|хоер)/g, "арван$1"],
  // Arabic months and Persian days of two words.
  [/(كانون|تشرين) ال/g, "$1ال"],
  [/(يك|دو|سه|چهار|پنج) شنبه/g, "$1شنبه"],
  // Letters with dots are one word: p.m., π.μ., ق.ظ, พ.ค.
  [/(?<![\p{L}\p{M}.])([apπμقب])\. ?([mμظ])\.?(?![\p{L}\p{M}])/gu, "$1$2 "],
  [/([\u0e00-\u0e7f]{1,2})\.([\u0e00-\u0e7f])\./g, "$1$2"],
  // Hungarian halves of the day stand before the time; without a dot "de" is Spanish.
  [/\bde\. ?(?=\d{1,2}:\d\d)/g, "am "],
  [/\bdu\. ?(?=\d{1,2}:\d\d)/g, "pm "],
  [/\b(?:um|kl|klo|ore|alle|godz|pukul|saat)\.? (\d{1,2})\.(\d{2})(?!\d|\.\d)/g, " $1:$2"],
  [/(\d) ?h ?(\d{2})\b/g, "$1:$2"],
  [/(\d) ?h\b/g, "$1:00"],
  [/\b(\d{1,2})(?:st|nd|rd|th|er|o|a|-го|-е|-р|-ны|-ний)(?![\p{L}\p{M}])/gu, "$1"],
  [new RegExp(String.raw`${wholeWord(AM)}\s?(?=\d{1,2}:\d)`, "gu"), "<am>"],
  [new RegExp(String.raw`${wholeWord(PM)}\s?(?=\d{1,2}:\d)`, "gu"), "<pm>"],
  [new RegExp(String.raw`(\d)\s?${wholeWord(AM)}`, "gu"), "$1<am>"],
  [new RegExp(String.raw`(\d)\s?${wholeWord(PM)}`, "gu"), "$1<pm>"],
  [/мск/g, "msk"],
];

const NOISE_WORDS = new Set(NOISE.split("|").map(foldText));

/**
 * Rewrites what is said in several words or signs to what {@link readWrittenForm} reads: `2021年5月3日` to `2021-5-3`,
 * and a half of the day next to a number to `<am>` or `<pm>`.
 *
 * @param text folded
 */
export function rewritePhrases(text: string): string {
  return PHRASES.reduce((rewritten, [pattern, by]) => rewritten.replace(pattern, by), text);
}

export const isNoise = (word: string): boolean => NOISE_WORDS.has(word);
