import type { FirstEntries } from "../model.ts";
import type { Disposition } from "../disposition.ts";
import { newestFirst } from "./newest-first.ts";

/** Entries without a date that are emitted where a time is asked for. */
const UNDATED = 200;

/**
 * What is emitted of a feed's first document; the rest is known from then on, and never news. It is judged by all that
 * the document holds and not by what the index lacks, so that a poll that is repeated after a crash comes to the same.
 *
 * Where a time is asked for, an entry without a date may be within it: the first 200 of those are emitted too.
 *
 * @param published ISO 8601 in UTC, one an entry in the document's order; `null` where it has none
 */
export function judgeFirst(
  published: readonly (string | null)[],
  first: FirstEntries,
  now: Date,
): Disposition[] {
  const emitted = new Set(
    "newest" in first
      ? newestFirst(published).slice(0, first.newest)
      : within(published, now.getTime() - first.seconds * 1000),
  );
  return published.map((_, at) => (emitted.has(at) ? "emit" : "know"));
}

function within(published: readonly (string | null)[], since: number): number[] {
  const places = [...published.keys()];
  const undated = places.filter((at) => published[at] === null).slice(0, UNDATED);
  return [...undated, ...places.filter((at) => Date.parse(published[at] ?? "") >= since)];
}
