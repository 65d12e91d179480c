import { stripVTControlCharacters } from "node:util";
import { decodeHTML } from "entities";
import { Parser } from "htmlparser2";
import sanitize from "sanitize-html";
import { MAX_BODY } from "./limits.ts";

const HTTP = ["http", "https"];
/** Deeper markup is not an article; it is cut so that no reader of the item chokes on it. */
const MAX_DEPTH = 128;
/** Elements that nobody closed count too, and old pages have many; below this, nothing is read any more. */
const MAX_OPEN = 1_000;

const BLOCKS = new Set([
  "address",
  "article",
  "aside",
  "blockquote",
  "br",
  "dd",
  "div",
  "dl",
  "dt",
  "figcaption",
  "figure",
  "footer",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "header",
  "hr",
  "li",
  "main",
  "nav",
  "ol",
  "p",
  "pre",
  "section",
  "table",
  "td",
  "th",
  "tr",
  "ul",
]);
const HIDDEN = new Set(["script", "style", "template", "noscript", "iframe", "object"]);

/** HTML that can be shown: a tight list of tags, no scripts, styles or handlers, addresses absolute and http(s) only. */
export function safeHtml(html: string, base: string | null): string {
  let budget = MAX_BODY;
  const absolute = (tagName: string, attributes: sanitize.Attributes, name: string): sanitize.Tag => {
    const address = attributes[name];
    const url = address === undefined ? null : URL.parse(address, base ?? undefined);
    const { [name]: _, ...others } = attributes;
    // A long base before thousands of short links would make the text a thousand times as long.
    budget -= url?.href.length ?? 0;
    return { tagName, attribs: url && budget > 0 ? { ...others, [name]: url.href } : others };
  };
  return sanitize(readablePart(html), {
    allowedTags: [
      "a",
      "abbr",
      "b",
      "blockquote",
      "br",
      "code",
      "dd",
      "del",
      "div",
      "dl",
      "dt",
      "em",
      "figcaption",
      "figure",
      "h1",
      "h2",
      "h3",
      "h4",
      "h5",
      "h6",
      "hr",
      "i",
      "img",
      "ins",
      "li",
      "ol",
      "p",
      "pre",
      "q",
      "s",
      "small",
      "span",
      "strong",
      "sub",
      "sup",
      "table",
      "tbody",
      "td",
      "tfoot",
      "th",
      "thead",
      "tr",
      "u",
      "ul",
    ],
    allowedAttributes: {
      a: ["href", "title"],
      img: ["src", "alt", "title", "width", "height"],
      td: ["colspan", "rowspan"],
      th: ["colspan", "rowspan"],
    },
    allowedSchemes: HTTP,
    allowProtocolRelative: false,
    nestingLimit: MAX_DEPTH,
    transformTags: {
      a: (tag, attributes) => absolute(tag, attributes, "href"),
      img: (tag, attributes) => absolute(tag, attributes, "src"),
    },
  }).trim();
}

/** What a reader sees: text without markup, a line for each block, entities decoded once. Linear in its input. */
export function readableText(html: string): string {
  if (!/[<&]/.test(html)) return tidy(html);
  const parts: string[] = [];
  let hidden = 0;
  const parser = new Parser({
    onopentagname(name) {
      if (HIDDEN.has(name)) hidden++;
      if (BLOCKS.has(name)) parts.push("\n");
    },
    ontext(text) {
      if (hidden === 0) parts.push(text.includes("\n") ? text.replace(/\s+/g, " ") : text);
    },
    onclosetag(name) {
      if (HIDDEN.has(name)) hidden--;
      if (BLOCKS.has(name)) parts.push("\n");
    },
  });
  parser.end(readablePart(html));
  return tidy(parts.join(""));
}

/** The beginning up to where too many elements are open: an HTML parser takes quadratic time in their number. */
function readablePart(html: string): string {
  // Hardly any text has so many tags at all, and counting them is cheap.
  if (!hasMore(html, "<", MAX_OPEN)) return html;
  let open = 0;
  let end = html.length;
  const parser = new Parser({
    onopentagname() {
      if (++open <= MAX_OPEN) return;
      end = Math.min(end, parser.startIndex);
      parser.pause();
    },
    onclosetag() {
      open--;
    },
  });
  parser.end(html);
  return html.slice(0, end);
}

function hasMore(text: string, character: string, limit: number): boolean {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) {
    if (++count > limit) return true;
  }
  return false;
}

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

function tidy(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/[^\S\n]+/g, " ").trim())
    .filter(Boolean)
    .join("\n");
}
