import type { EntryDate, Media } from "./model.ts";

/** By what an item was recognized: what its feed tells entries apart by, or what its text is like. */
export type MatchedBy = "guid" | "alias" | "address" | "title" | "text";

/** What an item says otherwise than the one that it is related to. */
export interface Difference {
  title: boolean;
  /** Share of both texts together that only one of them has, 0 to 1. */
  text: number;
  /** Places at the beginning of the text in which figures were replaced. */
  figures: number;
  date: boolean;
}

/** What an item is to one that was told before. */
export interface Relation {
  kind: "revision" | "reprint";
  /** Id of that item; the item's own where its own entry changed. */
  of: string;
  matchedBy: MatchedBy;
  /** How much of the shorter text is in the other, 0 to 1. */
  score: number;
  /** Whether this item is taken for the story's origin from now on. */
  isOrigin: boolean;
  /** `null` where the earlier text is not remembered any more. */
  differs: Difference | null;
}

/** What the index says of an arriving item. */
export type Verdict =
  | { kind: "new"; story: string }
  | { kind: "reprint" | "revision"; story: string; relation: Relation }
  /**
   * Stored to be released, or until its page was read; or, as `overflow`, not even that, because the hold is full. Or
   * known, as was asked.
   */
  | { kind: "held" | "waiting" | "overflow" | "known" }
  /** Nothing to tell. `isOwn`: its feed has shown it before. */
  | { kind: "duplicate"; of: string; matchedBy: MatchedBy; score: number; isOwn: boolean };

/** Whether consumers are told of an item with this verdict. */
export const isTold = (verdict: Verdict | undefined): boolean =>
  verdict?.kind === "new" || verdict?.kind === "revision" || verdict?.kind === "reprint";

/** How an item is told: what depends on the verdict. */
export interface Telling {
  event: Item["event"];
  /** Id that the item is told under: where an entry changed, that of the item that it was. */
  itemId: string;
  story: string;
  relation: Relation | null;
  /** Hash of what it says. */
  content: string;
}

/** Why a page was given up on. */
export type PageRefusal =
  | "address"
  | "deadline"
  | "forbidden"
  | "gone"
  | "no-article"
  | "no-room"
  | "not-html"
  | "paywall"
  | "robots"
  | "too-large"
  | "unreadable";

/** What came of reading the article's own page. */
export interface PageReading {
  /** Address that answered; the item's, where none did. */
  url: string;
  /** ISO 8601: when it was read; `null`: it was given up on. */
  readAt: string | null;
  refusal: PageRefusal | null;
  /** Which of the item's fields came from the page, and where they stood on it, such as `{ authors: "json-ld author" }`. */
  fields: Record<string, string>;
}

/** The normalized article, schema version 1: the unit that consumers receive. See docs/items.md. */
export interface Item {
  v: 1;
  id: string;
  story: string;
  event: "new" | "revision" | "reprint";
  feed: { id: string; url: string; title: string | null };
  url: string | null;
  canonicalUrl: string | null;
  guid: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  html: string | null;
  lang: string | null;
  langFrom: "entry" | "feed" | "page" | "text" | null;
  published: string | null;
  publishedFrom: string | null;
  publishedPrecision: EntryDate["precision"] | null;
  zoneAssumed: string | null;
  updated: string | null;
  firstSeen: string;
  authors: string[];
  publisher: null;
  republisher: null;
  attribution: null;
  sections: string[];
  topics: null;
  /** Vulnerability and advisory ids that the item names, such as `CVE-2021-44228`. */
  ids: string[];
  media: Media[];
  /** True for what a feed already held when it was polled for the first time, and for what was held and released. */
  backfill: boolean;
  /** What came of reading the article's own page; `null`: it was not to be read. */
  page: PageReading | null;
  relation: Relation | null;
}

/** One entry of the items stream. */
export interface ItemEvent {
  /** Deterministic: a repeated poll gives the same id. */
  id: string;
  event: Item["event"];
  story: string;
  item: Item;
}
