import type { Entry, EntryDate } from "../model.ts";
import { absoluteUrl } from "./absolute-url.ts";
import { authorsOf } from "./authors.ts";
import type { DateHint } from "../date/date-hint.ts";
import { parseDate } from "../date/parse-date.ts";
import { MAX_PARTS } from "./limits.ts";
import { linkOf } from "./links.ts";
import { mediaOf } from "./media.ts";
import { sourcesOf } from "./sources.ts";
import { attribute, baseOf, children, firstText, textOf, type XmlElement } from "./xml/xml-element.ts";

/** Where the parts of an entry come from, first the usual element, then what stands in for it. */
const ID: readonly string[] = ["guid", "id", "atom:id"];
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

/** What the entries of a document have in common. */
export interface EntryContext {
  /** Address that relative ones start from, where the entry names none. */
  base: string | null;
  /** The feed's authors: those of every entry that names none (RFC 4287, 4.2.1). */
  authors: readonly string[];
  dates: DateHint;
}

/** The elements of an entry as an entry, whatever format they come from. */
export function readEntry(entry: XmlElement, context: EntryContext): Entry {
  const base = absoluteUrl(entry.base, context.base) ?? context.base;
  const updated = firstDate(entry, UPDATED, context.dates);
  const authors = authorsOf(entry);
  const permalink = permalinkOf(entry);
  return {
    guid: firstOf(entry, ID) ?? entry.attribute("rdf:about"),
    guidIsPermalink: permalink !== null,
    url:
      linkOf(entry.all("link"), base) ??
      linkOf(entry.all("atom:link"), base) ??
      absoluteUrl(permalink ?? addressIn(entry), base) ??
      absoluteUrl(entry.attribute("href"), base),
    title: firstOf(entry, TITLE) ?? firstOfMedia(entry, "media:title"),
    authors: authors.length > 0 ? authors : [...context.authors],
    published:
      firstDate(entry, PUBLISHED, context.dates) ??
      updated ??
      parseDate(entry.attribute("lastmod"), "lastmod", context.dates),
    updated,
    summary: firstOf(entry, SUMMARY) ?? firstOfMedia(entry, "media:description"),
    content: firstOf(entry, CONTENT),
    base: textBaseOf(entry, context.base),
    categories: categoriesOf(entry),
    language: firstOf(entry, ["dc:language"]) ?? entry.attribute("xml:lang"),
    media: mediaOf(entry, base),
    sources: sourcesOf(entry, base),
  };
}

export function firstOf(element: XmlElement, names: readonly string[]): string | null {
  for (const name of names) {
    const text = firstText(element.all(name));
    if (text !== null) return text;
  }
  return null;
}

/** Where relative addresses in the text start from, if the document says so. */
function textBaseOf(entry: XmlElement, feedBase: string | null): string | null {
  for (const name of [...CONTENT, ...SUMMARY]) {
    const declared = entry.all(name).map(baseOf).find(Boolean);
    if (declared) return absoluteUrl(declared, feedBase);
  }
  return null;
}

/** What Media RSS says inside of the element of a file or a group of files. */
function firstOfMedia(entry: XmlElement, name: string): string | null {
  for (const holder of ["media:group", "media:content", "enclosure"] as const) {
    for (const node of entry.all(holder)) {
      const text = firstText(children(node, name));
      if (text !== null) return text;
    }
  }
  return null;
}

function firstDate(entry: XmlElement, names: readonly string[], hint: DateHint): EntryDate | null {
  for (const name of names) {
    const date = parseDate(firstText(entry.all(name)), name, hint);
    if (date) return date;
  }
  return null;
}

/** A guid is the article's address unless it says that it is not (RSS 2.0, "guid"). */
function permalinkOf(entry: XmlElement): string | null {
  for (const guid of entry.all("guid")) {
    const text = textOf(guid);
    const isPermalink = attribute(guid, "isPermaLink")?.toLowerCase() !== "false";
    if (text !== null && isPermalink && /^https?:/i.test(text)) return text;
  }
  return null;
}

/** An id of Atom is an IRI, and where there is no link it is all that there is. */
function addressIn(entry: XmlElement): string | null {
  for (const id of entry.all("id")) {
    const text = textOf(id);
    if (text !== null && (entry.base !== null || /^[a-z][a-z0-9+.-]*:/i.test(text))) return text;
  }
  return null;
}

function categoriesOf(entry: XmlElement): string[] {
  const names = new Set<string>();
  for (const element of ["category", "dc:subject"] as const) {
    for (const node of entry.all(element)) {
      const name = attribute(node, "label") ?? attribute(node, "term") ?? textOf(node);
      if (name !== null && names.size < MAX_PARTS) names.add(name);
    }
  }
  return [...names];
}
