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

/** Declarations in force at a place of a document. */
export class Scope {
  private readonly uris: ReadonlyMap<string, string>;
  private readonly elements = new Map<string, string>();
  private readonly attributes = new Map<string, string>();

  constructor(uris: ReadonlyMap<string, string> = new Map()) {
    this.uris = uris;
  }

  /** The scope inside an element with these attributes. */
  inside(attributes: Readonly<Record<string, string>>): Scope {
    let inner: Map<string, string> | null = null;
    for (const name in attributes) {
      if (name !== "xmlns" && !name.startsWith("xmlns:")) continue;
      inner ??= new Map(this.uris);
      inner.set(name.slice(6), attributes[name] ?? "");
    }
    return inner ? new Scope(inner) : this;
  }

  /**
   * The name of an element under its usual prefix: `dc:date` for every element `date` of Dublin Core. What belongs to
   * no known namespace keeps the name that the document gives it.
   */
  elementName(name: string): string {
    return remembered(this.elements, name, () => this.usualName(name));
  }

  /** The same for an attribute; one without a prefix belongs to no namespace (Namespaces in XML 1.0, 6.2). */
  attributeName(name: string): string {
    if (!name.includes(":")) return name;
    return remembered(this.attributes, name, () => this.usualName(name));
  }

  private usualName(name: string): string {
    const colon = name.indexOf(":");
    const prefix = colon === -1 ? "" : name.slice(0, colon);
    const uri = this.uris.get(prefix);
    const usual = uri === undefined ? usualPrefix(prefix) : (BY_URI.get(fold(uri)) ?? null);
    if (usual === null) return name;
    const local = name.slice(colon + 1);
    return usual === "" ? local : `${usual}:${local}`;
  }
}

function usualPrefix(prefix: string): string | null {
  const folded = prefix.toLowerCase();
  return USUAL.has(folded) ? folded : null;
}

function remembered(known: Map<string, string>, name: string, find: () => string): string {
  const found = known.get(name);
  if (found !== undefined) return found;
  const usual = find();
  // A hostile document has a new name for every element.
  if (known.size < 1_000) known.set(name, usual);
  return usual;
}
