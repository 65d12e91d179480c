import { elementName, type ElementName } from "./element-names.ts";
import type { Attributes } from "./xml-element.ts";

/**
 * Namespaces of feeds by the prefix that their elements are known under here, whatever prefix a document gives them.
 * The empty prefix is for vocabularies whose elements are read by their bare name.
 */
const PREFIXES: readonly (readonly [uri: string, prefix: string])[] = [
  ["http://www.w3.org/2005/Atom", "atom"],
  ["http://purl.org/atom/ns#", "atom"],
  ["http://purl.org/rss/1.0/", ""],
  ["http://purl.org/net/rss1.1#", ""],
  ["http://my.netscape.com/rdf/simple/0.9/", ""],
  ["http://channel.netscape.com/rdf/simple/0.9/", ""],
  ["http://backend.userland.com/rss", ""],
  ["http://backend.userland.com/rss2", ""],
  ["http://blogs.law.harvard.edu/tech/rss", ""],
  ["http://purl.org/dc/elements/1.1/", "dc"],
  ["http://purl.org/dc/terms/", "dcterms"],
  ["http://purl.org/rss/1.0/modules/content/", "content"],
  ["http://purl.org/rss/1.0/modules/syndication/", "sy"],
  ["http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"],
  ["http://search.yahoo.com/mrss/", "media"],
  ["http://www.sitemaps.org/schemas/sitemap/0.9", ""],
  ["http://www.google.com/schemas/sitemap/0.84", ""],
  ["http://www.google.com/schemas/sitemap-news/0.9", "news"],
  ["http://www.google.com/schemas/sitemap-image/1.1", "image"],
  ["http://www.w3.org/1999/xhtml", "xhtml"],
  ["http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"],
  ["http://www.w3.org/XML/1998/namespace", "xml"],
];

/** Address endings, case and scheme differ in the wild. */
const fold = (uri: string): string =>
  uri
    .trim()
    .toLowerCase()
    .replace(/^https:/, "http:")
    .replace(/[/#]+$/, "");
const BY_URI = new Map(PREFIXES.map(([uri, prefix]) => [fold(uri), prefix]));
/** Prefixes that mean their usual namespace where a document forgot to declare them. */
const USUAL = new Set(PREFIXES.map(([, prefix]) => prefix));

/** Whether an attribute declares a namespace. */
export const isDeclaration = (name: string): boolean =>
  name.startsWith("xmlns") && (name.length === 5 || name[5] === ":");

/** Declarations in force at a place of a document. */
export class Scope {
  private readonly uris: ReadonlyMap<string, string>;
  /** Made when it is needed: a hostile document has a new scope for every element. */
  private elements: Map<string, ElementName> | null = null;

  constructor(uris: ReadonlyMap<string, string> = new Map()) {
    this.uris = uris;
  }

  /** The scope inside an element with these attributes. */
  inside(attributes: Attributes): Scope {
    let inner: Map<string, string> | null = null;
    for (const name in attributes) {
      if (!isDeclaration(name)) continue;
      inner ??= new Map(this.uris);
      inner.set(name.slice(6), attributes[name] ?? "");
    }
    return inner ? new Scope(inner) : this;
  }

  /** What an element of this name is, in a document whose first element is of Atom or is not. */
  elementName(rawName: string, isAtom: boolean): ElementName {
    const known = this.elements?.get(rawName);
    if (known) return known;
    const found = elementName(rawName, this.resolve(rawName), isAtom);
    this.elements ??= new Map();
    // A hostile document has a new name for every element, too.
    if (this.elements.size < MAX_KNOWN) this.elements.set(rawName, found);
    return found;
  }

  /** The usual name of an attribute; one without a prefix belongs to no namespace (Namespaces in XML 1.0, 6.2). */
  attributeName(name: string): string {
    return name.includes(":") ? this.resolve(name) : name;
  }

  /**
   * A name under its usual prefix: `dc:date` for every element `date` of Dublin Core. What belongs to no known namespace
   * keeps the name that the document gives it.
   */
  resolve(name: string): string {
    const colon = name.indexOf(":");
    const prefix = colon === -1 ? "" : name.slice(0, colon);
    const uri = this.uris.get(prefix);
    const usual = uri === undefined ? usualPrefix(prefix) : (BY_URI.get(fold(uri)) ?? null);
    if (usual === null) return name;
    const local = name.slice(colon + 1);
    return usual === "" ? local : `${usual}:${local}`;
  }
}

const MAX_KNOWN = 1_000;

function usualPrefix(prefix: string): string | null {
  const folded = prefix.toLowerCase();
  return USUAL.has(folded) ? folded : null;
}
