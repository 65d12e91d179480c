import { ParseError } from "../errors.ts";
import type { DocumentContent } from "../model.ts";
import { absoluteUrl } from "./absolute-url.ts";
import type { DocumentText } from "../encoding/document-text.ts";
import { authorsOf } from "./authors.ts";
import { dateHint } from "../date/date-hint.ts";
import { firstOf, readEntry } from "./entry-fields.ts";
import { readHints } from "./hints.ts";
import { MAX_ENTRIES, tooComplex } from "./limits.ts";
import { linkOf, relatedLinks } from "./links.ts";
import { shapeFeed } from "./xml/feed-shape.ts";
import { readSitemap } from "./sitemap/sitemap.ts";
import { buildFeed } from "./xml/rss-parser.ts";
import { readTree } from "./xml/tokenize.ts";

/**
 * Reads RSS 0.9x to 2.0, RSS 1.0 and 1.1 (RDF), Atom 0.3 and 1.0, CDF, and sitemaps.
 *
 * @param address the document's own address, against which relative ones are resolved
 * @param zone IANA zone of times that name none; `null` for UTC
 * @throws ParseError PARSE_NOT_A_FEED, PARSE_TOO_COMPLEX
 */
export async function parseXmlFeed(
  text: DocumentText,
  address: string | null,
  zone: string | null,
): Promise<DocumentContent> {
  const read = readTree(text);
  const root = read?.tree.root;
  if (read && root?.format === "sitemap")
    return { ...readSitemap(root, read.tree.isComplete, address, zone), repairs: read.repairs };
  const shape = root && shapeFeed(root);
  if (!shape) {
    const beginning = JSON.stringify(text.whole().trimStart().slice(0, 40));
    throw new ParseError("PARSE_NOT_A_FEED", `The document is not a feed: it begins with ${beginning}`);
  }
  const { feed, items } = await buildFeed(shape.document);
  if (items.length > MAX_ENTRIES) throw tooComplex(`more than ${MAX_ENTRIES} entries`);
  const base = absoluteUrl(root.element.base, address) ?? address;
  const site = linkOf(feed.all("link"), base) ?? linkOf(feed.all("atom:link"), base);
  const links = [...feed.all("link"), ...feed.all("atom:link")];
  const context = { base, authors: authorsOf(feed), dates: dateHint(zone, [site, address]) };
  return {
    format: shape.format,
    title: firstOf(feed, ["title", "dc:title"]),
    url: site,
    language: firstOf(feed, ["language", "dc:language"]) ?? feed.attribute("xml:lang"),
    hubs: relatedLinks(links, "hub", base),
    self: relatedLinks(links, "self", base)[0] ?? null,
    repairs: read.repairs,
    parts: [],
    isComplete: read.tree.isComplete,
    hints: readHints(feed),
    entries: items.map((item) => readEntry(item, context)),
  };
}
