import type { FailingFeed } from "./schedule-memory.ts";
import type { PageReading, Verdict } from "./item.ts";
import type { Feed, IdentityDecision } from "./model.ts";
import { broughtBy, countVerdicts, type Tally } from "./tally.ts";
import { type Logger, withoutCredentials } from "./log.ts";

/** What happened at one poll, in numbers. */
export interface PollReport extends Tally {
  outcome: "items" | "unchanged" | "failed";
  /** Entries in the document; 0 unless it was read. */
  entries: number;
  /** Milliseconds from the request to the committed state. */
  elapsed: number;
  error: { code: string; message: string } | null;
  /** Seconds until the feed is due again. */
  dueIn: number;
  /** The term of the schedule that decided it. */
  why: string;
}

/** A host that asked for less, or is slow. */
export interface HostReport {
  /** Registrable domain, IP address or host name. */
  unit: string;
  why: string;
  /** Milliseconds between the starts of two requests from now on. */
  spacing: number;
  /** Milliseconds in which no request starts. */
  closedFor: number;
  /** HTTP status that it answered; `null`: no answer. */
  status: number | null;
}

/** One function per business event: the log line and the counters stand together, so that neither is forgotten. */
export interface Metrics {
  readonly totals: Readonly<
    Record<
      | "polls"
      | "unchanged"
      | "published"
      | "revisions"
      | "reprints"
      | "duplicates"
      | "failures"
      | "identityChanges"
      | "gapsSuspected"
      | "deaths"
      | "outages"
      | "postponed"
      | "held"
      | "overflow"
      | "pagesRead"
      | "pagesRefused"
      | "pushes"
      | "relayed",
      number
    >
  >;
  feedPolled(feed: Feed, report: PollReport): void;
  /** @param from the policy until now */
  identityChanged(feed: Feed, from: IdentityDecision["policy"], decision: IdentityDecision): void;
  /** A document held nothing that was known: entries may have come and gone between two polls. */
  gapSuspected(feed: Feed, entries: number): void;
  /** A feed is taken for dead from now on. */
  feedDied(feed: Feed, failing: FailingFeed, failures: number): void;
  /** Whether most hosts fail at once, as it looks now; told after every poll. */
  networkSeen(isDown: boolean): void;
  /** A permanent move that held: the feed is asked for there from now on. */
  feedMoved(feed: Feed, to: string): void;
  /** A feed moves to an address that another feed is registered with. */
  feedsMeet(feed: Feed, to: string, other: string): void;
  /** A document brought a flood, and a part of it is held back. */
  entriesHeld(feed: Feed, counts: Pick<Tally, "held" | "overflow">): void;
  /** An item whose page was waited for went its way. @param page `refusal`: it was given up on */
  pageDone(feedId: string, itemId: string, page: PageReading, verdict: Verdict): void;
  /** @param wait milliseconds until a page is asked for again */
  pagePostponed(feedId: string, url: string, wait: number, error: Error): void;
  /** A poll changed the feed's subscription at a hub. */
  hubFollowed(feed: Feed, change: string): void;
  hubAsked(feedId: string, hub: string, mode: string, error: Error | null): void;
  /** Something came to the callback of a subscription. */
  hubCalled(feedId: string, hub: string, event: string): void;
  feedPushed(
    feed: Feed,
    report: { entries: number; published: number; waiting: number; backfill: number },
  ): void;
  /** A push could not be used; the feed is polled instead. */
  pushFailed(feedId: string, reason: string): void;
  feedsClaimed(count: number): void;
  /** @param wait milliseconds until the turn at its server */
  feedPostponed(feed: Feed, wait: number): void;
  hostSlowed(report: HostReport): void;
  eventsRelayed(count: number): void;
  eventsMissed(): void;
}

export function createMetrics(log: Logger): Metrics {
  const totals = {
    polls: 0,
    unchanged: 0,
    published: 0,
    revisions: 0,
    reprints: 0,
    duplicates: 0,
    held: 0,
    overflow: 0,
    pagesRead: 0,
    pagesRefused: 0,
    failures: 0,
    identityChanges: 0,
    gapsSuspected: 0,
    deaths: 0,
    outages: 0,
    postponed: 0,
    pushes: 0,
    relayed: 0,
  };
  let isNetworkDown = false;
  return {
    totals,
    feedPolled(feed, report) {
      totals.polls++;
      totals.published += report.published;
      totals.revisions += report.revisions;
      totals.reprints += report.reprints;
      totals.duplicates += report.duplicates;
      if (report.outcome === "unchanged") totals.unchanged++;
      if (report.outcome === "failed") totals.failures++;
      const level = report.outcome === "failed" ? "warn" : broughtBy(report) > 0 ? "info" : "debug";
      log[level]({ feed: feed.id, url: withoutCredentials(feed.url), ...report }, "feed polled");
    },
    identityChanged(feed, from, { policy, reason }) {
      totals.identityChanges++;
      const about = { feed: feed.id, url: withoutCredentials(feed.url), from, to: policy, reason };
      log.info(about, "identity policy changed");
    },
    gapSuspected(feed, entries) {
      totals.gapsSuspected++;
      log.warn({ feed: feed.id, url: withoutCredentials(feed.url), entries }, "gap suspected");
    },
    feedDied(feed, { kind, since }, failures) {
      totals.deaths++;
      const about = { feed: feed.id, url: withoutCredentials(feed.url), kind, since, failures };
      log.warn(about, "feed taken for dead");
    },
    networkSeen(isDown) {
      if (isDown === isNetworkDown) return;
      isNetworkDown = isDown;
      if (isDown) totals.outages++;
      if (isDown) log.error("most hosts cannot be reached: failures are not charged to the feeds");
      else log.info("hosts can be reached again");
    },
    feedMoved(feed, to) {
      const about = { feed: feed.id, url: withoutCredentials(feed.url), to: withoutCredentials(to) };
      log.info(about, "feed moved; its new address is asked from now on");
    },
    feedsMeet(feed, to, other) {
      const about = { feed: feed.id, url: withoutCredentials(feed.url), to: withoutCredentials(to), other };
      log.warn(about, "feed moves to the address of another feed; remove one of them");
    },
    entriesHeld(feed, { held, overflow }) {
      totals.held += held;
      totals.overflow += overflow;
      const about = { feed: feed.id, url: withoutCredentials(feed.url), held, overflow };
      log.warn(about, "a flood of entries is held: `wirefold feeds release FEED` emits or drops them");
    },
    pageDone(feed, item, { url, refusal }, verdict) {
      totals[refusal === null ? "pagesRead" : "pagesRefused"]++;
      const { published, revisions, reprints } = countVerdicts([verdict]);
      totals.published += published;
      totals.revisions += revisions;
      totals.reprints += reprints;
      const about = { feed, item, url: withoutCredentials(url), verdict: verdict.kind };
      if (refusal === null) log.debug(about, "page read");
      else log.info({ ...about, refusal }, "page given up on; the item has the feed's words");
    },
    pagePostponed(feed, url, wait, { message }) {
      log.debug({ feed, url: withoutCredentials(url), wait, reason: message }, "page waits");
    },
    hubFollowed(feed, change) {
      const about = { feed: feed.id, url: withoutCredentials(feed.url), change };
      log[change === "demoted" ? "warn" : "info"](about, "subscription changed");
    },
    hubAsked(feed, hub, mode, error) {
      const about = { feed, hub: withoutCredentials(hub), mode };
      if (error === null) log.debug(about, "hub asked");
      else log.warn({ ...about, reason: error.message }, "hub refused");
    },
    hubCalled(feed, hub, event) {
      const isExpected = event === "confirmed" || event === "left" || event === "push accepted";
      log[isExpected ? "debug" : "warn"]({ feed, hub: withoutCredentials(hub), event }, "hub called");
    },
    feedPushed(feed, report) {
      totals.pushes++;
      totals.published += report.published;
      const level = broughtBy(report) > 0 ? "info" : "debug";
      log[level]({ feed: feed.id, url: withoutCredentials(feed.url), ...report }, "feed pushed");
    },
    pushFailed(feed, reason) {
      log.warn({ feed, reason }, "push not used; the feed is polled instead");
    },
    feedsClaimed(count) {
      log.debug({ count }, "feeds claimed");
    },
    feedPostponed(feed, wait) {
      totals.postponed++;
      log.debug({ feed: feed.id, url: withoutCredentials(feed.url), wait }, "feed waits for its turn");
    },
    hostSlowed(report) {
      log.warn(report, report.closedFor > 0 ? "host closed for a while" : "host slowed");
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
