/** Seconds since 1970 of 1995 and of 2100: outside, a number is more likely something else. */
const EARLIEST = Date.UTC(1995, 0) / 1000;
const LATEST = Date.UTC(2100, 0) / 1000;

const PLAIN = /^\d{9,16}(?:\.\d+)?$/;
/** ASP.NET's JSON; the offset is for display, the number is UTC. */
const DOT_NET = /^\\?\/Date\((\d{12,13})(?:[+-]\d{4})?\)\\?\/$/i;

/**
 * Reads a count since 1970 as programs write it: seconds (9 or 10 digits), milliseconds (12 or 13) or microseconds
 * (16), and `/Date(1620056587000)/`.
 *
 * @returns milliseconds since 1970, cut to the second; `null` when it is not one, or not between 1995 and 2100
 */
export function readEpoch(text: string): number | null {
  const count = DOT_NET.exec(text)?.[1] ?? (PLAIN.test(text) ? text.split(".")[0] : undefined);
  if (count === undefined) return null;
  const perSecond = { 9: 1, 10: 1, 12: 1_000, 13: 1_000, 16: 1_000_000 }[count.length];
  if (perSecond === undefined) return null;
  const seconds = Math.floor(Number(count) / perSecond);
  return seconds >= EARLIEST && seconds < LATEST ? seconds * 1_000 : null;
}
