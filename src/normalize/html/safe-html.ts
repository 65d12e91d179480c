import { decodeHTML } from "entities";
import sanitize from "sanitize-html";
import { BLOCKS, NOT_TEXT } from "./html-elements.ts";
import { MAX_BODY } from "../limits.ts";
import { withoutCredentials } from "../address/public-address.ts";
import { readablePart } from "./readable-part.ts";

const HTTP = ["http", "https"];
/** Deeper markup is not an article; it is cut so that no reader of the item chokes on it. */
const MAX_DEPTH = 128;

/** What is kept of HTML. It is searched from the start for every tag, so the usual ones come first. */
const TAGS = (
  "p a br div img span strong li em b i ul td tr h3 h2 table abbr blockquote code dd del dl dt " +
  "figcaption figure h1 h4 h5 h6 hr ins ol pre q s small sub sup tbody tfoot th thead u"
).split(" ");

/** Where pages that load their pictures late keep the address. */
const LATE_SOURCES: readonly string[] = ["data-src", "data-original", "data-lazy-src"];

/** HTML that can be shown: a tight list of tags, no scripts, styles or handlers, addresses absolute and http(s) only. */
export function safeHtml(html: string, base: string | null): string {
  if (!html.includes("<")) return escapeText(decodeHTML(html)).trim();
  let budget = MAX_BODY;
  const absolute = (address: string | undefined): string | null => {
    const url = address === undefined ? null : URL.parse(address, base ?? undefined);
    if (url?.protocol !== "http:" && url?.protocol !== "https:") return null;
    const { href } = withoutCredentials(url);
    // A long base before thousands of short links would make the text a thousand times as long.
    budget -= href.length;
    return budget > 0 ? href : null;
  };
  // One function for all tags: the sanitizer prepares its table of functions anew for every text.
  const transform = (tagName: string, attribs: sanitize.Attributes): sanitize.Tag => {
    if (tagName === "a") return { tagName, attribs: withAddress(attribs, "href", absolute(attribs["href"])) };
    if (tagName === "img") {
      const address = isTracker(attribs) ? null : absolute(sourceOf(attribs));
      return { tagName, attribs: withAddress(attribs, "src", address) };
    }
    return { tagName: shownAs(tagName), attribs };
  };
  const safe = sanitize(readablePart(html), { ...SHOWN, transformTags: { "*": transform } });
  return withoutEmptyPictures(safe).trim();
}

/** A block whose meaning is lost is still one: without it, words of two would become one. */
const shownAs = (tagName: string): string =>
  BLOCKS.has(tagName) && !TAGS.includes(tagName) ? "div" : tagName;

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
  nonTextTags: [...NOT_TEXT],
  allowedSchemes: HTTP,
  allowProtocolRelative: false,
  nestingLimit: MAX_DEPTH,
};

/** In what is safe, a ">" ends a tag. The sanitizer's own filter takes quadratic time. */
const withoutEmptyPictures = (safe: string): string =>
  safe.includes("<img")
    ? safe.replace(/<img(?: [^>]*)?>/g, (tag) => (tag.includes(' src="') ? tag : ""))
    : safe;

function withAddress(
  attributes: sanitize.Attributes,
  name: "href" | "src",
  address: string | null,
): sanitize.Attributes {
  const { [name]: _, ...others } = attributes;
  return address === null ? others : { ...others, [name]: address };
}

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
