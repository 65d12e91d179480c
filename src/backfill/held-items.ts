import type { Redis } from "ioredis";
import type { PutAside } from "../disposition.ts";
import { INDEX_KEYS } from "../redis/keys.ts";
import { loadScript, runScript } from "../redis/script.ts";

const DROP = loadScript("drop-held-2");

/** What a feed holds back. */
export interface Hold {
  items: number;
  /** Items that there was no room for: known, and lost to consumers. */
  overflow: number;
}

/** Items that floods brought, by feed, until an operator decides. */
export interface HeldItems {
  holds(feedIds: readonly string[]): Promise<Hold[]>;
  /** Place of the last one that a feed holds; `null`: it holds none. */
  last(feedId: string): Promise<string | null>;
  /** The first ones up to a place, in the order in which they are to be told. */
  first(feedId: string, until: string, count: number): Promise<PutAside[]>;
  /** Drops some; they stay known. Returns how many were there. */
  drop(feedId: string, items: readonly PutAside[]): Promise<number>;
}

const { held, hold } = INDEX_KEYS;

export function createHeldItems(redis: Redis): HeldItems {
  return {
    async holds(feedIds) {
      return Promise.all(
        feedIds.map(async (id) => {
          const [items, overflow] = await Promise.all([
            redis.xlen(held(id)),
            redis.hget(hold(id), "overflow"),
          ]);
          return { items, overflow: items > 0 ? Number(overflow) : 0 };
        }),
      );
    },
    async last(feedId) {
      const [last] = await redis.xrevrange(held(feedId), "+", "-", "COUNT", 1);
      return last?.[0] ?? null;
    },
    async first(feedId, until, count) {
      const items = await redis.xrange(held(feedId), "-", until, "COUNT", count);
      return items.map(([at, [, submission = "", , item = ""]]) => ({ at, submission, item }));
    },
    async drop(feedId, items) {
      const places = items.flatMap(({ at, item }) => [at, Buffer.byteLength(item)]);
      return (await runScript(redis, DROP, [held(feedId), hold(feedId)], places)) as number;
    },
  };
}
