import { decodeHTML } from "entities";
import { Parser } from "htmlparser2";
import { BLOCKS, NOT_TEXT } from "./html-elements.ts";
import { readablePart } from "./readable-part.ts";

/** What a reader sees: text without markup, a line for each block, entities decoded once. Linear in its input. */
export function readableText(html: string): string {
  // What has no markup has its lines where it breaks them.
  if (!html.includes("<")) return tidy(decodeHTML(html));
  let text = "";
  let hidden = 0;
  const parser = new Parser({
    onopentagname(name) {
      if (NOT_TEXT.has(name)) hidden++;
      if (BLOCKS.has(name)) text += "\n";
    },
    ontext(said) {
      if (hidden === 0) text += said.includes("\n") ? said.replaceAll("\n", " ") : said;
    },
    onclosetag(name) {
      if (NOT_TEXT.has(name)) hidden--;
      if (BLOCKS.has(name)) text += "\n";
    },
  });
  parser.end(readablePart(html));
  return tidy(text);
}

/** Lines without space that nobody sees, and none that are empty. */
function tidy(text: string): string {
  return text
    .replace(/[^\S\n]{2,}|[^\S\n ]/g, " ")
    .replace(/ ?\n[ \n]*/g, "\n")
    .trim();
}
