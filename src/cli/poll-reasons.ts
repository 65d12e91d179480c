import type { Config } from "../config.ts";
import type { Feed } from "../model.ts";
import type { StoredFeedState } from "../registry/feed-state.ts";
import { type NextPoll, nextPoll } from "../schedule/next-poll.ts";
import { isGapSuspected } from "../schedule/overlap.ts";
import { isPushed, type Subscription } from "../websub/subscription.ts";
import { ago } from "./durations.ts";

/** The sum that was made at the end of the last poll, without jitter; `null` for a feed that was not polled yet. */
export function sumOf(
  { interval }: Feed,
  { polledAt, failures, schedule: memory }: StoredFeedState,
  { minInterval, maxInterval, publicUrl }: Config,
  subscription: Subscription | null,
): NextPoll | null {
  if (polledAt === 0) return null;
  const now = new Date(polledAt);
  const pushed = publicUrl !== null && subscription !== null && isPushed(subscription, now);
  return nextPoll({ interval, memory, failures, minInterval, maxInterval, isPushed: pushed, now }, 0);
}

/** How a feed is, in a few words: what failed last, how often and since when. */
export function statusOf({ polledAt, failures, lastError, schedule }: StoredFeedState): string {
  const { failing, outageAt } = schedule;
  if (lastError) {
    const since = ` for ${ago(Date.parse(failing?.since ?? lastError.at))}`;
    return `${failing?.isDead ? "dead " : ""}${lastError.code} x${failures}${since}`;
  }
  if (outageAt !== null) return "our outage";
  if (isGapSuspected(schedule, new Date())) return "gap suspected";
  return polledAt > 0 ? "ok" : "new";
}
