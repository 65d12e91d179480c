import type { Redis } from "ioredis";
import { ConfigError } from "../errors.ts";
import type { Feed } from "../model.ts";
import { createFeedRegistry } from "../registry/feed-registry.ts";

/**
 * Feeds by id or address.
 *
 * @throws ConfigError naming the feeds that do not exist
 */
export async function findFeeds(redis: Redis, names: readonly string[]): Promise<Feed[]> {
  const feeds = await createFeedRegistry(redis).list();
  const byName = new Map(
    feeds.flatMap((feed): [string, Feed][] => [
      [feed.id, feed],
      [feed.url, feed],
    ]),
  );
  const unknown = names.filter((name) => !byName.has(name));
  if (unknown.length > 0)
    throw new ConfigError(`no such feed: ${unknown.join(", ")}; \`wirefold feeds list\` shows what there is`);
  return names.flatMap((name) => byName.get(name) ?? []);
}
