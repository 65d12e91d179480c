import { type DocumentContent, type Entry, type EntryDate, NO_HINTS } from "../../model.ts";
import { absoluteUrl } from "../absolute-url.ts";
import { dateHint, type DateHint } from "../../date/date-hint.ts";
import { parseDate } from "../../date/parse-date.ts";
import { MAX_PARTS } from "../limits.ts";
import type { Root } from "../xml/tree-builder.ts";
import { children, firstText, textOf, type XmlNode } from "../xml/xml-element.ts";
import { byDate } from "./by-date.ts";
import { newestParts } from "./newest-parts.ts";

/**
 * Entries that are read of a sitemap, the newest: it may list all that a site ever had. So many may a news sitemap have
 * (Google, "News sitemaps").
 */
const MAX_ENTRIES = 1_000;

/**
 * Reads a sitemap (https://www.sitemaps.org/protocol.html) with Google's elements for news and images, or an index of
 * sitemaps. Where a page has no date of publication, it is taken to be published when it was last changed.
 *
 * @param address the document's own
 * @param zone IANA zone of times that name none; `null` for UTC
 */
export function readSitemap(
  { name, element }: Root,
  isComplete: boolean,
  address: string | null,
  zone: string | null,
): Omit<DocumentContent, "repairs"> {
  const dates = dateHint(zone, [address]);
  const urls = element.all("url");
  // In a document that is cut off, so may be the last address.
  const whole = isComplete ? urls : urls.slice(0, -1);
  const entries = whole.flatMap((url) => readUrl(url, address, dates));
  const newest = byDate(entries, ({ published }) => published?.value ?? null).slice(0, MAX_ENTRIES);
  return {
    format: "sitemap",
    title: newest[0]?.sources[0]?.name ?? null,
    url: address && new URL("/", address).href,
    language: null,
    hubs: [],
    self: null,
    parts: name === "sitemapindex" ? newestParts(element.all("sitemap"), address, dates) : [],
    isComplete,
    hints: NO_HINTS,
    entries: newest,
  };
}

function readUrl(node: XmlNode, base: string | null, dates: DateHint): Entry[] {
  const url = absoluteUrl(firstText(children(node, "loc")), base);
  if (url === null) return [];
  const [news] = children(node, "news:news");
  const [publication] = children(news, "news:publication");
  const name = firstText(children(publication, "news:name"));
  const updated = dateOf(node, "lastmod", dates);
  return [
    {
      guid: null,
      guidIsPermalink: false,
      url,
      title: firstText(children(news, "news:title")),
      authors: [],
      published: dateOf(news, "news:publication_date", dates) ?? updated,
      updated,
      summary: null,
      content: null,
      base: null,
      categories: keywordsOf(news),
      language: firstText(children(publication, "news:language")),
      media: imagesOf(node, base),
      sources: name === null ? [] : [{ from: "news:publication", name, url: null }],
    },
  ];
}

const dateOf = (node: XmlNode | undefined, name: string, dates: DateHint): EntryDate | null =>
  parseDate(firstText(children(node, name)), name, dates);

/** Google reads them no longer; many publishers write them. */
const keywordsOf = (news: XmlNode | undefined): string[] => {
  const words = (firstText(children(news, "news:keywords")) ?? "").split(",", MAX_PARTS);
  return [...new Set(words.map((word) => word.trim()).filter(Boolean))];
};

function imagesOf(node: XmlNode, base: string | null): Entry["media"] {
  const addresses = children(node, "image:image")
    .slice(0, MAX_PARTS)
    .map((image) => absoluteUrl(textOf(children(image, "image:loc")[0]), base));
  const found = new Set(addresses.filter((address) => address !== null));
  return [...found].map((url) => ({ url, type: null, length: null }));
}
