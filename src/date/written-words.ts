import { misspeltMonthOf, monthOf } from "./month-names.ts";
import { isNoise } from "./phrases.ts";
import { weekdaysOf } from "./weekday-names.ts";
import { isZoneName } from "./zones.ts";

const WORD = /(?<![\p{L}\p{M}<])([\p{L}\p{M}]+)\.?/gu;

interface WrittenWords {
  /** The text with its months as `<g5>` and its other words gone. */
  text: string;
  /** The days of the week that it names, 0 for Sunday. */
  weekdays: ReadonlySet<number> | null;
  /** A word that names a zone, or stands where a zone does: after the time, which is `@`. */
  zone: string | null;
}

/**
 * Takes the words out of a date. Words before the first number may be anything: `Published:`, or a weekday in a language
 * that is not known here.
 *
 * @param text folded
 * @param ambiguous how to read a sole `mar`: as March, or as French and Spanish for Tuesday
 * @returns `null` when a word is left that has no place in a date
 */
export function takeWords(
  text: string,
  country: string | null,
  ambiguous: "month" | "weekday",
): WrittenWords | null {
  const words = [...text.matchAll(WORD)].map((match) => ({ word: match[1] ?? "", at: match.index }));
  let months = words.filter(({ word }) => monthOf(word, country)).length;
  const spelling = months > 0 ? monthOf : misspeltMonthOf;
  const [firstDigit, time] = [text.search(/\d/), text.indexOf("@")];
  let weekdays: ReadonlySet<number> | null = null;
  let zone: string | null = null;
  let isDate = true;
  const rest = text.replace(WORD, (_, word: string, at: number) => {
    const month = spelling(word, country);
    const days = weekdaysOf(word);
    if (month) months -= 1;
    if (days && (!month || months > 0 || ambiguous === "weekday")) {
      weekdays = days;
    } else if (month) {
      return ` <${month.calendar}${month.month}> `;
    } else if (!isNoise(word) && at > firstDigit) {
      if (isZoneName(word) || (time >= 0 && at > time && zone === null)) zone ??= word;
      else isDate = false;
    }
    return " ";
  });
  return isDate ? { text: tidy(rest), weekdays, zone } : null;
}

/** A month in two languages (`3 مايو / أيار`) is said once; brackets and commas say nothing. */
function tidy(text: string): string {
  return text
    .replace(/<[ap]m>|[()[\]{},;:|،·•*]/g, " ")
    .replace(/(<\w+>)(?:[\s/-]*\1)+/g, "$1")
    .replace(/\s+/g, " ")
    .replace(/^[\s./@-]+|[\s./@-]+$/g, "");
}
