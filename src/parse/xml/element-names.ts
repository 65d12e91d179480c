/** What an element is, as far as its name tells. */
export interface ElementName {
  /** Under its usual prefix; without one where the feed's own vocabulary is meant. */
  name: string;
  /** Its content is a text: markup in it belongs to it instead of being structure. */
  holdsText: boolean;
  isItem: boolean;
  /** Items stand in it. */
  holdsItems: boolean;
  /** Always an element with children, even when it is empty. */
  isStructure: boolean;
}

/** Names of RSS that are written in every case. */
const RSS_NAMES = new Map(
  [
    "abstract",
    "author",
    "category",
    "channel",
    "comments",
    "day",
    "description",
    "enclosure",
    "guid",
    "hour",
    "image",
    "item",
    "items",
    "language",
    "link",
    "pubDate",
    "rss",
    "skipDays",
    "skipHours",
    "source",
    "title",
    "ttl",
  ].map((name) => [name.toLowerCase(), name]),
);

const ITEMS = new Set(["item", "entry"]);
const CONTAINERS = new Set(["channel", "items", "feed", "rss", "rdf:RDF"]);

const ATOM_TEXTS = new Set([
  "title",
  "subtitle",
  "summary",
  "content",
  "rights",
  "tagline",
  "info",
  "copyright",
]);
const RSS_TEXTS = new Set(["title", "description", "body", "fullitem", "abstract", "summary"]);
const MODULE_TEXTS = new Set([
  "content:encoded",
  "xhtml:body",
  "xhtml:div",
  "itunes:summary",
  "media:description",
  "media:title",
  "news:title",
  "dc:description",
  "dc:title",
]);

/**
 * The meaning of an element's name.
 *
 * @param rawName as it is written
 * @param resolved under the usual prefix of its namespace
 * @param isAtom the vocabulary of the document
 */
export function elementName(rawName: string, resolved: string, isAtom: boolean): ElementName {
  const name = usualName(rawName, resolved, isAtom);
  return {
    name,
    holdsText: (isAtom ? ATOM_TEXTS : RSS_TEXTS).has(name) || MODULE_TEXTS.has(name),
    isItem: ITEMS.has(name),
    holdsItems: CONTAINERS.has(name),
    isStructure: ITEMS.has(name) || CONTAINERS.has(name),
  };
}

/** In a feed of Atom, its elements have bare names; everywhere else, what has no prefix has a bare name. */
function usualName(rawName: string, resolved: string, isAtom: boolean): string {
  if (isAtom) return resolved.startsWith("atom:") ? resolved.slice(5) : resolved;
  const colon = rawName.indexOf(":");
  const hasMeaning = resolved.startsWith("xhtml:") || (colon !== -1 && resolved.includes(":"));
  if (hasMeaning) return resolved;
  const bare = rawName.slice(colon + 1);
  return RSS_NAMES.get(bare.toLowerCase()) ?? bare;
}
