import { setTimeout as sleep } from "node:timers/promises";
import type { ItemEvent } from "../src/item.ts";
import { FETCH_QUEUE_PREFIX, ITEMS_QUEUE_PREFIX } from "../src/redis/keys.ts";
import { createFeedRegistry } from "../src/registry/feed-registry.ts";
import { createFeedStates } from "../src/registry/feed-state.ts";
import { createDueFeeds } from "../src/schedule/due-feeds.ts";
import { countRepeated, countReprints, type Counts } from "./counts.ts";
import type { SampleFeed } from "./samples/sample-feed.ts";
import type { Site } from "./site.ts";
import type { Wirefold } from "./wirefold.ts";

const LOOK_AGAIN = 25;

export interface FailedFeed {
  path: string;
  code: string;
  message: string;
}

export interface Demo {
  feeds: readonly SampleFeed[];
  site: Site;
  wirefold: Wirefold;
  /** Everything that the consumer has got, growing. */
  events: readonly ItemEvent[];
}

/** Waits until every feed was polled so many times, and everything that came of it has arrived everywhere. */
export async function roundEnds(round: number, demo: Demo, signal: AbortSignal): Promise<void> {
  while (!(await hasEnded(round, demo))) await sleep(LOOK_AGAIN, undefined, { signal });
}

async function hasEnded(round: number, { feeds, events, wirefold }: Demo): Promise<boolean> {
  const { totals, redis } = wirefold;
  if (totals.polls < feeds.length * round) return false;
  if (totals.relayed < totals.published || events.length < totals.published) return false;
  // A feed gets no second job while it has one, so the next round waits for BullMQ to be done with this one's.
  return (await redis.llen(`${FETCH_QUEUE_PREFIX}:fetch:active`)) === 0;
}

/** Publishes what the sample holds back for the second round, and has all feeds polled again. */
export async function startRound2({ feeds, site, wirefold }: Demo): Promise<void> {
  for (const feed of feeds) if (feed.update) site.publish(feed, feed.update.entry, feed.update.below);
  const registered = await createFeedRegistry(wirefold.redis).list();
  await createDueFeeds(wirefold.redis).pollNow(registered.map(({ id }) => id));
}

/** Feeds whose last poll failed, as the service remembers it. */
export async function readFailedFeeds({ wirefold }: Demo): Promise<FailedFeed[]> {
  const registered = await createFeedRegistry(wirefold.redis).list();
  const states = await createFeedStates(wirefold.redis).loadAll(registered.map(({ id }) => id));
  return states
    .flatMap(({ lastError }, at) =>
      lastError ? [{ path: new URL(registered[at]?.url ?? "").pathname, ...lastError }] : [],
    )
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** What really was: of the service's own counters, of the stream, of Redis and of the web server. */
export async function actualCounts(
  { site, wirefold, events }: Demo,
  itemsOfRound1: number,
  failed: readonly FailedFeed[],
): Promise<Counts> {
  const { totals, redis } = wirefold;
  return {
    feeds: (await createFeedRegistry(redis).list()).length,
    polls: totals.polls,
    unchanged: totals.unchanged,
    notModified: site.notModified,
    items: events.length,
    itemsOfRound2: events.length - itemsOfRound1,
    repeated: countRepeated(events),
    duplicates: totals.duplicates,
    reprints: countReprints(events),
    failures: totals.failures,
    failedFeeds: failed.map(({ path, code }) => `${path} ${code}`).join(", "),
    jobs: await redis.llen(`${ITEMS_QUEUE_PREFIX}:items:wait`),
  };
}
