import type { Redis } from "ioredis";
import { DUE_KEY } from "../redis/keys.ts";
import { loadScript, runScript } from "../redis/script.ts";

const CLAIM = loadScript("claim-due-1");
const SCHEDULE = loadScript("schedule-feeds-1");

export interface Claim {
  /** Milliseconds of Redis's clock. */
  claimedAt: number;
  feedIds: string[];
}

/** When feeds are due, in Redis, shared by all schedulers. */
export interface DueFeeds {
  /** Takes up to `limit` due feeds for `lease` milliseconds: nobody else gets them until then. */
  claim(limit: number, lease: number): Promise<Claim>;
  /** Gives new feeds their first time, in milliseconds from now; those that have a time keep it. */
  scheduleNew(feeds: ReadonlyMap<string, number>): Promise<void>;
  /** Makes feeds due now. Returns how many of them exist. */
  pollNow(feedIds: readonly string[]): Promise<number>;
  /** Makes a feed due in so many milliseconds; one that was removed stays removed. */
  postpone(feedId: string, wait: number): Promise<void>;
  /** Times at which feeds are due; `null` where a feed is not scheduled. */
  dueAt(feedIds: readonly string[]): Promise<(Date | null)[]>;
}

export function createDueFeeds(redis: Redis): DueFeeds {
  return {
    async claim(limit, lease) {
      const [now = "0", ...feedIds] = (await runScript(redis, CLAIM, [DUE_KEY], [limit, lease])) as string[];
      return { claimedAt: Number(now), feedIds };
    },
    async scheduleNew(feeds) {
      if (feeds.size > 0) await runScript(redis, SCHEDULE, [DUE_KEY], ["new", ...[...feeds].flat()]);
    },
    async pollNow(feedIds) {
      if (feedIds.length === 0) return 0;
      const known = (await redis.zmscore(DUE_KEY, ...feedIds)).filter((score) => score !== null).length;
      await runScript(redis, SCHEDULE, [DUE_KEY], ["known", ...feedIds.flatMap((id) => [id, 0])]);
      return known;
    },
    async postpone(feedId, wait) {
      await runScript(redis, SCHEDULE, [DUE_KEY], ["known", feedId, Math.ceil(wait)]);
    },
    async dueAt(feedIds) {
      if (feedIds.length === 0) return [];
      const scores = await redis.zmscore(DUE_KEY, ...feedIds);
      return scores.map((score) => (score === null ? null : new Date(Number(score))));
    },
  };
}
