import type { ScheduleMemory } from "../schedule-memory.ts";
import { WEEK } from "./backoff.ts";
import { secondsSince } from "./time.ts";

/** Documents with fewer entries are replaced as a whole in the usual course of things. */
const FEWEST_ENTRIES = 3;
/** Seconds that a suspicion lasts. */
const SUSPICION = WEEK;

/** Whether entries may have come and gone between two documents: none of the last one was known. */
export function isGap(entries: number, known: number): boolean {
  return entries >= FEWEST_ENTRIES && known === 0;
}

/** Whether a feed lost entries not long ago, as far as can be told. */
export function isGapSuspected({ missedAt }: Pick<ScheduleMemory, "missedAt">, now: Date): boolean {
  const seconds = secondsSince(missedAt, now);
  return seconds !== null && seconds < SUSPICION;
}

/**
 * By what the time to the next poll is multiplied: the less of a document was known, the closer the last poll came to
 * missing something.
 */
export function overlapFactor({ entries, known }: Pick<ScheduleMemory, "entries" | "known">): number {
  if (entries === null || known === null || entries < FEWEST_ENTRIES) return 1;
  const share = known / entries;
  if (share === 0) return 1 / 4;
  if (share < 1 / 3) return 1 / 2;
  return share >= 0.9 ? 5 / 4 : 1;
}
