import { stripVTControlCharacters } from "node:util";
import { decodeHTML } from "entities";

/** Markup that people put into titles. Anything else in angle brackets is what the title is about: `<script>`. */
const TITLE_MARKUP =
  /<\/?(?:a|abbr|b|big|br|cite|code|div|em|font|i|img|mark|p|q|s|small|span|strong|sub|sup|tt|u)(?:\s[^<>]{0,1000})?\/?>/gi;

/** Text for one line, such as a title or a name, without anything that a terminal would obey. */
export function readableLine(html: string): string {
  const text = decodeHTML(html.replace(TITLE_MARKUP, (tag) => (/^<\/?(?:br|div|p)\b/i.test(tag) ? " " : "")));
  return stripVTControlCharacters(text)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}
