import { FetchError, type WirefoldError } from "./errors.ts";
import type { Metrics, PollReport } from "./metrics.ts";
import type { Feed } from "./model.ts";
import type { FeedState, FeedStates, StoredFeedState } from "./registry/feed-state.ts";
import { failureKindOf, wasReached } from "./schedule/failure-kind.ts";
import { afterFailure, afterOutage } from "./schedule/memory.ts";
import type { NetworkWatch } from "./schedule/network-watch.ts";
import { nextPoll, type PollLimits } from "./schedule/next-poll.ts";
import { isEvidence, isOutage } from "./schedule/outage.ts";

/** What it takes to end a poll: to remember what came of it, and to choose the time of the next one. */
export interface PollEnd extends PollLimits {
  states: FeedStates;
  network: NetworkWatch;
  metrics: Metrics;
  /** Whether a hub tells of the feed's news; `null` while hubs have no address to push to. */
  isPushed: ((feedId: string) => Promise<boolean>) | null;
  now: () => Date;
  /** From 0 to 1. */
  random: () => number;
}

type Report = Omit<PollReport, "elapsed" | "dueIn" | "why">;

/** Numbers of a poll that brought nothing. */
export const NOTHING = {
  entries: 0,
  published: 0,
  revisions: 0,
  reprints: 0,
  duplicates: 0,
  held: 0,
  waiting: 0,
  overflow: 0,
} as const;

/** Remembers a poll that was answered, and that the network works. */
export async function recordSuccess(
  feed: Feed,
  before: StoredFeedState,
  state: FeedState,
  report: Report,
  end: PollEnd,
  started: Date,
): Promise<void> {
  end.network.reached(hostOf(feed));
  await endPoll(feed, state, report, end, started);
  if (state.schedule.missedAt !== before.schedule.missedAt) end.metrics.gapSuspected(feed, report.entries);
}

/**
 * Remembers a failed poll: the feed backs off. Unless most hosts fail at once: then it is our network, and the feed is
 * as well as it was.
 */
export async function recordFailure(
  feed: Feed,
  before: StoredFeedState,
  error: WirefoldError | { code: string; message: string },
  end: PollEnd,
  started: Date = end.now(),
): Promise<void> {
  const { code, message } = error;
  const report = { outcome: "failed" as const, ...NOTHING, error: { code, message } };
  const kind = failureKindOf(error);
  const now = end.now();
  if (await isOurOutage(feed, before, wasReached(kind), end)) {
    const schedule = afterOutage(before.schedule, now);
    return endPoll(feed, { ...before, schedule }, report, end, started);
  }
  const failures = before.failures + 1;
  const retryAfter = error instanceof FetchError ? error.retryAfter : null;
  const schedule = afterFailure(before.schedule, { kind, failures, retryAfter }, now);
  const lastError = { code, message, at: now.toISOString() };
  await endPoll(feed, { ...before, failures, lastError, schedule }, report, end, started);
  if (schedule.failing?.isDead && !before.schedule.failing?.isDead)
    end.metrics.feedDied(feed, schedule.failing, failures);
}

/** Notes what a failure says about the network, and whether the network is to blame for it. */
async function isOurOutage(
  feed: Feed,
  before: StoredFeedState,
  reached: boolean | null,
  { network }: PollEnd,
): Promise<boolean> {
  if (reached) network.reached(hostOf(feed));
  if (reached !== false) return false;
  const counts = isEvidence(before.fullAt !== null, before.failures);
  return isOutage(await network.look(counts ? hostOf(feed) : null));
}

async function endPoll(
  feed: Feed,
  state: FeedState,
  report: Report,
  { states, metrics, isPushed, minInterval, maxInterval, now, random }: PollEnd,
  started: Date,
): Promise<void> {
  const ended = now();
  const { schedule: memory, failures } = state;
  const { interval } = feed;
  const pushed = (await isPushed?.(feed.id)) ?? false;
  const { seconds, why } = nextPoll(
    { interval, memory, failures, minInterval, maxInterval, isPushed: pushed, now: ended },
    random(),
  );
  await states.commit(feed.id, state, seconds);
  const elapsed = now().getTime() - started.getTime();
  metrics.feedPolled(feed, { ...report, elapsed, dueIn: Math.round(seconds), why });
}

const hostOf = ({ url }: Feed): string => new URL(url).hostname;
