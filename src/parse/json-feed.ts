import { ParseError } from "../errors.ts";
import { type Entry, type Media, type DocumentContent, NO_HINTS } from "../model.ts";
import { absoluteUrl } from "./absolute-url.ts";
import { dateHint, type DateHint } from "../date/date-hint.ts";
import { parseDate } from "../date/parse-date.ts";
import { MAX_ENTRIES, MAX_PARTS, tooComplex } from "./limits.ts";
import { parseJson } from "./parse-json.ts";

type Json = Record<string, unknown>;

/**
 * Reads JSON Feed 1.0 and 1.1 (https://jsonfeed.org/version/1.1). Every member's type is checked: one wrong member
 * costs that member, not the feed.
 *
 * @param base the document's own address, against which relative ones are resolved
 * @param zone IANA zone of times that name none; `null` for UTC
 * @throws ParseError PARSE_MALFORMED, PARSE_NOT_A_FEED, PARSE_TOO_COMPLEX
 */
export function parseJsonFeed(text: string, base: string | null, zone: string | null): DocumentContent {
  const feed = object(parseJson(text));
  if (!feed || !Array.isArray(feed["items"]))
    throw new ParseError("PARSE_NOT_A_FEED", "The JSON document has no list of items");
  // Before they are read, which is what takes the time.
  if (feed["items"].length > MAX_ENTRIES) throw tooComplex(`more than ${MAX_ENTRIES} entries`);
  const language = string(feed["language"]);
  const url = absoluteUrl(string(feed["home_page_url"]), base);
  const context: ItemContext = { base, authors: authorsOf(feed), dates: dateHint(zone, [url, base]) };
  return {
    format: "json",
    title: escapeText(string(feed["title"])),
    url,
    language,
    hubs: list(feed["hubs"])
      .map(object)
      .filter((hub) => string(hub?.["type"])?.toLowerCase() === "websub")
      .map((hub) => absoluteUrl(string(hub?.["url"]), base))
      .filter((hub) => hub !== null),
    self: absoluteUrl(string(feed["feed_url"]), base),
    parts: [],
    isComplete: true,
    repairs: [],
    hints: { ...NO_HINTS, isExpired: feed["expired"] === true },
    entries: feed["items"]
      .map(object)
      .filter((item) => item !== null)
      .map((item) => readItem(item, context)),
  };
}

interface ItemContext {
  /** Address that relative ones start from. */
  base: string | null;
  /** The feed's authors: those of every item that names none. */
  authors: string[];
  dates: DateHint;
}

function readItem(item: Json, { base, authors: feedAuthors, dates }: ItemContext): Entry {
  const authors = authorsOf(item);
  const published = parseDate(string(item["date_published"]), "date_published", dates);
  const updated = parseDate(string(item["date_modified"]), "date_modified", dates);
  return {
    guid: string(item["id"]) ?? numericId(item["id"]),
    guidIsPermalink: false,
    url: absoluteUrl(string(item["url"]) ?? string(item["external_url"]), base),
    title: escapeText(string(item["title"])),
    authors: authors.length > 0 ? authors : feedAuthors,
    published: published ?? updated,
    updated,
    summary: string(item["summary"]),
    content: string(item["content_html"]) ?? escapeText(string(item["content_text"])),
    base: null,
    categories: list(item["tags"])
      .map(string)
      .filter((tag) => tag !== null),
    language: string(item["language"]),
    media: list(item["attachments"]).flatMap((attachment) => readAttachment(object(attachment), base)),
    sources: [],
  };
}

function readAttachment(attachment: Json | null, base: string | null): Media[] {
  const url = absoluteUrl(string(attachment?.["url"]), base);
  if (!attachment || !url) return [];
  const length = attachment["size_in_bytes"];
  return [
    {
      url,
      type: string(attachment["mime_type"]),
      length: typeof length === "number" && length >= 0 ? length : null,
    },
  ];
}

/**
 * An id should be a text; of a number that JavaScript cannot hold, the next number would have the same one.
 */
function numericId(id: unknown): string | null {
  if (typeof id !== "number" || !Number.isFinite(id)) return null;
  return Number.isInteger(id) && !Number.isSafeInteger(id) ? null : String(id);
}

/** 1.1 has `authors`, 1.0 has `author`; a feed for readers of both has both. */
function authorsOf(owner: Json): string[] {
  const names = [...list(owner["authors"]), owner["author"]]
    .map((author) => string(object(author)?.["name"]))
    .filter((name) => name !== null);
  return [...new Set(names)];
}

/** Titles and `content_text` are plain text; the texts of an entry are HTML. */
function escapeText(text: string | null): string | null {
  return text && text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\n", "<br>");
}

const object = (value: unknown): Json | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, MAX_PARTS) : []);
const string = (value: unknown): string | null =>
  typeof value === "string" && value.trim() !== "" ? value.trim().toWellFormed() : null;
