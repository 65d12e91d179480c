import type { Entry, Feed, Item, ParsedDocument } from "../model.ts";
import { advisoryIds } from "./advisory-ids.ts";
import { readableLine } from "./html.ts";
import { itemLanguage } from "./item-language.ts";
import { clip, MAX_ADDRESS, MAX_BODY, MAX_LINE, MAX_LIST, MAX_NAME } from "./limits.ts";
import { readableText, textOfSafeHtml } from "./readable-text.ts";
import { safeHtml } from "./safe-html.ts";

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
  const body = (entry.content ?? entry.summary)?.slice(0, MAX_BODY) ?? null;
  const brief = entry.summary?.slice(0, MAX_BODY) ?? null;
  const html = body && safeHtml(body, canonicalUrl ?? origin.documentUrl);
  // What has no markup has its lines where it breaks them.
  const text = html && body?.includes("<") ? textOfSafeHtml(html) : body && readableText(body);
  const summary = brief === body ? text : brief && readableText(brief);
  const title = lineOf(entry.title);
  return {
    v: 1,
    id,
    story: id,
    event: "new",
    feed: { id: feed.id, url: feed.url, title: feed.title ?? lineOf(document.title) },
    url: canonicalUrl === null ? null : entry.url,
    canonicalUrl,
    guid: entry.guid && clip(entry.guid, MAX_ADDRESS),
    title,
    summary: (summary && shorten(summary.replaceAll("\n", " "))) || null,
    text: text || null,
    html: html || null,
    ...itemLanguage({ entry: entry.language, feed: document.language, text: beginningOf(title, text) }),
    published: entry.published?.value ?? null,
    publishedFrom: entry.published?.from ?? null,
    publishedPrecision: entry.published?.precision ?? null,
    zoneAssumed: entry.published?.zoneAssumed ?? null,
    updated: entry.updated?.value ?? null,
    firstSeen: origin.firstSeen.toISOString(),
    authors: namesOf(entry.authors),
    publisher: null,
    republisher: null,
    attribution: null,
    sections: namesOf(entry.categories),
    topics: null,
    ids: advisoryIds([title, text, entry.guid, canonicalUrl]),
    media: entry.media
      .filter(({ url }) => /^https?:/i.test(url) && url.length <= MAX_ADDRESS)
      .slice(0, MAX_LIST),
    backfill: origin.backfill,
    relation: null,
  };
}

/** What tells the language: short, because joining whole texts would copy them. */
const beginningOf = (title: string | null, text: string | null): string =>
  `${title ?? ""}\n${text?.slice(0, MAX_LINE) ?? ""}`;

const lineOf = (html: string | null): string | null =>
  (html && clip(readableLine(html.slice(0, MAX_BODY)), MAX_LINE)) || null;

function namesOf(texts: readonly string[]): string[] {
  const names = texts.slice(0, MAX_LIST).map((text) => clip(readableLine(text.slice(0, MAX_BODY)), MAX_NAME));
  return names.filter(Boolean);
}

/** Cut at a word where one ends near. */
function shorten(text: string): string {
  if (text.length <= SUMMARY_LENGTH) return text;
  const start = text.slice(0, SUMMARY_LENGTH);
  return clip(text, Math.max(start.lastIndexOf(" "), SUMMARY_LENGTH - 40) + 1).replace(/\s+…$/, "…");
}
