import { decodeHTML } from "entities";
import { safeHtml } from "./safe-html.ts";

/** Elements of safe HTML that begin a line of their own. */
const BLOCKS = new Set(
  "blockquote br dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre table td th tr ul".split(
    " ",
  ),
);

/** What a reader sees: text without markup, a line for each block, entities decoded once. Linear in its input. */
export function readableText(html: string): string {
  return html.includes("<") ? textOfSafeHtml(safeHtml(html, null)) : tidy(decodeHTML(html));
}

/**
 * The same of HTML that safeHtml returned: every "<" in it begins a tag on its list, and every ">" ends one, so that no
 * parser has to look again.
 */
export function textOfSafeHtml(html: string): string {
  const text = html
    .replace(/\s+/g, " ")
    .replace(/<\/?([a-z0-9]+)[^>]*>/g, (_, name: string) => (BLOCKS.has(name) ? "\n" : ""));
  return tidy(decodeHTML(text));
}

/** Lines without space that nobody sees, and none that are empty. */
function tidy(text: string): string {
  return text
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n[ \n]*/g, "\n")
    .trim();
}
