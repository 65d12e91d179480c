import type { FailingFeed, FailureKind } from "../schedule-memory.ts";
import { secondsSince } from "./time.ts";

export const MINUTE = 60;
export const HOUR = 3_600;
export const DAY = 86_400;
export const WEEK: number = 7 * DAY;

interface Backoff {
  /** Seconds to the second try. */
  first: number;
  /** By which every further failure multiplies it. */
  factor: number;
  /** Seconds, jitter included, while the feed is not taken for dead. */
  longest: number;
  /** The same when it is. */
  longestDead: number;
}

/**
 * How failures are answered. What passes by itself is tried again soon, what somebody must mend is tried later, what the
 * server refuses later still. Nothing is given up: a feed that is dead is asked once a week.
 */
const BACKOFF: Record<FailureKind, Backoff> = {
  timeout: { first: 15 * MINUTE, factor: 2, longest: DAY, longestDead: WEEK },
  dns: { first: 15 * MINUTE, factor: 2, longest: DAY, longestDead: WEEK },
  connection: { first: 15 * MINUTE, factor: 2, longest: DAY, longestDead: WEEK },
  "server-error": { first: 15 * MINUTE, factor: 2, longest: DAY, longestDead: WEEK },
  empty: { first: 15 * MINUTE, factor: 2, longest: DAY, longestDead: WEEK },
  // A page for the time of some work on the site, often enough.
  "not-a-feed": { first: 30 * MINUTE, factor: 2, longest: DAY, longestDead: WEEK },
  unreadable: { first: 30 * MINUTE, factor: 2, longest: DAY, longestDead: WEEK },
  tls: { first: HOUR, factor: 2, longest: DAY, longestDead: WEEK },
  redirects: { first: HOUR, factor: 2, longest: DAY, longestDead: WEEK },
  "rate-limited": { first: HOUR, factor: 2, longest: DAY, longestDead: WEEK },
  // It comes back: active feeds do answer 404.
  "not-found": { first: HOUR, factor: 2, longest: DAY, longestDead: WEEK },
  refused: { first: HOUR, factor: 2, longest: DAY, longestDead: WEEK },
  forbidden: { first: 2 * HOUR, factor: 3, longest: DAY, longestDead: WEEK },
  // Costs both sides the whole document every time.
  "too-large": { first: 4 * HOUR, factor: 2, longest: DAY, longestDead: WEEK },
  gone: { first: DAY, factor: 1, longest: DAY, longestDead: WEEK },
  // Nothing is asked of the network, and nothing changes before the operator does something.
  "bad-address": { first: DAY, factor: 1, longest: DAY, longestDead: DAY },
  fault: { first: 15 * MINUTE, factor: 2, longest: DAY, longestDead: DAY },
};

/** The shortest interval that the first delays are meant for; whoever polls more often also tries again sooner. */
const USUAL_FLOOR = 15 * MINUTE;
/** A feed is dead after as many failures in a row, over at least as many seconds. */
const DEAD_AFTER = { failures: 10, seconds: WEEK };
/** 410 says that it is for good, and is believed when it was repeated for as long. */
const GONE_AFTER = { failures: 3, seconds: 3 * DAY };

/** Part that jitter may add to a delay after a failure. */
export const RETRY_JITTER = 0.25;

/**
 * Seconds until a feed that failed is tried again, without jitter.
 *
 * @param failures in a row, this one included
 * @param minInterval seconds
 */
export function backoffSeconds(
  kind: FailureKind,
  failures: number,
  dead: boolean,
  minInterval: number,
): number {
  const { first, factor, longest, longestDead } = BACKOFF[kind];
  if (dead) return longestDead / (1 + RETRY_JITTER);
  const start = factor > 1 ? first * Math.min(1, minInterval / USUAL_FLOOR) : first;
  // 2^64 seconds is more than any limit, and still a number.
  const exponent = Math.min(Math.max(failures - 1, 0), 64);
  return Math.min(start * factor ** exponent, longest / (1 + RETRY_JITTER));
}

/** Whether a feed that has failed so often for so long will hardly come back by itself. */
export function isDead(failing: Omit<FailingFeed, "isDead">, failures: number, now: Date): boolean {
  const lasts = (since: string, { failures: least, seconds }: typeof DEAD_AFTER): boolean =>
    failures >= least && (secondsSince(since, now) ?? 0) >= seconds;
  return (
    lasts(failing.since, DEAD_AFTER) || (failing.kind === "gone" && lasts(failing.kindSince, GONE_AFTER))
  );
}
