import type { Disposition, FeedHabit } from "../disposition.ts";
import { newestFirst } from "./newest-first.ts";

/** So many old entries at once are never a flood: feeds show a little of their past when they are edited. */
const FEW = 50;
/** So many times what the feed usually brings is a flood. */
const TIMES_USUAL = 5;
/** Milliseconds that a new entry may be dated before the feed's last document: drafts, days without a time, slow caches. */
const LATE = 7 * 86_400_000;
/** New entries that are emitted of one document. */
const MOST = 1_000;

/** What is known of the feed from before. */
export interface FloodContext {
  /** ISO 8601: when the feed's last document was read. */
  previous: string;
  /** `null` where it is not known. */
  habit: FeedHabit | null;
  /** Whether a part of this document was held already, by a poll that did not come to its end. */
  isUnderWay: boolean;
}

/**
 * What becomes of the entries that a document, however it came, holds and the index lacks. In a flood, old entries are
 * held: an archive that is shown again, a feed that suddenly shows all. Of the others the newest 1,000 are emitted, and
 * the rest held too: nobody writes so much between two polls. An entry is old when it was published a week before the
 * feed's last document, or has no date in a feed whose entries usually have one.
 *
 * A flood is more than 50 old entries and more than five times what the feed usually brings, or more than 1,000 of any
 * age. What is left of a flood after a crash is judged as the whole was, as long as what is held was admitted first.
 *
 * @param published ISO 8601 in UTC, one an entry in the document's order; `null` where it has none
 * @param isNew whether the index lacks the entry
 * @returns one an entry; for those that the index has it says nothing
 */
export function judgeFlood(
  published: readonly (string | null)[],
  isNew: readonly boolean[],
  { previous, habit, isUnderWay }: FloodContext,
): Disposition[] {
  const before = Date.parse(previous) - LATE;
  const isUsuallyDated = habit !== null && habit.dated > 0.5;
  const isOld = (at: number): boolean => {
    const time = published[at] ?? null;
    return time === null ? isUsuallyDated : Date.parse(time) < before;
  };
  const arrivals = [...isNew.keys()].filter((at) => isNew[at]);
  const old = arrivals.filter(isOld).length;
  const isMuch = arrivals.length > MOST || (old > FEW && old > TIMES_USUAL * (habit?.arrivals ?? 0));
  if (!isMuch && !isUnderWay) return isNew.map(() => "emit");
  const news = newestFirst(published).filter((at) => isNew[at] && !isOld(at));
  const emitted = new Set(news.slice(0, MOST));
  return isNew.map((_, at) => (emitted.has(at) ? "emit" : "hold"));
}
