import type { PageClues } from "../../article.ts";
import type { DateHint } from "../../date/date-hint.ts";
import type { EntryDate } from "../../model.ts";
import { findDate } from "../metadata/find-date.ts";

/** What the labels around a headline say, on pages that have no other metadata. */
export interface HeadBlock {
  section: string | null;
  /** Who is named both above and below the headline. */
  source: string | null;
  date: EntryDate | null;
}

const MOST_WORDS = 7;
const WITH_YEAR = /(?:19|20)\d\d/;

/**
 * Reads the head of a page that is laid out in tables, as GlobalSecurity.org's are: a line for the section, one with the
 * source before the headline and again behind it, and one with the date as the source printed it.
 */
export function readHeadBlock(
  { head, headline }: Pick<PageClues, "head" | "headline">,
  hint: DateHint,
): HeadBlock {
  if (headline < 0) return { section: null, source: null, date: null };
  const [before, after] = [head.slice(0, headline).filter(isLabel), head.slice(headline + 1)];
  const source = before.findLast((line) => after.includes(line)) ?? null;
  const aboveSource = source === null ? [] : before.slice(0, before.lastIndexOf(source));
  const date = after.map((line) => findDate(line, "text", hint)).find((found) => found !== null);
  return { section: aboveSource.at(-1) ?? null, source, date: date ?? null };
}

const isLabel = (line: string): boolean => !WITH_YEAR.test(line) && line.split(" ").length <= MOST_WORDS;
