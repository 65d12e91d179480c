import type { Feed } from "../model.ts";
import type { ScheduleMemory } from "../schedule-memory.ts";
import { backoffSeconds, DAY, RETRY_JITTER } from "./backoff.ts";
import { skippedSeconds, ttlSeconds, updateSeconds } from "./hints.ts";
import { isGapSuspected, overlapFactor } from "./overlap.ts";
import { rhythmSeconds } from "./rhythm.ts";
import { createSum, type Sum, type Term, type TermName } from "./terms.ts";

/** Part that jitter may add to a time that nothing went wrong before. */
const JITTER = 0.1;
/** After an outage of ours, everything that failed comes back spread over once more the shortest interval. */
const OUTAGE_JITTER = 1;

export interface PollLimits {
  /** Seconds; nothing is polled more often. */
  minInterval: number;
  /** Seconds; a feed that is well is polled at least as often, unless its server or its operator wants otherwise. */
  maxInterval: number;
}

export interface PollSituation extends PollLimits {
  /** The operator's word, in seconds. */
  interval: Feed["interval"];
  memory: ScheduleMemory;
  /** In a row, the last poll included; none that were ours. */
  failures: number;
  /** Whether its hub tells when something changed, so that polls only look after the hub. */
  isPushed: boolean;
  /** When the last poll ended. */
  now: Date;
}

export interface NextPoll {
  /** From the end of the last poll. */
  seconds: number;
  /** The term that had the last word, jitter aside. */
  why: TermName;
  /** Every term in the order in which it was applied. */
  terms: readonly Term[];
}

/**
 * When a feed is due again, and why. What is added up, and where the numbers come from, is in
 * docs/decisions/0009-when-to-poll.md. Dates of entries play no part in it.
 *
 * @param random from 0 to 1; jitter only adds, so that feeds that failed together do not come back together
 */
export function nextPoll(situation: PollSituation, random: number): NextPoll {
  const { memory, failures, minInterval } = situation;
  const sum = createSum();
  const jitter =
    memory.outageAt !== null
      ? addOutage(sum, situation)
      : failures > 0
        ? addFailure(sum, situation)
        : addSuccess(sum, situation);
  sum.atLeast("floor", minInterval, "nothing is polled more often");
  const keepsSkips = positive(situation.interval) === null || failures > 0;
  if (keepsSkips) addSkipped(sum, situation, 0);
  sum.atLeast("retry-after", positive(memory.retryAfter), "what the server asked to wait");
  const why = sum.terms.findLast(({ effect }) => effect !== "none")?.name ?? "floor";
  const chance = random > 0 ? Math.min(random, 1) : 0;
  sum.multiply("jitter", 1 + jitter * chance, "so that nothing is polled in step");
  // Jitter, or what the server asked to wait, may have led into such an hour after all.
  if (keepsSkips) addSkipped(sum, situation, chance * SKIP_SPREAD);
  return { seconds: sum.seconds, why, terms: sum.terms };
}

function addSuccess(sum: Sum, situation: PollSituation): number {
  const interval = positive(situation.interval);
  if (interval !== null) {
    sum.set("interval", interval, "the operator's word: nothing else counts but Retry-After");
    return JITTER;
  }
  const { memory, isPushed, maxInterval } = situation;
  addRhythm(sum, situation);
  if (isPushed) sum.atLeast("push", DAY, "its hub tells; this poll looks after the hub");
  addHints(sum, situation);
  sum.atLeast("cache", positive(memory.fresh), "how long the last answer stays fresh, by its headers");
  // Less what jitter may add: the ceiling holds with it.
  sum.atMost(
    "ceiling",
    maxInterval / (1 + JITTER),
    "a feed that is well is looked at, whatever its hints say",
  );
  return JITTER;
}

function addHints(sum: Sum, { memory, maxInterval, now }: PollSituation): void {
  const { hints } = memory;
  if (!hints) return;
  const { isExpired, ttl, updatePeriod, updateFrequency } = hints;
  if (isExpired) sum.atLeast("expired", maxInterval, "the feed says that it will not change again");
  if (isGapSuspected(memory, now)) {
    const note = "not followed: the feed may have lost entries in the last seven days";
    if (ttl !== null) sum.ignore("ttl", note);
    if (updatePeriod !== null) sum.ignore("update-period", note);
    return;
  }
  if (ttl !== null) sum.atLeast("ttl", ttlSeconds(hints), `the document says ${ttl} minutes`);
  if (updatePeriod !== null) {
    const said = `the document says "${updatePeriod}", ${updateFrequency ?? 1} times`;
    sum.atLeast("update-period", updateSeconds(hints, now), said);
  }
}

function addRhythm(sum: Sum, { memory, now }: PollSituation): void {
  const { seconds, from } = rhythmSeconds(memory, now);
  const notes = {
    gap: "half of the usual time between two news",
    silence: "a 24th of the time since the last news",
    nothing: "not known yet",
  };
  sum.set("rhythm", seconds, notes[from]);
  const { entries, known, gap } = memory;
  if (entries === null || known === null) return;
  const factor = overlapFactor(memory);
  // Of a feed that has brought nothing yet, everything is known, and that says nothing.
  const applied = factor > 1 && gap === null ? 1 : factor;
  sum.multiply("overlap", applied, `${known} of ${entries} entries were known at the last poll`);
}

function addFailure(sum: Sum, { memory, failures, minInterval, interval }: PollSituation): number {
  const { kind = "fault", isDead = false } = memory.failing ?? {};
  const note = `${kind}, ${failures} in a row${isDead ? ", taken for dead" : ""}`;
  sum.set("failure", backoffSeconds(kind, failures, isDead, minInterval), note);
  sum.atLeast("interval", positive(interval), "the operator's word");
  return RETRY_JITTER;
}

function addOutage(sum: Sum, situation: PollSituation): number {
  // A feed that failed before waits as it did.
  if (situation.failures > 0) addFailure(sum, situation);
  else sum.set("outage", situation.minInterval, "most hosts failed at once: not the feed's fault");
  if (situation.failures === 0) sum.atLeast("interval", positive(situation.interval), "the operator's word");
  return OUTAGE_JITTER;
}

/** Seconds over which feeds come back after an hour to be skipped, where no jitter follows. */
const SKIP_SPREAD = 600;

/**
 * Hours and days that the feed wants to be left alone in, as long as that is not longer than the ceiling.
 *
 * @param spread seconds to be added
 */
function addSkipped(sum: Sum, { memory, maxInterval, now }: PollSituation, spread: number): void {
  if (!memory.hints || memory.hints.skipHours.length + memory.hints.skipDays.length === 0) return;
  const skipped = skippedSeconds(memory.hints, new Date(now.getTime() + sum.seconds * 1000));
  const most = maxInterval / (1 + JITTER);
  const until = skipped > 0 ? Math.min(sum.seconds + skipped + spread, most) : null;
  sum.atLeast("skip", until, "skipHours and skipDays, in GMT, up to the ceiling");
}

const positive = (seconds: number | null): number | null =>
  seconds !== null && Number.isFinite(seconds) && seconds > 0 ? seconds : null;
