import type { FeedHabit } from "../disposition.ts";

/** How much the newest document counts: what ten documents ago was usual hardly matters. */
const WEIGHT = 0.2;

/**
 * The habit after one more document with entries. Held entries are no arrivals: a flood must not become usual.
 *
 * @param before `null` before the first document
 * @param arrivals items that the document brought, held ones aside
 */
export function habitAfter(
  before: FeedHabit | null,
  published: readonly (string | null)[],
  arrivals: number,
): FeedHabit {
  const dated = published.filter((time) => time !== null).length / published.length;
  if (before === null) return { arrivals: 0, dated: round(dated) };
  return { arrivals: mean(before.arrivals, arrivals), dated: mean(before.dated, dated) };
}

const mean = (before: number, now: number): number => round(before + WEIGHT * (now - before));

/** It is stored with every feed, so it is kept short. */
const round = (value: number): number => Math.round(value * 100) / 100;
