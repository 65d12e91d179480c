import type { Entry, Media } from "../model.ts";
import { absoluteUrl } from "./absolute-url.ts";
import { parseDate } from "./date.ts";
import type { Fields } from "./xml/rss-parser.ts";
import { attribute, baseOf, children, firstText, textOf, type XmlNode } from "./xml/xml-node.ts";

/** Where the parts of an entry come from, first the usual element, then what stands in for it. */
const TITLE: readonly string[] = ["title", "dc:title", "atom:title", "media:title"];
const PUBLISHED: readonly string[] = [
  "pubDate",
  "published",
  "issued",
  "dc:date",
  "dcterms:issued",
  "dcterms:created",
  "created",
  "atom:published",
];
const UPDATED: readonly string[] = ["updated", "modified", "dcterms:modified", "atom:updated"];
const SUMMARY: readonly string[] = [
  "summary",
  "description",
  "itunes:summary",
  "atom:summary",
  "dc:description",
  "dcterms:abstract",
  "abstract",
  "media:description",
];
const CONTENT: readonly string[] = [
  "content:encoded",
  "content",
  "xhtml:body",
  "xhtml:div",
  "body",
  "fullitem",
  "atom:content",
];

/** The elements of an entry as an entry, whatever format they come from. */
export function readEntry(fields: Fields, feed: Fields, feedBase: string | null): Entry {
  const base = absoluteUrl(fields.base, feedBase) ?? feedBase;
  const updated = firstDate(fields, UPDATED);
  const authors = authorsOf(fields);
  return {
    guid: firstOf(fields, ["guid", "id", "atom:id"]) ?? fields.attribute("rdf:about"),
    url:
      linkOf(fields.all("link"), base) ??
      linkOf(fields.all("atom:link"), base) ??
      permalinkOf(fields, base) ??
      absoluteUrl(fields.attribute("href"), base),
    title: firstOf(fields, TITLE),
    authors: authors.length > 0 ? authors : authorsOf(feed),
    published: firstDate(fields, PUBLISHED) ?? updated ?? parseDate(fields.attribute("lastmod"), "lastmod"),
    updated,
    summary:
      firstOf(fields, SUMMARY) ??
      firstText(fields.all("media:group").flatMap((group) => children(group, "media:description"))),
    content: firstOf(fields, CONTENT),
    categories: categoriesOf(fields),
    language: firstOf(fields, ["dc:language"]) ?? fields.attribute("xml:lang"),
    media: mediaOf(fields, base),
  };
}

export function firstOf(fields: Fields, names: readonly string[]): string | null {
  for (const name of names) {
    const text = firstText(fields.all(name));
    if (text !== null) return text;
  }
  return null;
}

function firstDate(fields: Fields, names: readonly string[]): Entry["published"] {
  for (const name of names) {
    const date = parseDate(firstText(fields.all(name)), name);
    if (date) return date;
  }
  return null;
}

/** RSS writes the address as text, Atom in `href`; Atom's alternate is the article, HTML before other types (RFC 4287, 4.2.7). */
export function linkOf(links: readonly XmlNode[], base: string | null): string | null {
  const alternates = links.filter((link) => (attribute(link, "rel") ?? "alternate") === "alternate");
  const html = alternates.find((link) => attribute(link, "type")?.includes("html"));
  const link = [html, ...alternates].find((candidate) => addressOf(candidate) !== null);
  return absoluteUrl(addressOf(link), absoluteUrl(baseOf(link), base) ?? base);
}

const addressOf = (link: XmlNode | undefined): string | null =>
  attribute(link, "href") ?? textOf(link) ?? attribute(link, "rdf:resource");

/**
 * A guid is the article's address unless it says that it is not (RSS 2.0, "guid"). An id of Atom is an IRI, and where
 * there is no link it is all that there is.
 */
function permalinkOf(fields: Fields, base: string | null): string | null {
  const guid = fields
    .all("guid")
    .find((node) => attribute(node, "isPermaLink") !== "false" && /^https?:/i.test(textOf(node) ?? ""));
  const id = fields
    .all("id")
    .map(textOf)
    .find((text) => text !== null && (fields.base !== null || /^[a-z][a-z0-9+.-]*:/i.test(text)));
  return absoluteUrl(textOf(guid) ?? id, base);
}

function authorsOf(fields: Fields): string[] {
  const persons = [...fields.all("author"), ...fields.all("atom:author")].map(
    (author) =>
      firstText([...children(author, "name"), ...children(author, "atom:name")]) ??
      textOf(author) ??
      firstText([...children(author, "email"), ...children(author, "atom:email")]),
  );
  const names = [
    ...persons,
    ...(["dc:creator", "dc:author", "itunes:author", "managingEditor"] as const).flatMap((name) =>
      fields.all(name).map(textOf),
    ),
  ];
  return [...new Set(names.filter((name) => name !== null))];
}

function categoriesOf(fields: Fields): string[] {
  const nodes = [...fields.all("category"), ...fields.all("dc:subject")];
  const names = nodes.map((node) => attribute(node, "label") ?? attribute(node, "term") ?? textOf(node));
  return [...new Set(names.filter((name) => name !== null))];
}

function mediaOf(fields: Fields, base: string | null): Media[] {
  const elements = [
    ...fields.all("enclosure"),
    ...fields.all("media:content"),
    ...fields.all("media:group").flatMap((group) => children(group, "media:content")),
  ];
  const links = fields.all("link").filter((link) => attribute(link, "rel") === "enclosure");
  return [...elements, ...links].flatMap((node) => {
    const url = absoluteUrl(attribute(node, "url") ?? attribute(node, "href"), base);
    const length = attribute(node, "length") ?? attribute(node, "fileSize") ?? "";
    return url
      ? [{ url, type: attribute(node, "type"), length: /^\d+$/.test(length) ? Number(length) : null }]
      : [];
  });
}
