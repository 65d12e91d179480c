import type { PublishingHints } from "./model.ts";

/** Failures by what they mean for the next try. */
export type FailureKind =
  | "timeout"
  | "dns"
  | "connection"
  | "tls"
  | "server-error"
  | "rate-limited"
  | "forbidden"
  | "not-found"
  | "gone"
  | "refused"
  | "redirects"
  | "not-a-feed"
  | "empty"
  | "too-large"
  | "unreadable"
  | "bad-address"
  | "fault";

/** How a feed fails, and since when: in some way, and in this way. */
export interface FailingFeed {
  kind: FailureKind;
  /** ISO 8601. */
  since: string;
  kindSince: string;
  /** Whether it failed so often for so long that it will hardly come back by itself. */
  isDead: boolean;
}

/** What is remembered of a feed for choosing the time of its next poll. Times are ISO 8601. */
export interface ScheduleMemory {
  /** When something new was last seen in the feed; at first, when its first document was. `null` before that. */
  newAt: string | null;
  /** Seconds: the usual time between two sights of something new; `null` before there were two. */
  gap: number | null;
  /** Entries of the last document, and how many of them were known; `null` before there was anything to compare. */
  entries: number | null;
  known: number | null;
  /** When a document last held nothing that was known, so that entries may have come and gone unseen. */
  missedAt: string | null;
  hints: PublishingHints | null;
  /** Seconds that the last answer stays fresh. */
  fresh: number | null;
  /** Seconds that the last answer asked to wait. */
  retryAfter: number | null;
  failing: FailingFeed | null;
  /** When the last poll failed together with everybody else's, and was not charged to the feed; else `null`. */
  outageAt: string | null;
}

/** What the headers of an answer say about asking again, as they say it. */
export interface Freshness {
  /** Seconds of Cache-Control `max-age` (RFC 9111, 5.2.2.1). */
  maxAge: number | null;
  /** Whether Cache-Control has `no-cache` or `no-store`. */
  isUncacheable: boolean;
  /** Seconds that the answer spent in caches (RFC 9111, 5.1). */
  age: number | null;
  /** Milliseconds since 1970 (RFC 9111, 5.3). */
  expires: number | null;
  /** Milliseconds since 1970 (RFC 9110, 6.6.1). */
  date: number | null;
  /** Seconds, of this answer or of a redirect on the way to it (RFC 9110, 10.2.3). */
  retryAfter: number | null;
}
