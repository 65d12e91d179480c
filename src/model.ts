/** The nouns that pass between stages. Anything that only one stage uses lives in that stage's folder. */

/** By what the entries of a feed are told apart. Each is for the feeds that spoil the one before it. */
export const IDENTITY_POLICIES = ["guid", "address", "words"] as const;
export type IdentityPolicy = (typeof IDENTITY_POLICIES)[number];

/** The policy that a feed's entries are stored under, and how it came to be in force. */
export interface IdentityDecision {
  policy: IdentityPolicy;
  /** Of the algorithm that made the stored keys and the item ids; the ids begin with it. */
  version: string;
  reason: "default" | "guids-missing" | "guids-shared" | "guids-unstable" | "addresses-shared" | "operator";
  /** ISO 8601: when the policy came into force. */
  since: string;
}

/**
 * How a feed is asked for, where the operator wants it otherwise; `null`: nothing is said. Texts may refer to secrets
 * instead of holding them: `${NAME}` of the environment, or `file:PATH`.
 */
export interface FeedRequest {
  /** False: the document is always asked for in full. */
  conditional: boolean | null;
  /** More headers, by name; sent to the feed's own origin alone. */
  headers: Record<string, string> | null;
  /** Basic authentication (RFC 7617), with the feed's own origin alone. */
  auth: { user: string; password: string } | null;
  /** Address of an http or https proxy. */
  proxy: string | null;
}

/** When the page of an article is read for its text: always, or where the feed has no more than a summary. */
export const FULL_TEXT = ["always", "missing", "never"] as const;
export type FullText = (typeof FULL_TEXT)[number];

/** Where the entries of an HTML page stand, as CSS selectors; all but `item` look inside of an item. */
export interface PageSelectors {
  item: string;
  /** `null`: the first link with an address. */
  link: string | null;
  /** `null`: the words of the link. */
  title: string | null;
  /** `null`: the page has no dates. */
  date: string | null;
  /** `null`: the page has no summaries. */
  summary: string | null;
}

/** Which entries of a feed's first document are emitted: so many of the newest, or those of so many last seconds. */
export type FirstEntries = { newest: number } | { seconds: number };

/** An address that is polled, and what the operator said about it. */
export interface Feed {
  /** Stable for ever: derived from the address the feed was first registered with. */
  id: string;
  url: string;
  /** The operator's name for the feed; `null` means: use the document's own title. */
  title: string | null;
  /** Seconds between two polls; `null` leaves it to what the feed and its server are like. */
  interval: number | null;
  /** What the operator wants the entries told apart by; `null` leaves it to the evidence. */
  identity: IdentityPolicy | null;
  /** IANA name of the zone of times for which this feed names none; `null`: not known. */
  zone: string | null;
  /** `null`: as usual. */
  request: FeedRequest | null;
  /** What is emitted of the first document; `null` means the configured. */
  first: FirstEntries | null;
  /** `null`: never. */
  fullText: FullText | null;
  /** For an HTML page instead of a feed document; `null`: the document says what it is. */
  page: PageSelectors | null;
  /** Feeds of a file follow that file; feeds of a command stay until a command removes them. */
  origin: "file" | "command";
}

/** A full response body with everything later stages need to know about how it came. */
export interface FetchedDocument {
  /** Address that answered, after redirects. */
  url: string;
  body: Buffer;
  contentType: string | null;
  /** Sent back verbatim in If-None-Match (RFC 9110, 13.1.2). */
  etag: string | null;
  /** Sent back verbatim in If-Modified-Since, never re-formatted (RFC 9110, 13.1.3). */
  lastModified: string | null;
  /** Link header fields (RFC 8288), several joined by commas. */
  link: string | null;
}

/** What a document says about when it changes, as far as it can be read; whether it makes sense is judged later. */
export interface PublishingHints {
  /** Minutes (RSS 2.0, "ttl"). */
  ttl: number | null;
  /** Hours of the day in GMT, 0 to 23, in order (RSS 2.0, "skipHours"). */
  skipHours: number[];
  /** Days of the week in GMT, 0 for Sunday, in order (RSS 2.0, "skipDays"). */
  skipDays: number[];
  /** In lower case (RSS 1.0 module Syndication). */
  updatePeriod: string | null;
  updateFrequency: number | null;
  updateBase: string | null;
  /** It says that it will never change again (JSON Feed 1.1, `expired`). */
  isExpired: boolean;
}

export const NO_HINTS: PublishingHints = {
  ttl: null,
  skipHours: [],
  skipDays: [],
  updatePeriod: null,
  updateFrequency: null,
  updateBase: null,
  isExpired: false,
};

export type FeedFormat = "rss" | "rdf" | "atom" | "json" | "page" | "sitemap";

/** A time as a document states it, with what had to be assumed to read it. */
export interface EntryDate {
  /** ISO 8601 in UTC. */
  value: string;
  /** The element or member that it was read from, such as `pubDate` or `dc:date`. */
  from: string;
  /** The smallest unit that the document states; what is smaller is the first of its kind, in UTC. */
  precision: "year" | "month" | "day" | "minute" | "second";
  /**
   * What had to be assumed to place it: `UTC`, the operator's zone, or what an abbreviation that several places use was
   * taken to mean, such as `Asia/Kolkata`; `null` when the document says it.
   */
  zoneAssumed: string | null;
}

export interface Media {
  url: string;
  type: string | null;
  /** Bytes, as the feed claims. */
  length: number | null;
}

/** Who an entry says that it comes from: evidence for attribution, as it is written. */
export interface EntrySource {
  /** The element, or the relation of the link, that says so: `source`, `dc:publisher`, `canonical`. */
  from: string;
  name: string | null;
  url: string | null;
}

/** What a document says about one article, before normalizing. */
export interface Entry {
  guid: string | null;
  /** Whether the document says that the guid is the article's address (RSS 2.0, "guid"). */
  guidIsPermalink: boolean;
  /** Absolute address of the article. */
  url: string | null;
  /** HTML. */
  title: string | null;
  authors: string[];
  published: EntryDate | null;
  updated: EntryDate | null;
  /** HTML. */
  summary: string | null;
  /** HTML. */
  content: string | null;
  /** Address that relative ones in its texts start from, where the document says so. */
  base: string | null;
  categories: string[];
  language: string | null;
  media: Media[];
  sources: EntrySource[];
}

/** How the bytes of a document were read as text, and why. */
export interface DecodingReport {
  /** Name of the encoding in the Encoding standard, where it has one. */
  encoding: string;
  /**
   * What decided: a byte order mark, the first bytes, the HTTP charset, the document itself, that the bytes are UTF-8
   * whatever is said of them, the frequency of letters, or nothing at all.
   */
  encodingFrom: "byte-order-mark" | "first-bytes" | "charset" | "declaration" | "bytes" | "guess" | "default";
  /** Bytes that do not belong to the encoding and were read as windows-1252. */
  brokenBytes: number;
}

/** What had to be mended for a document to be read. */
export type Repair =
  | "bare-ampersands"
  | "control-characters"
  | "cut-off"
  | "junk-before"
  | "not-well-formed"
  | "undeclared-entities"
  | "unclosed-elements"
  | "windows-characters";

/** What stands in a document. */
export interface DocumentContent {
  format: FeedFormat;
  /** In the order in which it was mended; empty for a document as it should be. */
  repairs: Repair[];
  /** HTML. */
  title: string | null;
  /** The site's address, not the feed's. */
  url: string | null;
  language: string | null;
  /** Absolute addresses of the hubs that the document names (WebSub, 4). */
  hubs: string[];
  /** The address that the document gives itself. */
  self: string | null;
  entries: Entry[];
  /** Absolute addresses of the documents that hold its entries, the newest first: those of a sitemap index. */
  parts: string[];
  /** False for a document that ends too early: what it shows is true, what it does not show proves nothing. */
  isComplete: boolean;
  hints: PublishingHints;
}

export type ParsedDocument = DocumentContent & DecodingReport;
