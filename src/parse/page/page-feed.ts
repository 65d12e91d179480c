import { compile, selectAll, selectOne } from "css-select";
import type { Document, Element } from "domhandler";
import { ParseError } from "../../errors.ts";
import {
  type DocumentContent,
  type Entry,
  type EntryDate,
  NO_HINTS,
  type PageSelectors,
} from "../../model.ts";
import { absoluteUrl } from "../absolute-url.ts";
import { dateHint, type DateHint } from "../../date/date-hint.ts";
import { parseDate } from "../../date/parse-date.ts";
import type { DocumentText } from "../../encoding/document-text.ts";
import { MAX_ENTRIES, tooComplex } from "../limits.ts";
import { escapeText } from "../xml/escape.ts";
import { pageTree } from "./page-tree.ts";
import { wordsOf } from "./page-words.ts";

type Query = ReturnType<typeof queryOf>;

/** What the items of a page have in common. */
interface ItemContext {
  /** Address of the page: a link to it is no entry. */
  address: string | null;
  /** Address that relative ones start from. */
  base: string | null;
  dates: DateHint;
  link: Query;
  title: Query | null;
  date: Query | null;
  summary: Query | null;
}

/**
 * Reads the entries of an HTML page from where the selectors say that they stand. An address that stands there twice, as
 * with a picture and with the headline, is one entry.
 *
 * @param address the page's own, against which relative ones are resolved where the page has no `base`
 * @param zone IANA zone of times that name none; `null` for UTC
 * @throws ParseError PARSE_NO_ENTRIES where the selectors find nothing, PARSE_TOO_COMPLEX
 */
export function parsePageFeed(
  text: DocumentText,
  selectors: PageSelectors,
  address: string | null,
  zone: string | null,
): DocumentContent {
  const page = pageTree(text);
  const items = selectAll<Document | Element, Element>(queryOf(selectors.item), page);
  // An empty list would look like a page on which nothing stands any more.
  if (items.length === 0) throw nothing(`"${selectors.item}" finds no item`);
  if (items.length > MAX_ENTRIES) throw tooComplex(`more than ${MAX_ENTRIES} entries`);
  const context: ItemContext = {
    address,
    base: absoluteUrl(first("base[href]", page)?.attribs["href"], address) ?? address,
    dates: dateHint(zone, [address]),
    link: queryOf(selectors.link ?? "a[href]"),
    title: selectors.title === null ? null : queryOf(selectors.title),
    date: selectors.date === null ? null : queryOf(selectors.date),
    summary: selectors.summary === null ? null : queryOf(selectors.summary),
  };
  const entries = new Map<string, Entry>();
  for (const item of items) {
    const entry = readItem(item, context);
    if (entry?.url && !entries.get(entry.url)?.title) entries.set(entry.url, entry);
  }
  if (entries.size === 0)
    throw nothing(`none of the ${items.length} items has a link at "${selectors.link ?? "a[href]"}"`);
  const title = first("title", page);
  return {
    format: "page",
    title: title && htmlOf(title),
    url: address,
    language: first("html", page)?.attribs["lang"]?.trim() || null,
    hubs: [],
    self: null,
    repairs: [],
    parts: [],
    isComplete: true,
    hints: NO_HINTS,
    entries: [...entries.values()],
  };
}

/** @returns `null` for an item that leads nowhere: a heading, an advertisement */
function readItem(
  item: Element,
  { address, base, dates, link, title, date, summary }: ItemContext,
): Entry | null {
  const anchor = find(link, item);
  const url = absoluteUrl(anchor?.attribs["href"], base);
  if (anchor === null || url === null || !leadsToArticle(url, address)) return null;
  const named = title ? find(title, item) : anchor;
  const dated = date && find(date, item);
  const summed = summary && find(summary, item);
  return {
    guid: null,
    guidIsPermalink: false,
    url,
    title: named && htmlOf(named),
    authors: [],
    published: dated && readDate(dated, dates),
    updated: null,
    summary: summed && htmlOf(summed),
    content: null,
    base: null,
    categories: [],
    language: item.attribs["lang"]?.trim() || null,
    media: [],
    sources: [],
  };
}

/** A place on the page itself, a script, or a mail address are no article. */
function leadsToArticle(url: string, page: string | null): boolean {
  if (/^(?!https?:)[a-z][a-z0-9+.-]*:/i.test(url)) return false;
  const [place] = url.split("#", 1);
  return place !== "" && place !== page;
}

/** What `time` says to machines comes first (HTML, 4.5.14). */
const readDate = (element: Element, hint: DateHint): EntryDate | null =>
  parseDate(element.attribs["datetime"], "datetime", hint) ?? parseDate(wordsOf(element), element.name, hint);

const htmlOf = (element: Element): string | null => escapeText(wordsOf(element)) || null;

const queryOf = (selector: string) => compile<Element, Element>(selector);

/** The item itself, or what is in it. */
const find = (query: Query, item: Element): Element | null =>
  query(item) ? item : selectOne<Element, Element>(query, item);

const first = (selector: string, page: Document): Element | null =>
  selectOne<Document | Element, Element>(selector, page);

const nothing = (what: string): ParseError =>
  new ParseError("PARSE_NO_ENTRIES", `The page has no entries: ${what}. Its layout may have changed`);
