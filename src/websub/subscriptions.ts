import { randomBytes } from "node:crypto";
import type { Redis } from "ioredis";
import { FEEDS_KEY, subscriptionKey, WEBSUB_DUE_KEY, WEBSUB_FEEDS_KEY } from "../redis/keys.ts";
import { loadScript, runScript } from "../redis/script.ts";
import type { Advertised } from "./discovery.ts";
import { SECONDS_TO_SECOND_CHANCE } from "./lease.ts";
import { readSubscription, type Subscription, type SubscriptionState } from "./subscription.ts";

const CLAIM = loadScript("claim-due-1");
const UPDATE = loadScript("update-subscription-2");

/** States in which a hub may still be of use to the feed. */
export const WANTED: readonly SubscriptionState[] = ["pending", "active", "denied", "demoted"];
/** Milliseconds until a claim that came to nothing is repeated. */
const LEASE = 120_000;

/** A change of a record: numbers that it adds to, and texts that it sets. */
export interface Change {
  /** Only a subscription in one of these states is changed. */
  from: readonly SubscriptionState[];
  /** Seconds until the subscription needs something; without it, the time stays as it is. */
  dueIn?: number;
  set?: Partial<Record<Exclude<keyof Subscription, "callback" | "feedId">, string | number>>;
  add?: Partial<Record<"attempts" | "pushed" | "misses", number>>;
}

/** The subscriptions at hubs, in Redis. */
export interface Subscriptions {
  load(callback: string): Promise<Subscription | null>;
  /** The subscriptions of these feeds; `null` where a feed has none. */
  ofFeeds(feedIds: readonly string[]): Promise<(Subscription | null)[]>;
  /** Makes a subscription, to be asked for at once, the one of its feed. The one that was is left. */
  start(feedId: string, advertised: Advertised): Promise<void>;
  /** Ends the subscriptions of these feeds at their hubs. */
  leave(feedIds: readonly string[]): Promise<void>;
  /** Subscriptions that need something now, for two minutes nobody else's. Of removed feeds, they are left. */
  claim(limit: number): Promise<Subscription[]>;
  /** @returns false when it does not exist, or is in another state */
  update(callback: string, change: Change): Promise<boolean>;
  /** Forgets a subscription. */
  forget(callback: string): Promise<void>;
}

export function createSubscriptions(redis: Redis): Subscriptions {
  const load = async (callback: string | null): Promise<Subscription | null> =>
    callback === null ? null : readSubscription(callback, await redis.hgetall(subscriptionKey(callback)));

  const update = async (callback: string, { from, dueIn, set = {}, add = {} }: Change): Promise<boolean> => {
    const due = dueIn === undefined ? "" : Math.round(dueIn * 1000);
    const added = Object.entries(add).flatMap(([field, value]) => [`+${field}`, value]);
    const args = [callback, from.join(" "), due, ...Object.entries(set).flat(), ...added];
    return (await runScript(redis, UPDATE, [subscriptionKey(callback), WEBSUB_DUE_KEY], args)) === 1;
  };

  const abandon = (callback: string): Promise<boolean> =>
    update(callback, { from: WANTED, dueIn: 0, set: { state: "leaving", attempts: 0, error: "" } });

  const currentOf = async (feedIds: readonly string[]): Promise<(string | null)[]> =>
    feedIds.length === 0 ? [] : redis.hmget(WEBSUB_FEEDS_KEY, ...feedIds);

  return {
    load,
    update,
    async ofFeeds(feedIds) {
      const callbacks = await currentOf(feedIds);
      return Promise.all(callbacks.map(load));
    },
    async start(feedId, { hub, topic }) {
      const [before] = await currentOf([feedId]);
      const callback = randomBytes(16).toString("hex");
      const secret = randomBytes(32).toString("hex");
      await redis
        .multi()
        .hset(subscriptionKey(callback), { feedId, hub, topic, secret, state: "pending" })
        .hset(WEBSUB_FEEDS_KEY, feedId, callback)
        .zadd(WEBSUB_DUE_KEY, 0, callback)
        .exec();
      if (before) await abandon(before);
    },
    async leave(feedIds) {
      const callbacks = await currentOf(feedIds);
      for (const callback of callbacks) if (callback !== null) await abandon(callback);
      if (feedIds.length > 0) await redis.hdel(WEBSUB_FEEDS_KEY, ...feedIds);
    },
    async claim(limit) {
      const [, ...callbacks] = (await runScript(redis, CLAIM, [WEBSUB_DUE_KEY], [limit, LEASE])) as string[];
      const claimed: Subscription[] = [];
      for (const callback of callbacks) {
        const subscription = await load(callback);
        if (subscription === null) await redis.zrem(WEBSUB_DUE_KEY, callback);
        else if (subscription.state === "leaving" || (await isCurrent(subscription)))
          claimed.push(subscription);
        else await abandon(callback);
      }
      return claimed;
    },
    async forget(callback) {
      await redis.multi().del(subscriptionKey(callback)).zrem(WEBSUB_DUE_KEY, callback).exec();
    },
  };

  /** Not so when the feed was removed, or two polls at once started two subscriptions. */
  async function isCurrent({ callback, feedId }: Subscription): Promise<boolean> {
    const [current] = await currentOf([feedId]);
    return current === callback && (await redis.hexists(FEEDS_KEY, feedId)) === 1;
  }
}

/** Ends what a subscription changes, and asks again in a week. */
export const setBack = (state: "denied" | "demoted", error: string): Change => ({
  from: ["pending", "active"],
  dueIn: SECONDS_TO_SECOND_CHANCE,
  set: { state, error, attempts: 0, misses: 0 },
});
