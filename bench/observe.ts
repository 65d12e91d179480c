import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import type { ItemEvent } from "../src/item.ts";
import { readEvents, STREAM_START } from "../src/publish/item-stream.ts";
import { DUE_KEY } from "../src/redis/keys.ts";
import { createFeedRegistry } from "../src/registry/feed-registry.ts";
import { createFeedStates, type StoredFeedState } from "../src/registry/feed-state.ts";
import { createDueFeeds } from "../src/schedule/due-feeds.ts";

/** A polled feed is due in an hour, a claimed one when its lease of seconds ends; this tells them apart. */
const BEYOND_ANY_LEASE = 600_000;
/** Milliseconds of a claim, see workers/scheduler.ts, and of the way to Redis and back. */
const LEASE = 35_000;
const PATIENCE = 60_000;
/** Milliseconds between two looks. One look is one cheap command: whoever waits must not slow down what it measures. */
const LOOK = 10;
const BATCH = 200;

/** The feeds of a running service, as Redis shows them. */
export interface FeedObserver {
  /** Makes all feeds due. */
  pollAll(): Promise<void>;
  /** Makes feeds due, by their addresses. */
  pollNow(urls: readonly string[]): Promise<void>;
  /** Makes all feeds due one after the other, evenly over so many milliseconds from now. */
  spread(milliseconds: number): Promise<void>;
  /** Times, in milliseconds since 1970, at which feeds are due; without those that might be the end of a claim. */
  dueTimes(): Promise<Map<string, number>>;
  /** Waits until every feed was polled and the poll committed. Returns what is wrong, or `null`. */
  untilAllPolled(giveUp: () => boolean): Promise<string | null>;
  /** The events that came on the stream since the last call. */
  takeEvents(): Promise<ItemEvent[]>;
  /** What is remembered of each feed, by its address. */
  states(): Promise<Map<string, StoredFeedState>>;
}

export async function observeFeeds(redis: Redis): Promise<FeedObserver> {
  const feeds = await createFeedRegistry(redis).list();
  const ids = feeds.map(({ id }) => id);
  const idOf = new Map(feeds.map(({ id, url }) => [url, id]));
  const urlOf = new Map(feeds.map(({ id, url }) => [id, url]));
  const due = createDueFeeds(redis);
  let position = STREAM_START;
  return {
    async pollAll() {
      await due.pollNow(ids);
    },
    async pollNow(urls) {
      await due.pollNow(urls.map((url) => idOf.get(url) ?? ""));
    },
    async spread(milliseconds) {
      const step = milliseconds / ids.length;
      await Promise.all(ids.map((id, at) => due.postpone(id, at * step)));
    },
    async dueTimes() {
      const later = Date.now() + LEASE;
      const scores = await redis.zrange(DUE_KEY, `(${later}`, "+inf", "BYSCORE", "WITHSCORES");
      const times = new Map<string, number>();
      for (let at = 0; at < scores.length; at += 2)
        times.set(urlOf.get(scores[at] ?? "") ?? "", Number(scores[at + 1]));
      return times;
    },
    async untilAllPolled(giveUp) {
      const deadline = Date.now() + PATIENCE;
      const later = Date.now() + BEYOND_ANY_LEASE;
      for (;;) {
        const polled = await redis.zcount(DUE_KEY, later, "+inf");
        if (polled === ids.length) return null;
        if (Date.now() > deadline || giveUp()) return `only ${polled} of ${ids.length} feeds were polled`;
        await sleep(LOOK);
      }
    },
    async takeEvents() {
      const events: ItemEvent[] = [];
      for (;;) {
        const entries = await readEvents(redis, position, BATCH, 1);
        const last = entries.at(-1);
        if (!last) return events;
        for (const { event } of entries) events.push(event);
        position = last.position;
      }
    },
    async states() {
      const states = await createFeedStates(redis).loadAll(ids);
      return new Map(feeds.map(({ url }, at) => [url, states[at] as StoredFeedState]));
    },
  };
}
