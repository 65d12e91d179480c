import type { EntryDate } from "../../model.ts";
import type { DateHint } from "../../date/date-hint.ts";
import { parseDate } from "../../date/parse-date.ts";

/** Longer lines tell of something. */
const LONGEST = 200;
/** What parts a date from other things in a line, or begins a second one. */
const BORDERS = /\s[|•·–—-]\s|[|•·]|\[|\(|\)|\]|(?<!^)\b(?:last\s+)?(?:updated|modified|aktualisiert)\b/i;
const PARTS = 6;

/** The date in a line that may say other things beside it: `By Jane Doe | 3 May 2021 15:43 | Updated today`. */
export function findDate(line: string, from: string, hint: DateHint): EntryDate | null {
  if (line.length > LONGEST) return null;
  const whole = parseDate(line, from, hint);
  if (whole) return whole;
  for (const part of line.split(BORDERS, PARTS)) {
    if (!/\d/.test(part)) continue;
    const date = parseDate(part, from, hint);
    if (date) return date;
  }
  return null;
}
