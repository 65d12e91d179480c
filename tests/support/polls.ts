import type { Redis } from "ioredis";
import { afterEach, beforeEach } from "vitest";
import { createItemIndex } from "../../src/dedupe/item-index.ts";
import { createFetcher, type FetcherOptions } from "../../src/fetch/fetch-document.ts";
import type { WirefoldError } from "../../src/errors.ts";
import { createLogger, type Logger } from "../../src/log.ts";
import { createMetrics, type Metrics } from "../../src/metrics.ts";
import type { Item } from "../../src/item.ts";
import type { Feed } from "../../src/model.ts";
import { createWaitingPages } from "../../src/pages/waiting-pages.ts";
import { type Pipeline, refreshFeed } from "../../src/pipeline.ts";
import { recordFailure } from "../../src/poll-end.ts";
import { readEvents, STREAM_START } from "../../src/publish/item-stream.ts";
import { feedAddress } from "../../src/registry/feed-address.ts";
import { type FeedEntry, UNSAID } from "../../src/registry/feed-entry.ts";
import { createFeedRegistry } from "../../src/registry/feed-registry.ts";
import { createFeedStates } from "../../src/registry/feed-state.ts";
import { createDueFeeds } from "../../src/schedule/due-feeds.ts";
import { createNetworkWatch } from "../../src/schedule/network-watch.ts";
import { isOutage } from "../../src/schedule/outage.ts";
import { createTurns } from "../../src/turns.ts";
import { type FeedServer, startFeedServer } from "./feed-server.ts";

/** Feeds on a server of their own, polled by hand through the whole pipeline, at the times that the test says. */
export interface Polls extends AsyncDisposable {
  site: FeedServer;
  metrics: Metrics;
  /** Moves the clock on. */
  later(days: number): void;
  /** @param address a path of the site, or an address elsewhere */
  register(address: string, said?: Partial<FeedEntry>): Promise<Feed>;
  poll(feed: Feed): Promise<void>;
  /** A poll that fails before anything is sent. */
  fail(feed: Feed, error: WirefoldError): Promise<void>;
  /** A poll whose process dies after its items went out and before its state was stored. */
  pollAndDie(feed: Feed): Promise<void>;
  /** A poll whose process dies when this many scripts of the index have run, or at its end. */
  pollAndDieEarly(feed: Feed, scripts: number): Promise<void>;
  /** Every item on the stream, in order. */
  published(): Promise<Item[]>;
  /** Titles of the items that were new, in the order of the stream. */
  titles(): Promise<(string | null)[]>;
}

export interface PollsOptions {
  fetch?: Partial<FetcherOptions>;
  publishLarge?: Pipeline["publishLarge"];
}

export async function startPolls(
  redis: Redis,
  log: Logger = createLogger("silent"),
  { fetch, publishLarge = null }: PollsOptions = {},
): Promise<Polls> {
  const site = await startFeedServer();
  const fetcher = createFetcher({ allowPrivate: ["127.0.0.0/8"], ...fetch });
  const states = createFeedStates(redis);
  const registry = createFeedRegistry(redis);
  const metrics = createMetrics(log);
  let clock = new Date("2026-03-01T12:00:00Z");

  const pipeline: Pipeline = {
    fetcher,
    index: createItemIndex(redis),
    states,
    registry,
    followHub: null,
    publishLarge,
    isPushed: null,
    metrics,
    waitingPages: createWaitingPages(redis),
    takeTurn: createTurns(),
    network: createNetworkWatch(redis, (view) => metrics.networkSeen(isOutage(view))),
    minInterval: 60,
    maxInterval: 86_400,
    first: { newest: 200 },
    now: () => clock,
    random: () => 0,
  };
  const pollWith = async (feed: Feed, using: Pipeline): Promise<void> =>
    refreshFeed(feed, await states.load(feed.id), using, new AbortController().signal);
  const died = new Error("died");
  const pollUntilDeath = (feed: Feed, dying: Partial<Pipeline>): Promise<void> =>
    pollWith(feed, { ...pipeline, ...dying }).catch((error: unknown) => {
      if (error !== died) throw error;
    });
  const dyingStates = { ...states, commit: () => Promise.reject(died) };
  const published = async (): Promise<Item[]> => {
    const entries = await readEvents(redis, STREAM_START, 10_000, 1);
    return entries.map(({ event }) => event.item);
  };

  return {
    site,
    metrics,
    later(days) {
      clock = new Date(clock.getTime() + days * 86_400_000);
    },
    async register(address, said) {
      const { added } = await registry.add([
        {
          url: feedAddress(new URL(address, site.url("/")).href),
          ...UNSAID,
          ...said,
        },
      ]);
      const [feed] = added;
      if (!feed) throw new Error(`${address} is registered already`);
      await createDueFeeds(redis).scheduleNew(new Map([[feed.id, 0]]));
      return feed;
    },
    poll: (feed) => pollWith(feed, pipeline),
    async fail(feed, error) {
      await recordFailure(feed, await states.load(feed.id), error, pipeline);
    },
    pollAndDie: (feed) => pollUntilDeath(feed, { states: dyingStates }),
    pollAndDieEarly: (feed, scripts) => {
      let left = scripts;
      const dying = Object.create(redis) as Redis;
      dying.evalsha = (async (...parameters: Parameters<Redis["evalsha"]>) => {
        if (left-- <= 0) throw died;
        return redis.evalsha(...parameters);
      }) as Redis["evalsha"];
      return pollUntilDeath(feed, { states: dyingStates, index: createItemIndex(dying) });
    },
    published,
    titles: async () => (await published()).flatMap(({ event, title }) => (event === "new" ? [title] : [])),
    async [Symbol.asyncDispose]() {
      // What it has collected must not appear in the next test's Redis.
      await pipeline.network.look(null);
      await fetcher.close();
      await site[Symbol.asyncDispose]();
    },
  };
}

/** Starts polls before each test of a file, and ends them after it. @param take what the test finds them by */
export function usePolls(
  server: { readonly redis: Redis },
  take: (polls: Polls) => void | Promise<void>,
): void {
  let polls: Polls;
  beforeEach(async () => {
    polls = await startPolls(server.redis);
    await take(polls);
  });
  afterEach(() => polls[Symbol.asyncDispose]());
}
