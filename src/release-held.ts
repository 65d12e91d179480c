import type { HeldItems } from "./backfill/held-items.ts";
import type { ItemIndex } from "./dedupe/item-index.ts";
import { arrivalOf } from "./put-aside.ts";

/** What became of the items of a hold. */
export interface Release {
  emitted: number;
  /** Those whose article was told meanwhile. */
  duplicates: number;
  dropped: number;
}

/** As many as are judged at once. */
const BATCH = 30;

/**
 * Emits what a feed holds now, in its order, or drops it, which leaves it known. Each item is judged as if it arrived only
 * now, and emitted once, however often and by however many this is called; what comes into the hold meanwhile stays.
 */
export async function releaseHeld(
  feedId: string,
  action: "emit" | "drop",
  held: HeldItems,
  index: Pick<ItemIndex, "admit">,
): Promise<Release> {
  const release = { emitted: 0, duplicates: 0, dropped: 0 };
  const last = await held.last(feedId);
  if (last === null) return release;
  for (;;) {
    const items = await held.first(feedId, last, BATCH);
    if (items.length === 0) return release;
    if (action === "drop") {
      release.dropped += await held.drop(feedId, items);
      continue;
    }
    const verdicts = await index.admit(
      feedId,
      items.map((item) => arrivalOf(item, "release")),
      null,
      new Date(),
    );
    for (const { kind } of verdicts) {
      if (kind === "duplicate") release.duplicates++;
      else if (kind !== "known") release.emitted++;
    }
  }
}
