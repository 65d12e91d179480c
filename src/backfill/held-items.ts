import type { Redis } from "ioredis";
import { ITEMS_KEY, heldKey, holdKey, seenKey } from "../redis/keys.ts";
import { loadScript, runScript } from "../redis/script.ts";

const RELEASE = loadScript("release-held-n");

/** One script call blocks Redis for all others, so much is released in parts. */
const BATCH = 50;
/** As long as dedupe/ remembers an address: an item counts from when it is told. */
const ADDRESS_SECONDS = 30 * 86_400;

/** What a feed holds back. */
export interface Hold {
  items: number;
  /** Items that there was no room for: known, and lost to consumers. */
  overflow: number;
}

/** What became of the items of a hold. */
export interface Release {
  emitted: number;
  /** Those whose article another feed's item told meanwhile. */
  duplicates: number;
  dropped: number;
}

/** Items that floods brought, by feed, until an operator decides. */
export interface HeldItems {
  holds(feedIds: readonly string[]): Promise<Hold[]>;
  /**
   * Emits what is held now, in its order, or drops it, which leaves it known. Each item is emitted once, however often and
   * by however many this is called; what comes into the hold meanwhile stays there.
   */
  release(feedId: string, action: "emit" | "drop"): Promise<Release>;
}

export function createHeldItems(redis: Redis): HeldItems {
  return {
    async holds(feedIds) {
      return Promise.all(
        feedIds.map(async (id) => {
          const [items, overflow] = await Promise.all([
            redis.xlen(heldKey(id)),
            redis.hget(holdKey(id), "overflow"),
          ]);
          return { items, overflow: items > 0 ? Number(overflow) : 0 };
        }),
      );
    },
    async release(feedId, action) {
      const [held, seen] = [heldKey(feedId), seenKey(feedId)];
      const release = { emitted: 0, duplicates: 0, dropped: 0 };
      const [last] = await redis.xrevrange(held, "+", "-", "COUNT", 1);
      if (!last) return release;
      for (;;) {
        const items = await redis.xrange(held, "-", last[0], "COUNT", BATCH);
        if (items.length === 0) return release;
        const addresses = items.map(([, fields]) => addressIn(fields) || seen);
        const answers = (await runScript(
          redis,
          RELEASE,
          [ITEMS_KEY, seen, held, holdKey(feedId), ...addresses],
          [action, ADDRESS_SECONDS, feedId, ...items.map(([place]) => place)],
        )) as string[];
        for (const answer of answers) {
          if (answer === "new") release.emitted++;
          else if (answer === "dropped") release.dropped++;
          else if (answer !== "gone") release.duplicates++;
        }
      }
    },
  };
}

function addressIn(fields: readonly string[]): string {
  const at = fields.findIndex((name, place) => place % 2 === 0 && name === "address");
  return at < 0 ? "" : (fields[at + 1] ?? "");
}
