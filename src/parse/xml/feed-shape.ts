import type { FeedFormat } from "../../model.ts";
import { forRssParser } from "./rss-parser.ts";
import type { Root } from "./tree-builder.ts";
import { children, XmlElement, type XmlNode } from "./xml-element.ts";

export interface FeedShape {
  format: FeedFormat;
  /** What rss-parser's builders expect: one root that they know, one channel, all items in it. */
  document: object;
}

/**
 * Puts the parts of a feed where rss-parser looks for them, wherever the document has them: items beside the channel, in
 * it, in `items`, or in several channels; a bare entry or channel; versions that are missing or unknown.
 *
 * @returns `null` for what is not a feed
 */
export function shapeFeed({ name, element, format }: Root): FeedShape | null {
  switch (format) {
    case "atom": {
      const isEntry = name === "entry";
      const entries = isEntry ? [element] : [...element.all("entry"), ...element.all("item")];
      const feed = isEntry ? new XmlElement() : element;
      return { format, document: { feed: { ...forRssParser(feed), entry: entries.map(shaped) } } };
    }
    case "rdf":
    case "rss": {
      const channels = name.toLowerCase() === "channel" ? [element] : element.all("channel");
      const item = [...new Set([element, ...channels])].flatMap(itemsIn).map(shaped);
      const channel = { ...shaped(channels[0] ?? ""), item };
      if (format === "rdf") return { format, document: { "rdf:RDF": { channel: [channel], item } } };
      return { format, document: { rss: { $: { version: "2.0" }, channel: [channel] } } };
    }
    default:
      return null;
  }
}

function itemsIn(node: XmlNode): XmlNode[] {
  return [...children(node, "item"), ...children(node, "items").flatMap((items) => children(items, "item"))];
}

const shaped = (node: XmlNode): object => forRssParser(typeof node === "string" ? new XmlElement() : node);
