import type { FeedFormat } from "../../model.ts";
import type { TreeBuilder } from "./tree-builder.ts";
import { forRssParser } from "./rss-parser.ts";
import { baseOf, children, type XmlElement, type XmlNode } from "./xml-node.ts";

export interface FeedShape {
  format: FeedFormat;
  /** What rss-parser's builders expect: one root that they know, one channel, all items in it. */
  document: object;
  /** What relative addresses start from, where the document's first element says so. */
  base: string | null;
}

/**
 * Puts the parts of a feed where rss-parser looks for them, wherever the document has them: items beside the channel, in
 * it, in `items`, or in several channels; a bare entry or channel; versions that are missing or unknown.
 *
 * @returns `null` for what is not a feed
 */
export function shapeFeed({ root }: TreeBuilder): FeedShape | null {
  if (!root) return null;
  const { name, node, format } = root;
  const base = baseOf(node);
  switch (format) {
    case "atom": {
      const entries = name === "entry" ? [node] : [...children(node, "entry"), ...children(node, "item")];
      const feed = name === "entry" ? {} : node;
      return {
        format,
        base,
        document: { feed: { ...forRssParser(feed), entry: entries.map(asElement).map(forRssParser) } },
      };
    }
    case "rdf":
    case "rss": {
      const channels = name.toLowerCase() === "channel" ? [node] : children(node, "channel");
      const item = [...new Set([node, ...channels])].flatMap(itemsIn).map(asElement).map(forRssParser);
      const channel = { ...forRssParser(asElement(channels[0] ?? "")), item };
      if (format === "rdf") return { format, base, document: { "rdf:RDF": { channel: [channel], item } } };
      return { format, base, document: { rss: { $: { version: "2.0" }, channel: [channel] } } };
    }
    default:
      return null;
  }
}

function itemsIn(node: XmlNode): XmlNode[] {
  return [...children(node, "item"), ...children(node, "items").flatMap((items) => children(items, "item"))];
}

const asElement = (node: XmlNode): XmlElement => (typeof node === "string" ? {} : node);
