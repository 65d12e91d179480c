import type { Item } from "../item.ts";
import type { Entry, Feed, ParsedDocument } from "../model.ts";
import { advisoryIds } from "./advisories/advisory-ids.ts";
import { authorName } from "./author-name.ts";
import { itemLanguage } from "./language/item-language.ts";
import { clip, clipBody, MAX_ADDRESS, MAX_LINE, MAX_LIST, MAX_NAME } from "./limits.ts";
import { publicAddress } from "./address/public-address.ts";
import { publicMedia } from "./public-media.ts";
import { readableLine } from "./html/readable-line.ts";
import { readableText } from "./html/readable-text.ts";
import { safeHtml } from "./html/safe-html.ts";

const SUMMARY_LENGTH = 500;
/** Characters of HTML that a summary is read from: markup takes more room than text. */
const SUMMARY_SOURCE = 20_000;

export interface ItemOrigin {
  /** Identity of the item; see dedupe/identity/identity.ts. */
  id: string;
  canonicalUrl: string | null;
  feed: Pick<Feed, "id" | "url" | "title">;
  document: Pick<ParsedDocument, "title" | "language">;
  /** Address of the document: what relative links in texts are resolved against where the entry has no own. */
  documentUrl: string;
  firstSeen: Date;
  backfill: boolean;
}

/** Entry to item: what the publisher said, in one shape. What the feed does not say stays `null`. */
export function normalizeEntry(entry: Entry, origin: ItemOrigin): Item {
  const { id, feed, document, canonicalUrl } = origin;
  const brief = entry.summary && clipBody(entry.summary);
  const body = entry.content === null ? brief : clipBody(entry.content);
  const text = body && readableText(body);
  const summary = brief === body ? text : brief && readableText(brief.slice(0, SUMMARY_SOURCE));
  const title = lineOf(entry.title);
  return {
    v: 1,
    id,
    story: id,
    event: "new",
    feed: { id: feed.id, url: feed.url, title: feed.title ?? lineOf(document.title) },
    url: canonicalUrl === null ? null : (publicAddress(entry.url) ?? canonicalUrl),
    canonicalUrl,
    guid: entry.guid && clip(entry.guid.toWellFormed(), MAX_ADDRESS),
    title,
    summary: (summary && shorten(summary.replaceAll("\n", " "))) || null,
    text: text || null,
    html: (body && safeHtml(body, entry.base ?? canonicalUrl ?? origin.documentUrl)) || null,
    ...itemLanguage({ entry: entry.language, feed: document.language, text: beginningOf(title, text) }),
    published: entry.published?.value ?? null,
    publishedFrom: entry.published?.from ?? null,
    publishedPrecision: entry.published?.precision ?? null,
    zoneAssumed: entry.published?.zoneAssumed ?? null,
    updated: entry.updated?.value ?? null,
    firstSeen: origin.firstSeen.toISOString(),
    authors: namesOf(entry.authors, authorName),
    publisher: null,
    republisher: null,
    attribution: null,
    sections: namesOf(entry.categories),
    topics: null,
    ids: advisoryIds([title, text, entry.guid, canonicalUrl]),
    media: publicMedia(entry.media),
    backfill: origin.backfill,
    page: null,
    relation: null,
  };
}

/** What tells the language: short, because joining whole texts would copy them. */
const beginningOf = (title: string | null, text: string | null): string =>
  `${title ?? ""}\n${text?.slice(0, MAX_LINE) ?? ""}`;

const lineOf = (html: string | null): string | null =>
  (html && clip(readableLine(clipBody(html)), MAX_LINE)) || null;

function namesOf(texts: readonly string[], nameIn = (line: string) => line): string[] {
  const names = texts
    .slice(0, MAX_LIST)
    .map((text) => clip(nameIn(readableLine(clipBody(text)).slice(0, MAX_LINE)), MAX_NAME));
  return [...new Set(names.filter(Boolean))];
}

/** Cut at a word where one ends near. */
function shorten(text: string): string {
  if (text.length <= SUMMARY_LENGTH) return text;
  const start = text.slice(0, SUMMARY_LENGTH);
  return clip(text, Math.max(start.lastIndexOf(" "), SUMMARY_LENGTH - 40) + 1).replace(/\s+…$/, "…");
}
