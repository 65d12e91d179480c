import type { Watched } from "./watch.ts";

/** Milliseconds by which clocks that are read in whole milliseconds may differ. */
const ROUNDING = 2;

/**
 * Milliseconds between each time that a feed was due, while it was measured, and the request that followed. A request
 * that never came counts as late as can be said at the end.
 *
 * @param arrivals when each host was asked
 */
export function latenessOf(
  dueTimes: Watched["dueTimes"],
  arrivals: ReadonlyMap<string, readonly number[]>,
  { from, to, end }: Pick<Watched, "from" | "to" | "end">,
): number[] {
  return [...dueTimes].flatMap(([url, times]) => {
    const asked = arrivals.get(new URL(url).hostname) ?? [];
    const measured = [...times].filter((due) => due >= from && due < to);
    return measured.map((due) => (asked.find((time) => time >= due - ROUNDING) ?? end) - due);
  });
}

/** @param share from 0 to 1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? Number.NaN;
}
