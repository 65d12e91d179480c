import type { PublishingHints } from "../model.ts";
import { DAY, HOUR, MINUTE } from "./backoff.ts";

/** A frequency may be anything. */
const LONGEST = 365 * DAY;

/** RSS 1.0 module Syndication. Other words are typing errors (`dayly`) or say nothing (`always`). */
const PERIODS = new Map([
  ["hourly", HOUR],
  ["daily", DAY],
  ["weekly", 7 * DAY],
  ["monthly", 30 * DAY],
  ["yearly", LONGEST],
]);

const HOURS_A_WEEK = 7 * 24;

/** Seconds that RSS's `ttl` asks for; `null` where it asks for nothing. */
export function ttlSeconds({ ttl }: Pick<PublishingHints, "ttl">): number | null {
  return ttl !== null && ttl > 0 ? ttl * MINUTE : null;
}

/**
 * Seconds until the next update that `sy:` announces: a whole period from now, or, where there is a base to count from
 * and the period is longer than an hour, what is left of the running one. At whole hours half the world's feeds are due.
 */
export function updateSeconds(
  hints: Pick<PublishingHints, "updatePeriod" | "updateFrequency" | "updateBase">,
  now: Date,
): number | null {
  const period = PERIODS.get(hints.updatePeriod ?? "");
  if (period === undefined) return null;
  const frequency = hints.updateFrequency !== null && hints.updateFrequency > 0 ? hints.updateFrequency : 1;
  const seconds = Math.min(period / frequency, LONGEST);
  const base = baseOf(hints.updateBase);
  if (base === null || seconds <= HOUR) return seconds;
  const into = ((now.getTime() - base) / 1000) % seconds;
  return seconds - (into < 0 ? into + seconds : into);
}

/** W3C date and time. A wrong one moves the poll within its period, never further. */
function baseOf(text: string | null): number | null {
  const time = text !== null && /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/**
 * Seconds from a moment to the end of the hours and days, in GMT, in which the feed asks not to be read; 0 outside of
 * them. All hours or all days skipped is nonsense, and ignored.
 */
export function skippedSeconds(
  { skipHours, skipDays }: Pick<PublishingHints, "skipHours" | "skipDays">,
  at: Date,
): number {
  const hours = new Set(skipHours.length < 24 ? skipHours : []);
  const days = new Set(skipDays.length < 7 ? skipDays : []);
  const isSkipped = (time: Date): boolean => hours.has(time.getUTCHours()) || days.has(time.getUTCDay());
  if (Number.isNaN(at.getTime()) || !isSkipped(at)) return 0;
  const hour = HOUR * 1000;
  const start = Math.floor(at.getTime() / hour) * hour;
  for (let ahead = 1; ahead <= HOURS_A_WEEK; ahead++) {
    const time = new Date(start + ahead * hour);
    if (!isSkipped(time)) return (time.getTime() - at.getTime()) / 1000;
  }
  return 0;
}
