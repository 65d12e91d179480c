const MAX_SECONDS = 7 * 86_400;

/**
 * Seconds that a server asks to wait: a number, or a date (RFC 9110, 10.2.3), at most a week. Anything else is no
 * request at all.
 */
export function retryAfterSeconds(value: string | null, now: number): number | null {
  if (value === null) return null;
  const text = value.trim();
  const seconds = /^\d+$/.test(text)
    ? Number(text)
    : /[a-z]/i.test(text)
      ? (Date.parse(text) - now) / 1000
      : Number.NaN;
  return seconds > 0 ? Math.min(Math.ceil(seconds), MAX_SECONDS) : null;
}
