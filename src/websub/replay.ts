const DAY = 86_400_000;
/** A push of fewer entries than this is news, whatever their dates say. */
const MANY = 20;
const OLD = 7 * DAY;

export interface PushedEntry {
  /** ISO 8601. */
  published: string | null;
  isKnown: boolean;
}

/**
 * Which entries of a push are old ones: hubs have sent the archives of a site again, hundreds of entries at once. A
 * push is such a replay when it has at least 20 entries, more than half of them not known, and more than half of those
 * dated more than a week back. Of a replay, what is dated within the week is news all the same; what has no date is not.
 *
 * Nothing is held back for it: the items are marked as `backfill`, as those of a feed's first document are.
 */
export function backfillOf(entries: readonly PushedEntry[], now: Date): boolean[] {
  const isOld = ({ published }: PushedEntry): boolean =>
    published !== null && now.getTime() - Date.parse(published) > OLD;
  const isNews = ({ published }: PushedEntry): boolean =>
    published !== null && now.getTime() - Date.parse(published) <= OLD;
  const unknown = entries.filter(({ isKnown }) => !isKnown);
  const isReplay =
    entries.length >= MANY &&
    unknown.length * 2 > entries.length &&
    unknown.filter(isOld).length * 2 > unknown.length;
  return entries.map((entry) => isReplay && !isNews(entry));
}
