import type { EntrySource } from "../model.ts";
import { absoluteUrl } from "./absolute-url.ts";
import { MAX_PARTS } from "./limits.ts";
import { absoluteAddressOf, linkOf } from "./links.ts";
import { attribute, children, firstText, textOf, XmlElement, type XmlNode } from "./xml/xml-element.ts";

const NAMES: readonly string[] = ["dc:source", "dc:publisher"];
/** Relations of links that lead to where the text comes from (RFC 6596; RFC 4287, 4.2.7.2). */
const RELATIONS: ReadonlySet<string> = new Set(["canonical", "via"]);

/** Everything in an entry that says who wrote it first, as it is written: for attribution. */
export function sourcesOf(entry: XmlElement, base: string | null): EntrySource[] {
  const sources: EntrySource[] = [];
  const add = (from: string, name: string | null, url: string | null): void => {
    if ((name !== null || url !== null) && sources.length < MAX_PARTS) sources.push({ from, name, url });
  };
  for (const from of ["source", "atom:source"] as const) {
    for (const node of entry.all(from)) add(from, sourceName(node), sourceAddress(node, base));
  }
  for (const from of NAMES) {
    for (const node of entry.all(from)) add(from, textOf(node), attribute(node, "rdf:resource"));
  }
  for (const link of [...entry.all("link"), ...entry.all("atom:link")]) {
    const relation = attribute(link, "rel")?.toLowerCase();
    if (relation && RELATIONS.has(relation))
      add(relation, attribute(link, "title"), absoluteAddressOf(link, base));
  }
  for (const node of entry.all("feedburner:origLink")) {
    add("feedburner:origLink", null, absoluteUrl(textOf(node), base));
  }
  return sources;
}

/** RSS has the name as text and the feed's address in `url`; Atom has a feed's own elements. */
const sourceName = (source: XmlNode): string | null =>
  source instanceof XmlElement
    ? (firstText(source.all("title")) ?? firstText(source.all("atom:title")) ?? textOf(source))
    : textOf(source);

const sourceAddress = (source: XmlNode, base: string | null): string | null =>
  absoluteUrl(attribute(source, "url"), base) ??
  linkOf(children(source, "link"), base) ??
  linkOf(children(source, "atom:link"), base);
