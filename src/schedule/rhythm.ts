import type { ScheduleMemory } from "../schedule-memory.ts";
import { DAY, HOUR, MINUTE } from "./backoff.ts";
import { secondsSince } from "./time.ts";

/** Weight of the latest gap. */
const WEIGHT = 0.25;
const SHORTEST_GAP = MINUTE;
const LONGEST_GAP = 30 * DAY;

/** A feed that lives is asked at least as often, in seconds, however slow it is: what it brings once a week is news too. */
const LONGEST_FOR_LIVE = 4 * HOUR;
/** Silence counts as long as this part of it: an hour after a day, a day after 24 of them. */
const OF_SILENCE = 1 / 24;

/**
 * The usual gap after another one was seen, in seconds: a moving average of the logarithms, so that one night or one
 * holiday among many hours hardly counts.
 *
 * @param before `null` when there was no gap yet
 * @param seconds since something new was last seen
 */
export function nextGap(before: number | null, seconds: number): number {
  const gap = Math.min(Math.max(seconds, SHORTEST_GAP), LONGEST_GAP);
  if (before === null) return Math.round(gap);
  const usual = Math.min(Math.max(before, SHORTEST_GAP), LONGEST_GAP);
  return Math.round(Math.exp((1 - WEIGHT) * Math.log(usual) + WEIGHT * Math.log(gap)));
}

/**
 * Seconds after which something new is worth a look; `null` for a feed that was never read. Only times at which we saw
 * something count, never those that the feed states.
 */
export function rhythmSeconds(
  { newAt, gap }: Pick<ScheduleMemory, "newAt" | "gap">,
  now: Date,
): { seconds: number; from: "gap" | "silence" | "nothing" } {
  const silent = (secondsSince(newAt, now) ?? 0) * OF_SILENCE;
  const usual = gap === null ? 0 : Math.min(gap / 2, LONGEST_FOR_LIVE);
  if (silent > usual) return { seconds: silent, from: "silence" };
  return usual > 0 ? { seconds: usual, from: "gap" } : { seconds: 0, from: "nothing" };
}
