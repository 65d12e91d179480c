import { NotNowError } from "../src/errors.ts";
import { readVariable } from "../src/config.ts";
import { createItemIndex } from "../src/dedupe/item-index.ts";
import { createFetcher } from "../src/fetch/fetch-document.ts";
import { createWaitingPages } from "../src/pages/waiting-pages.ts";
import { refreshFeed, type Pipeline } from "../src/pipeline.ts";
import { recordFailure } from "../src/poll-end.ts";
import { createFetchWorker, type FetchJob } from "../src/queue/fetch-queue.ts";
import { createFeedRegistry } from "../src/registry/feed-registry.ts";
import { createFeedStates } from "../src/registry/feed-state.ts";
import { createDueFeeds } from "../src/schedule/due-feeds.ts";
import { createNetworkWatch } from "../src/schedule/network-watch.ts";
import { isOutage } from "../src/schedule/outage.ts";
import { createTurns } from "../src/turns.ts";
import { followHub } from "../src/websub/follow-hub.ts";
import { isPushed } from "../src/websub/subscription.ts";
import { createSubscriptions } from "../src/websub/subscriptions.ts";
import { openHostGate } from "./host-gate.ts";
import { withinDeadline, type Role } from "./lifecycle.ts";
import { allPlaces, placesFor } from "./places.ts";
import { startPushes } from "./pushes.ts";
import { createReader } from "./reader.ts";
import type { Service } from "./service.ts";

/** Part of the shutdown time that fetches may use; the rest is for handing back those that did not end. */
const GRACE = 0.7;

/** A poll so far in the future, in milliseconds, was not faster: the clock of Redis was set back. */
const CLOCK_JUMP = 300_000;

/**
 * Milliseconds that a feed comes back before its turn: it takes about so long from being due to being asked for, and the
 * rest is waited in place. It never comes back sooner than in so many.
 */
const AHEAD = 100;

function hubFollower({ metrics, redis }: Service): NonNullable<Pipeline["followHub"]> {
  const subscriptions = createSubscriptions(redis);
  return async (feed, polled) => {
    const change = await followHub(feed.id, polled, subscriptions, new Date());
    if (change !== null) metrics.hubFollowed(feed, change);
  };
}

function pushWatcher({ redis }: Service): NonNullable<Pipeline["isPushed"]> {
  const subscriptions = createSubscriptions(redis);
  return async (feedId) => {
    const [subscription] = await subscriptions.ofFeeds([feedId]);
    return subscription ? isPushed(subscription, new Date()) : false;
  };
}

/** Works on the fetch queue: polls feeds and publishes their items. Any number of fetchers may run. */
export function startFetcher(service: Service): Role {
  const { config, log, metrics, redis, redisUrl } = service;
  const registry = createFeedRegistry(redis);
  const due = createDueFeeds(redis);
  const states = createFeedStates(redis);
  const places = placesFor(config.concurrency);
  const fetcher = createFetcher({
    allowPrivate: config.allowPrivate,
    gate: openHostGate(service),
    places,
    contact: config.contact,
    readVariable,
  });
  const index = createItemIndex(redis, { windowDays: config.storyDays });
  const reader = createReader({ redisUrl, first: config.first, windowDays: config.storyDays });
  const pipeline: Pipeline = {
    fetcher,
    index,
    states,
    registry,
    followHub: config.publicUrl === null ? null : hubFollower(service),
    isPushed: config.publicUrl === null ? null : pushWatcher(service),
    publishLarge: reader.publish,
    metrics,
    waitingPages: createWaitingPages(redis),
    takeTurn: createTurns(),
    network: createNetworkWatch(redis, (view) => metrics.networkSeen(isOutage(view))),
    minInterval: config.minInterval,
    maxInterval: config.maxInterval,
    first: config.first,
    now: () => new Date(),
    random: Math.random,
  };
  const giveUp = new AbortController();

  const poll = async ({ feedId, claimedAt }: FetchJob): Promise<void> => {
    const [feed, state] = await Promise.all([registry.get(feedId), states.load(feedId)]);
    if (!feed) return;
    // The lease ran out while the job waited, and another one was faster.
    const ahead = state.polledAt - claimedAt;
    if (ahead >= 0 && ahead < CLOCK_JUMP) return;
    try {
      await refreshFeed(feed, state, pipeline, giveUp.signal);
    } catch (error) {
      if (error instanceof NotNowError) {
        await due.postpone(feedId, Math.max(error.wait - AHEAD, AHEAD));
        metrics.feedPostponed(feed, error.wait);
        return;
      }
      if (!giveUp.signal.aborted) throw error;
      await due.pollNow([feedId]);
    }
  };

  /** A fault of ours counts as a failure of the feed, or the job would come back in a moment and fail again. */
  const recordFault = async ({ feedId }: FetchJob, { message }: Error): Promise<void> => {
    const [feed, state] = await Promise.all([registry.get(feedId), states.load(feedId)]);
    if (feed) await recordFailure(feed, state, { code: "INTERNAL", message }, pipeline);
  };

  const worker = createFetchWorker(redis, {
    concurrency: allPlaces(places),
    handle: poll,
    onError: (error) => log.warn({ err: error }, "fetch worker"),
    onFailed(job, error) {
      log.error(
        { err: error, feed: job.feedId },
        "poll failed through a fault of ours; the job is in the failed set",
      );
      recordFault(job, error).catch((err: unknown) =>
        log.error({ err, feed: job.feedId }, "the fault was not recorded"),
      );
    },
  });
  const pushes = config.publicUrl === null ? null : startPushes(service, pipeline);
  return {
    name: "fetcher",
    async stop() {
      const closed = Promise.all([worker.close(), pushes?.stop()]);
      const inTime = await withinDeadline(closed, config.shutdownSeconds * 1000 * GRACE);
      if (!inTime) giveUp.abort();
      // What it still reads at the deadline fails, and is handed back like a fetch.
      await reader.stop();
      await closed;
      await fetcher.close();
    },
  };
}
