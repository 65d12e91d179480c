import type { Freshness } from "../schedule-memory.ts";

/**
 * Seconds that an answer stays fresh: `max-age` less the time it spent in caches, or else `Expires` less `Date`
 * (RFC 9111, 4.2.1). `null` where the headers do not say, or say that it is stale already.
 *
 * @param now milliseconds since 1970, for an answer without a date
 */
export function cacheLifetime(freshness: Freshness, now: number): number | null {
  const { maxAge, isUncacheable, age, expires, date } = freshness;
  if (isUncacheable) return null;
  const lifetime = maxAge ?? (expires === null ? null : (expires - (date ?? now)) / 1000);
  const seconds = Math.floor((lifetime ?? 0) - (age ?? 0));
  return seconds > 0 ? seconds : null;
}
