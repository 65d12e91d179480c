import { ParseError } from "../errors.ts";
import type { ParsedDocument } from "../model.ts";
import { absoluteUrl } from "./absolute-url.ts";
import { firstOf, linkOf, readEntry } from "./entry-fields.ts";
import { shapeFeed } from "./xml/feed-shape.ts";
import { buildFeed } from "./xml/rss-parser.ts";
import { readTree } from "./xml/tokenize.ts";

/**
 * Reads RSS 0.9x to 2.0, RSS 1.0 and 1.1 (RDF), Atom 0.3 and 1.0, and CDF.
 *
 * @param address the document's own address, against which relative ones are resolved
 * @throws ParseError PARSE_NOT_A_FEED, PARSE_TOO_COMPLEX
 */
export async function parseXmlFeed(
  text: string,
  address: string | null,
): Promise<Omit<ParsedDocument, "encoding">> {
  const tree = readTree(text);
  const shape = tree && shapeFeed(tree);
  if (!shape) {
    const beginning = JSON.stringify(text.slice(0, 40));
    throw new ParseError("PARSE_NOT_A_FEED", `The document is not a feed: it begins with ${beginning}`);
  }
  const { format, document, base: declaredBase } = shape;
  const { feed, items } = await buildFeed(document);
  const base = absoluteUrl(declaredBase, address) ?? address;
  return {
    format,
    title: firstOf(feed, ["title", "dc:title"]),
    url: linkOf(feed.all("link"), base) ?? linkOf(feed.all("atom:link"), base),
    language: firstOf(feed, ["language", "dc:language"]) ?? feed.attribute("xml:lang"),
    isComplete: tree.isComplete,
    entries: items.map((fields) => readEntry(fields, feed, base)),
  };
}
