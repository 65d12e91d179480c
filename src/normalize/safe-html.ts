import { decodeHTML } from "entities";
import { Parser } from "htmlparser2";
import sanitize from "sanitize-html";
import { MAX_BODY } from "./limits.ts";
import { withoutCredentials } from "./public-address.ts";

const HTTP = ["http", "https"];
/** Deeper markup is not an article; it is cut so that no reader of the item chokes on it. */
const MAX_DEPTH = 128;
/** Elements that nobody closed count too, and old pages have many; below this, nothing is read any more. */
const MAX_OPEN = 1_000;

/** What is kept of HTML. It is searched from the start for every tag, so the usual ones come first. */
const TAGS = (
  "p a br div img span strong li em b i ul td tr h3 h2 table abbr blockquote code dd del dl dt " +
  "figcaption figure h1 h4 h5 h6 hr ins ol pre q s small sub sup tbody tfoot th thead u"
).split(" ");

/** Blocks whose meaning is lost, but not that they are blocks: without them, words of two would become one. */
const BLOCKS = (
  "address article aside center details dialog fieldset footer form header hgroup main menu nav " +
  "section summary"
).split(" ");

/** What is dropped with all that is in it: it is no text, or stands in for something that is not shown. */
const NOT_TEXT = (
  "script style textarea option template noscript iframe object xmp noembed noframes plaintext " +
  "audio video canvas head"
).split(" ");

/** Where pages that load their pictures late keep the address. */
const LATE_SOURCES: readonly string[] = ["data-src", "data-original", "data-lazy-src"];

/** HTML that can be shown: a tight list of tags, no scripts, styles or handlers, addresses absolute and http(s) only. */
export function safeHtml(html: string, base: string | null): string {
  if (!html.includes("<")) return escapeText(decodeHTML(html)).trim();
  let budget = MAX_BODY;
  const absolute = (address: string | undefined): string | null => {
    const url = address === undefined ? null : URL.parse(address, base ?? undefined);
    if (!url) return null;
    const { href } = withoutCredentials(url);
    // A long base before thousands of short links would make the text a thousand times as long.
    budget -= href.length;
    return budget > 0 ? href : null;
  };
  return sanitize(readablePart(html), {
    ...SHOWN,
    transformTags: {
      ...AS_BLOCKS,
      a: (tagName, { href, ...others }) => ({
        tagName,
        attribs: withAddress(others, "href", absolute(href)),
      }),
      img: (tagName, attributes) => {
        const address = isTracker(attributes) ? null : absolute(sourceOf(attributes));
        const { src: _, ...others } = attributes;
        return { tagName, attribs: withAddress(others, "src", address) };
      },
    },
  }).trim();
}

const escapeText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const SHOWN: sanitize.IOptions = {
  allowedTags: TAGS,
  allowedAttributes: {
    a: ["href", "title"],
    img: ["src", "alt", "title", "width", "height"],
    td: ["colspan", "rowspan"],
    th: ["colspan", "rowspan"],
  },
  nonTextTags: NOT_TEXT,
  allowedSchemes: HTTP,
  allowProtocolRelative: false,
  nestingLimit: MAX_DEPTH,
  exclusiveFilter: ({ tag, attribs }) => tag === "img" && attribs["src"] === undefined,
};

const AS_BLOCKS: Record<string, string> = Object.fromEntries(BLOCKS.map((tag) => [tag, "div"]));

const withAddress = (
  others: sanitize.Attributes,
  name: string,
  address: string | null,
): sanitize.Attributes => (address === null ? others : { ...others, [name]: address });

function sourceOf(attributes: sanitize.Attributes): string | undefined {
  const { src } = attributes;
  if (src !== undefined && !/^\s*data:/i.test(src)) return src;
  return LATE_SOURCES.map((name) => attributes[name]).find((address) => address !== undefined);
}

/** A picture that nobody sees counts readers: one pixel, or none. */
function isTracker({ width, height }: sanitize.Attributes): boolean {
  const sizes = [width, height]
    .flatMap((size) => /^\s*(\d+)\s*(?:px)?\s*$/.exec(size ?? "")?.[1] ?? [])
    .map(Number);
  return sizes.includes(0) || (sizes.length > 0 && sizes.every((size) => size === 1));
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
