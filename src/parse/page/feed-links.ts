import { selectAll } from "css-select";
import type { Document, Element } from "domhandler";
import { absoluteUrl } from "../absolute-url.ts";
import { decodeText } from "../../encoding/decode-text.ts";
import type { DocumentSource } from "../parse-document.ts";
import { declaredInHtml } from "../../encoding/declared-encoding.ts";
import { pageTree } from "./page-tree.ts";
import { wordsOf } from "./page-words.ts";

/** Links of one kind that are looked at. */
const MAX_LINKS = 50;
/** Media types of feeds, and those that servers give them. */
const FEED_TYPE = /^\s*(?:application\/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|xml)|text\/xml)\s*(?:;|$)/i;
/** JSON Feed 1.0 has this type, and so have the interfaces of content management systems. */
const JSON_TYPE = /^\s*application\/json\s*(?:;|$)/i;
/** Paths and words that feeds have. */
const FEED_PATH = /(?:^|[/._-])(?:rss\d?|atom|rdf|feeds?)(?:[/._-]|$)|news-?sitemap|sitemap-?news/i;
const FEED_WORD = /\b(?:rss|atom feed|json feed)\b/i;

export interface FeedLinks {
  /** What the page itself says to be its feeds (HTML, 4.6.6.1: `alternate`), in its order. */
  declared: string[];
  /** Where links lead that look like those to feeds. */
  linked: string[];
}

/**
 * The feeds that a page of HTML names.
 *
 * @throws ParseError PARSE_TOO_COMPLEX
 */
export function feedLinksIn({ body, contentType, url }: DocumentSource): FeedLinks {
  const page = pageTree(decodeText(body, contentType, declaredInHtml).text);
  const find = (selector: string): Element[] => selectAll<Document | Element, Element>(selector, page);
  const base = absoluteUrl(find("base[href]")[0]?.attribs["href"], url) ?? url;
  const addresses = (links: readonly Element[]): string[] => {
    const found = links.slice(0, MAX_LINKS).map(({ attribs }) => absoluteUrl(attribs["href"], base));
    return [...new Set(found.filter((address) => address !== null && /^https?:/i.test(address)))] as string[];
  };
  const alternates = find('link[rel~="alternate" i][href]');
  const withType = (type: RegExp): Element[] =>
    alternates.filter(({ attribs }) => type.test(attribs["type"] ?? ""));
  return {
    declared: addresses(withType(FEED_TYPE)),
    linked: addresses([...withType(JSON_TYPE), ...find("a[href]").filter(looksLikeFeed)]),
  };
}

function looksLikeFeed(link: Element): boolean {
  const [path = ""] = (link.attribs["href"] ?? "").split(/[?#]/, 1);
  return FEED_PATH.test(path.slice(-200)) || FEED_WORD.test(wordsOf(link).slice(0, 200));
}
