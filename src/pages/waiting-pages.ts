import type { Redis } from "ioredis";
import type { PutAside } from "../disposition.ts";
import { INDEX_KEYS } from "../redis/keys.ts";
import { loadScript, runScript } from "../redis/script.ts";

const CLAIM = loadScript("claim-due-1");
const POSTPONE = loadScript("schedule-feeds-1");

/** An item that waits for its page, by where it waits. */
export interface WaitingPage {
  feedId: string;
  /** Its place among those of its feed. */
  at: string;
}

/** Items that wait for their page, of all feeds. The index puts them there and takes them out. */
export interface WaitingPages {
  /** Takes up to `limit` that are due for `lease` milliseconds: nobody else gets them until then. */
  claim(limit: number, lease: number): Promise<WaitingPage[]>;
  /** How many wait, of each feed. */
  counts(feedIds: readonly string[]): Promise<number[]>;
  /** `null`: it was taken out. */
  load(page: WaitingPage): Promise<PutAside | null>;
  /** Makes one due in so many milliseconds; one that was taken out stays out. */
  postpone(page: WaitingPage, wait: number): Promise<void>;
}

const { pages, waiting } = INDEX_KEYS;

export function createWaitingPages(redis: Redis): WaitingPages {
  return {
    async claim(limit, lease) {
      const [, ...members] = (await runScript(redis, CLAIM, [pages], [limit, lease])) as string[];
      return members.map((member) => {
        const [feedId = "", at = ""] = member.split(" ");
        return { feedId, at };
      });
    },
    counts: (feedIds) => Promise.all(feedIds.map((id) => redis.xlen(waiting(id)))),
    async load({ feedId, at }) {
      const [entry] = await redis.xrange(waiting(feedId), at, at);
      if (!entry) return null;
      const [, submission = "", , item = ""] = entry[1];
      return { at, submission, item };
    },
    async postpone(page, wait) {
      await runScript(redis, POSTPONE, [pages], ["known", memberOf(page), Math.ceil(wait)]);
    },
  };
}

const memberOf = ({ feedId, at }: WaitingPage): string => `${feedId} ${at}`;

/** When it began to wait, in milliseconds of Redis's clock: the place of a stream's entry begins with it. */
export const waitingSince = ({ at }: WaitingPage): number => Number(at.split("-")[0]);
