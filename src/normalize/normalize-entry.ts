import type { Entry, Feed, Item, ParsedDocument } from "../model.ts";
import { readableLine, readableText, safeHtml } from "./html.ts";
import { languageTag } from "./language.ts";

const SUMMARY_LENGTH = 500;

export interface ItemOrigin {
  /** Identity of the item; see dedupe/identity.ts. */
  id: string;
  canonicalUrl: string | null;
  feed: Feed;
  document: Pick<ParsedDocument, "title" | "language">;
  /** Address of the document: what relative links in texts are resolved against where the entry has no own. */
  documentUrl: string;
  firstSeen: Date;
  backfill: boolean;
}

/** Entry to item: what the publisher said, in one shape. What the feed does not say stays `null`. */
export function normalizeEntry(entry: Entry, origin: ItemOrigin): Item {
  const { id, feed, document, canonicalUrl } = origin;
  const body = entry.content ?? entry.summary;
  const text = body && readableText(body);
  const summary = entry.summary === body ? text : entry.summary && readableText(entry.summary);
  const base = canonicalUrl ?? origin.documentUrl;
  const [lang, langFrom] = languageOf(entry, document);
  return {
    v: 1,
    id,
    story: id,
    event: "new",
    feed: { id: feed.id, url: feed.url, title: feed.title ?? lineOf(document.title) },
    url: canonicalUrl === null ? null : entry.url,
    canonicalUrl,
    guid: entry.guid,
    title: lineOf(entry.title),
    summary: (summary && shorten(summary.replaceAll("\n", " "))) || null,
    text: text || null,
    html: (body && safeHtml(body, base)) || null,
    lang,
    langFrom,
    published: entry.published?.value ?? null,
    publishedFrom: entry.published?.from ?? null,
    publishedPrecision: entry.published?.precision ?? null,
    zoneAssumed: entry.published?.zoneAssumed ?? null,
    updated: entry.updated?.value ?? null,
    firstSeen: origin.firstSeen.toISOString(),
    authors: entry.authors.map(readableLine).filter(Boolean),
    publisher: null,
    republisher: null,
    attribution: null,
    sections: entry.categories.map(readableLine).filter(Boolean),
    topics: null,
    ids: null,
    media: entry.media.filter(({ url }) => /^https?:/i.test(url)),
    backfill: origin.backfill,
    relation: null,
  };
}

function languageOf(entry: Entry, document: ItemOrigin["document"]): [string | null, Item["langFrom"]] {
  const own = languageTag(entry.language);
  if (own) return [own, "entry"];
  const inherited = languageTag(document.language);
  return inherited ? [inherited, "feed"] : [null, null];
}

const lineOf = (html: string | null): string | null => (html && readableLine(html)) || null;

/** Cut at a word where one ends near, and never inside a character. */
function shorten(text: string): string {
  if (text.length <= SUMMARY_LENGTH) return text;
  const cut = text.slice(0, SUMMARY_LENGTH);
  const words = cut.slice(0, Math.max(cut.lastIndexOf(" "), SUMMARY_LENGTH - 40));
  return `${words.replace(/[\uD800-\uDBFF]$/, "").trimEnd()}…`;
}
