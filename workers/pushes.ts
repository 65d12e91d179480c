import { ParseError } from "../src/errors.ts";
import { broughtBy } from "../src/tally.ts";
import type { Pipeline } from "../src/pipeline.ts";
import { acceptPush } from "../src/push.ts";
import { createPushWorker, type PushJob } from "../src/queue/push-queue.ts";
import { createFeedRegistry } from "../src/registry/feed-registry.ts";
import { createFeedStates } from "../src/registry/feed-state.ts";
import { createDueFeeds } from "../src/schedule/due-feeds.ts";
import { createPushStore } from "../src/websub/push-store.ts";
import { createSubscriptions, WANTED } from "../src/websub/subscriptions.ts";
import type { Role } from "./lifecycle.ts";
import type { Service } from "./service.ts";

/** Works on what hubs sent. Where that cannot be used, the feed is polled instead, so that nothing is lost. */
export function startPushes({ config, log, metrics, redis }: Service, pipeline: Pipeline): Role {
  const registry = createFeedRegistry(redis);
  const states = createFeedStates(redis);
  const due = createDueFeeds(redis);
  const pushes = createPushStore(redis);
  const subscriptions = createSubscriptions(redis);

  /** No sooner than a feed may be polled: a hub that sends nonsense must not set the pace. */
  const pollInstead = async (feedId: string, reason: string): Promise<void> => {
    metrics.pushFailed(feedId, reason);
    const { polledAt } = await states.load(feedId);
    if (Date.now() - polledAt > config.minInterval * 1000) await due.pollNow([feedId]);
  };

  const read = async ({ feedId, pushId, callback }: PushJob): Promise<void> => {
    const [feed, subscription] = await Promise.all([registry.get(feedId), subscriptions.load(callback)]);
    if (!feed || !subscription) return pushes.drop(pushId);
    const [push, state] = await Promise.all([pushes.load(pushId), states.load(feedId)]);
    if (!push) return pollInstead(feedId, "it waited too long");
    // What is not known of the feed yet is its first document's to tell.
    if (state.fullAt === null) return pollInstead(feedId, "the feed was not read yet");
    const { body, contentType } = push;
    const document = {
      url: subscription.topic,
      body,
      contentType,
      etag: null,
      lastModified: null,
      link: null,
    };
    try {
      const report = await acceptPush(feed, document, state, pipeline);
      await subscriptions.update(callback, { from: WANTED, add: { pushed: broughtBy(report) } });
      metrics.feedPushed(feed, report);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      await pollInstead(feedId, error.message);
    }
    return pushes.drop(pushId);
  };

  const worker = createPushWorker(redis, {
    handle: read,
    onError: (error) => log.warn({ err: error }, "push worker"),
    onFailed(job, error) {
      log.error({ err: error, feed: job.feedId }, "push failed through a fault of ours");
      pollInstead(job.feedId, error.message).catch((err: unknown) =>
        log.error({ err, feed: job.feedId }, "the feed was not polled instead"),
      );
    },
  });
  return { name: "pushes", stop: () => worker.close() };
}
