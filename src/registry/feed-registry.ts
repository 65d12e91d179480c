import type { Redis } from "ioredis";
import type { Feed } from "../model.ts";
import { DUE_KEY, FEEDS_KEY, feedStateKey } from "../redis/keys.ts";
import { type FeedEntry, UNSAID } from "./feed-entry.ts";
import { feedId } from "./feed-address.ts";
import { mergeRequests } from "./feed-request.ts";

/** What changed when feeds were registered. */
export interface RegistryChange {
  added: Feed[];
  changed: Feed[];
  removed: Feed[];
}

/** Which feeds exist. */
export interface FeedRegistry {
  list(): Promise<Feed[]>;
  get(id: string): Promise<Feed | null>;
  /** The feed that is registered with an address. */
  at(address: string): Promise<Feed | null>;
  /** Registers feeds or changes what is said about them; they stay until `remove`. */
  add(entries: readonly FeedEntry[]): Promise<RegistryChange>;
  /** Makes the feeds that came from a file be those of the file now. Feeds of commands are left alone. */
  follow(entries: readonly FeedEntry[]): Promise<RegistryChange>;
  remove(feeds: readonly Feed[]): Promise<void>;
}

export function createFeedRegistry(redis: Redis): FeedRegistry {
  const list = async (): Promise<Feed[]> => {
    const records = await redis.hvals(FEEDS_KEY);
    return records.map(readFeed).toSorted((a, b) => (a.url < b.url ? -1 : 1));
  };

  const remove = async (feeds: readonly Feed[]): Promise<void> => {
    if (feeds.length === 0) return;
    const ids = feeds.map(({ id }) => id);
    await redis
      .multi()
      .hdel(FEEDS_KEY, ...ids)
      .zrem(DUE_KEY, ...ids)
      .del(ids.map(feedStateKey))
      .exec();
  };

  const store = async (changed: readonly Feed[]): Promise<void> => {
    if (changed.length > 0)
      await redis.hset(FEEDS_KEY, ...changed.flatMap((feed) => [feed.id, JSON.stringify(feed)]));
  };

  const merge = async (
    known: readonly Feed[],
    entries: readonly FeedEntry[],
    update: (before: Feed, entry: FeedEntry) => Feed,
    origin: Feed["origin"],
  ): Promise<RegistryChange> => {
    const byUrl = new Map(known.map((feed) => [feed.url, feed]));
    const change: RegistryChange = { added: [], changed: [], removed: [] };
    for (const entry of entries) {
      const before = byUrl.get(entry.url);
      const feed = before ? update(before, entry) : { id: feedId(entry.url), ...entry, origin };
      if (!before) change.added.push(feed);
      else if (JSON.stringify(feed) !== JSON.stringify(before)) change.changed.push(feed);
    }
    await store([...change.added, ...change.changed]);
    return change;
  };

  const get = async (id: string): Promise<Feed | null> => {
    const record = await redis.hget(FEEDS_KEY, id);
    return record === null ? null : readFeed(record);
  };

  return {
    list,
    remove,
    get,
    at: (address) => get(feedId(address)),
    async add(entries) {
      return merge(await list(), entries, asSaid, "command");
    },
    async follow(entries) {
      const known = await list();
      const change = await merge(known, entries, (before, entry) => ({ ...before, ...entry }), "file");
      const named = new Set(entries.map(({ url }) => url));
      change.removed = known.filter((feed) => feed.origin === "file" && !named.has(feed.url));
      await remove(change.removed);
      return change;
    },
  };
}

/** Records of earlier versions lack what could not be said then. */
const readFeed = (record: string): Feed => ({
  ...UNSAID,
  ...(JSON.parse(record) as Pick<Feed, "id" | "url" | "origin"> & Partial<Feed>),
});

/** What a command does not say stays as it is; a feed of a file that a command names is the command's from now on. */
function asSaid(
  before: Feed,
  { title, interval, identity, zone, request, first, fullText, page }: FeedEntry,
): Feed {
  return {
    ...before,
    title: title ?? before.title,
    interval: interval ?? before.interval,
    identity: identity ?? before.identity,
    zone: zone ?? before.zone,
    request: mergeRequests(before.request, request),
    first: first ?? before.first,
    fullText: fullText ?? before.fullText,
    page: page ?? before.page,
    origin: "command",
  };
}
