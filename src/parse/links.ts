import { absoluteUrl } from "./absolute-url.ts";
import { MAX_PARTS } from "./limits.ts";
import { attribute, baseOf, textOf, type XmlNode } from "./xml/xml-element.ts";

/**
 * The address of the article among its links. RSS writes it as text, Atom in `href`; of several alternates, HTML comes
 * before other types (RFC 4287, 4.2.7).
 */
export function linkOf(links: readonly XmlNode[], base: string | null): string | null {
  let first: XmlNode | undefined;
  for (const link of links) {
    if ((attribute(link, "rel") ?? "alternate") !== "alternate" || addressOf(link) === null) continue;
    if (attribute(link, "type")?.includes("html")) return absoluteAddressOf(link, base);
    first ??= link;
  }
  return absoluteAddressOf(first, base);
}

/** Where the links of a relation lead; a link may have several relations (RFC 8288, 3.3). */
export function relatedLinks(links: readonly XmlNode[], relation: string, base: string | null): string[] {
  return links
    .filter((link) => attribute(link, "rel")?.toLowerCase().split(/\s+/).includes(relation))
    .slice(0, MAX_PARTS)
    .map((link) => absoluteAddressOf(link, base))
    .filter((address) => address !== null);
}

/** Where a link leads, from its own base. */
export function absoluteAddressOf(link: XmlNode | undefined, base: string | null): string | null {
  return absoluteUrl(addressOf(link), absoluteUrl(baseOf(link), base) ?? base);
}

const addressOf = (link: XmlNode | undefined): string | null =>
  attribute(link, "href") ?? textOf(link) ?? attribute(link, "rdf:resource");
