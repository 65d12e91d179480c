/** Seconds since a time in ISO 8601, never negative; `null` where there is none. */
export function secondsSince(time: string | null, now: Date): number | null {
  const seconds = time === null ? Number.NaN : (now.getTime() - Date.parse(time)) / 1000;
  return Number.isNaN(seconds) ? null : Math.max(0, seconds);
}
