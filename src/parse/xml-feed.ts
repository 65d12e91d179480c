import Parser from "rss-parser";
import { ParseError } from "../errors.ts";
import type { Entry, FeedFormat, Media, ParsedDocument } from "../model.ts";
import { absoluteUrl } from "./absolute-url.ts";
import { parseDate } from "./date.ts";
import { limitSax, type SaxParser } from "./sax-limits.ts";
import { attribute, children, firstText, textOf, type XmlNode } from "./xml-node.ts";

/**
 * Elements that rss-parser must not touch, because it fails on them for all entries when one is wrong: a date that
 * `Date` does not know and an Atom link without attributes throw, markup in a text recurses, and the snippet it makes of
 * every text takes quadratic time. They are renamed before rss-parser sees them and read here.
 */
const OURS = [
  "author",
  "content",
  "content:encoded",
  "created",
  "description",
  "issued",
  "link",
  "modified",
  "published",
  "summary",
  "title",
  "updated",
] as const;
const PREFIX = "wf:" as const;

/** Other elements that we read as they are; rss-parser has no name for them, or keeps only the first. */
const OTHERS = [
  "category",
  "dc:creator",
  "dc:date",
  "dc:language",
  "dc:subject",
  "dc:title",
  "dcterms:created",
  "dcterms:issued",
  "dcterms:modified",
  "enclosure",
  "guid",
  "id",
  "itunes:author",
  "itunes:summary",
  "media:content",
  "media:description",
  "pubDate",
] as const;

type Name = (typeof OURS)[number] | (typeof OTHERS)[number] | "atom:link" | "language";

/** What rss-parser hands over: our fields under names that it does not use itself, each with all its elements. */
type Fields = Partial<Record<`${typeof PREFIX}${Name}`, XmlNode[]>> & { "rdf:about"?: string };

const untouched = (name: Name): [string, string, { keepArray: true }] => [
  PREFIX + name,
  PREFIX + name,
  { keepArray: true },
];
const copied = (name: Name): [string, string, { keepArray: true }] => [
  name,
  PREFIX + name,
  { keepArray: true },
];
const CUSTOM_FIELDS = {
  feed: [
    untouched("title"),
    untouched("link"),
    ...(["atom:link", "language", "dc:language"] as const).map(copied),
  ],
  item: [...OURS.map(untouched), ...OTHERS.map(copied)],
};
const renames = new Set<string>(OURS);
const rename = (name: string): string => (renames.has(name) ? PREFIX + name : name);

/**
 * Reads RSS 0.9x to 2.0, RSS 1.0 (RDF) and Atom.
 *
 * @param base the document's own address, against which relative ones are resolved
 * @throws ParseError PARSE_MALFORMED, PARSE_NOT_A_FEED
 */
export async function parseXmlFeed(
  text: string,
  base: string | null,
): Promise<Omit<ParsedDocument, "encoding">> {
  const format = formatOf(text);
  if (!format)
    throw new ParseError("PARSE_NOT_A_FEED", `The document is not a feed: it begins with ${beginning(text)}`);
  const feed = await build(text);
  return {
    format,
    title: firstText(feed["wf:title"]),
    url: linkOf(feed["wf:link"], base) ?? linkOf(feed["wf:atom:link"], base),
    language: firstText(feed["wf:language"]) ?? firstText(feed["wf:dc:language"]),
    entries: feed.items.map((fields) => readEntry(fields, base)),
  };
}

/** A fresh parser each time: one that met a malformed document treats the next one differently. */
async function build(text: string): Promise<Fields & { items: Fields[] }> {
  const parser = new Parser({
    customFields: CUSTOM_FIELDS as never,
    defaultRSS: 2,
    xml2js: {
      tagNameProcessors: [rename],
      // Keeps texts and elements in their order, and makes even an empty entry an object: rss-parser fails on others.
      explicitChildren: true,
      preserveChildrenOrder: true,
      charsAsChildren: true,
      includeWhiteChars: true,
    },
  });
  limitSax((parser as unknown as { xmlParser: { saxParser: SaxParser } }).xmlParser.saxParser, text);
  try {
    return (await parser.parseString(text)) as unknown as Fields & { items: Fields[] };
  } catch (error) {
    const [reason = ""] = (error as Error).message.split("\n");
    throw new ParseError("PARSE_MALFORMED", `The document cannot be read as XML: ${reason}`, error);
  }
}

function formatOf(text: string): FeedFormat | null {
  const root = rootElement(text)?.toLowerCase();
  if (root === "rss") return "rss";
  if (root === "feed") return "atom";
  return root === "rdf:rdf" ? "rdf" : null;
}

/** Name of the first element outside of comments. */
function rootElement(text: string): string | null {
  const tag = /<([A-Za-z][\w:.-]*)/y;
  for (let at = text.indexOf("<"); at !== -1; at = text.indexOf("<", at + 1)) {
    tag.lastIndex = at;
    const name = tag.exec(text)?.[1];
    if (name !== undefined) return name;
    if (text.startsWith("<!--", at)) at = text.indexOf("-->", at + 4);
    if (at === -1) return null;
  }
  return null;
}

function readEntry(fields: Fields, base: string | null): Entry {
  const updated = firstDate(fields, ["updated", "modified", "dcterms:modified"]);
  return {
    guid: firstText(fields["wf:guid"]) ?? firstText(fields["wf:id"]) ?? fields["rdf:about"] ?? null,
    url: linkOf(fields["wf:link"], base) ?? permalinkOf(fields, base),
    title: firstText(fields["wf:title"]) ?? firstText(fields["wf:dc:title"]),
    authors: authorsOf(fields),
    published:
      firstDate(fields, [
        "pubDate",
        "published",
        "issued",
        "dc:date",
        "dcterms:issued",
        "dcterms:created",
        "created",
      ]) ?? updated,
    updated,
    summary:
      firstText(fields["wf:summary"]) ??
      firstText(fields["wf:description"]) ??
      firstText(fields["wf:itunes:summary"]) ??
      firstText(fields["wf:media:description"]),
    content: firstText(fields["wf:content:encoded"]) ?? firstText(fields["wf:content"]),
    categories: categoriesOf(fields),
    language: firstText(fields["wf:dc:language"]),
    media: mediaOf(fields, base),
  };
}

function firstDate(fields: Fields, names: readonly Name[]): Entry["published"] {
  for (const name of names) {
    const date = parseDate(firstText(fields[`${PREFIX}${name}`]), name);
    if (date) return date;
  }
  return null;
}

/** RSS writes the address as text, Atom in `href`; Atom's alternate is the article, HTML before other types (RFC 4287, 4.2.7). */
function linkOf(links: readonly XmlNode[] | undefined, base: string | null): string | null {
  const alternates = (links ?? []).filter((link) => (attribute(link, "rel") ?? "alternate") === "alternate");
  const html = alternates.find((link) => attribute(link, "type")?.includes("html"));
  const addresses = [html, ...alternates].map((link) => attribute(link, "href") ?? textOf(link));
  return absoluteUrl(
    addresses.find((address) => address !== null),
    base,
  );
}

/** A guid is the article's address unless it says that it is not (RSS 2.0, "guid"). */
function permalinkOf(fields: Fields, base: string | null): string | null {
  const [guid] = fields["wf:guid"] ?? [];
  const text = textOf(guid);
  if (!text || attribute(guid, "isPermaLink") === "false" || !/^https?:/i.test(text)) return null;
  return absoluteUrl(text, base);
}

function authorsOf(fields: Fields): string[] {
  const persons = (fields["wf:author"] ?? []).map(
    (author) => firstText(children(author, "name")) ?? textOf(author),
  );
  const names = [
    ...persons,
    ...(fields["wf:dc:creator"] ?? []).map(textOf),
    ...(fields["wf:itunes:author"] ?? []).map(textOf),
  ];
  return [...new Set(names.filter((name) => name !== null))];
}

function categoriesOf(fields: Fields): string[] {
  const nodes = [...(fields["wf:category"] ?? []), ...(fields["wf:dc:subject"] ?? [])];
  const names = nodes.map((node) => attribute(node, "label") ?? attribute(node, "term") ?? textOf(node));
  return [...new Set(names.filter((name) => name !== null))];
}

function mediaOf(fields: Fields, base: string | null): Media[] {
  const elements = [...(fields["wf:enclosure"] ?? []), ...(fields["wf:media:content"] ?? [])].map((node) => ({
    url: attribute(node, "url"),
    type: attribute(node, "type"),
    length: attribute(node, "length") ?? attribute(node, "fileSize"),
  }));
  const links = (fields["wf:link"] ?? [])
    .filter((link) => attribute(link, "rel") === "enclosure")
    .map((link) => ({
      url: attribute(link, "href"),
      type: attribute(link, "type"),
      length: attribute(link, "length"),
    }));
  return [...elements, ...links].flatMap(({ url, type, length }) => {
    const address = absoluteUrl(url, base);
    return address
      ? [{ url: address, type, length: length && /^\d+$/.test(length) ? Number(length) : null }]
      : [];
  });
}

function beginning(text: string): string {
  return JSON.stringify(text.trim().slice(0, 40));
}
