import type { Feed, IdentityDecision } from "./model.ts";
import { type Logger, withoutCredentials } from "./log.ts";

/** What happened at one poll, in numbers. */
export interface PollReport {
  outcome: "items" | "unchanged" | "failed";
  /** Entries in the document; 0 unless it was read. */
  entries: number;
  /** Items put on the stream. */
  published: number;
  /** Entries of the document that another feed, or the same one under another guid, had already brought. */
  duplicates: number;
  /** Milliseconds from the request to the committed state. */
  elapsed: number;
  error: { code: string; message: string } | null;
}

/** One function per business event: the log line and the counters stand together, so that neither is forgotten. */
export interface Metrics {
  readonly totals: Readonly<
    Record<
      "polls" | "unchanged" | "published" | "duplicates" | "failures" | "identityChanges" | "relayed",
      number
    >
  >;
  feedPolled(feed: Feed, report: PollReport): void;
  /** @param from the policy until now */
  identityChanged(feed: Feed, from: IdentityDecision["policy"], decision: IdentityDecision): void;
  feedsClaimed(count: number): void;
  eventsRelayed(count: number): void;
  eventsMissed(): void;
}

export function createMetrics(log: Logger): Metrics {
  const totals = {
    polls: 0,
    unchanged: 0,
    published: 0,
    duplicates: 0,
    failures: 0,
    identityChanges: 0,
    relayed: 0,
  };
  return {
    totals,
    feedPolled(feed, report) {
      totals.polls++;
      totals.published += report.published;
      totals.duplicates += report.duplicates;
      if (report.outcome === "unchanged") totals.unchanged++;
      if (report.outcome === "failed") totals.failures++;
      const level = report.outcome === "failed" ? "warn" : report.published > 0 ? "info" : "debug";
      log[level]({ feed: feed.id, url: withoutCredentials(feed.url), ...report }, "feed polled");
    },
    identityChanged(feed, from, { policy, reason }) {
      totals.identityChanges++;
      const about = { feed: feed.id, url: withoutCredentials(feed.url), from, to: policy, reason };
      log.info(about, "identity policy changed");
    },
    feedsClaimed(count) {
      log.debug({ count }, "feeds claimed");
    },
    eventsRelayed(count) {
      totals.relayed += count;
      log.debug({ count }, "events relayed");
    },
    eventsMissed() {
      log.warn("events left the stream before the queue items had room for them: nobody works on it");
    },
  };
}
