import type { Redis } from "ioredis";
import type { Config } from "../src/config.ts";
import { forgetFeedLater, rememberFeed } from "../src/dedupe/item-index.ts";
import { type Logger, withoutCredentials } from "../src/log.ts";
import { createMetrics, type Metrics } from "../src/metrics.ts";
import { openRedis } from "../src/redis/open-redis.ts";
import { createFeedRegistry } from "../src/registry/feed-registry.ts";
import { readFeedsFile } from "../src/registry/feeds-file.ts";
import { createDueFeeds } from "../src/schedule/due-feeds.ts";
import { millisecondsToFirstPoll } from "../src/schedule/first-poll.ts";
import { createSubscriptions } from "../src/websub/subscriptions.ts";
import { startAdmin } from "./admin.ts";
import { startExtractor } from "./extractor.ts";
import { startFetcher } from "./fetcher.ts";
import { withinDeadline, type Role } from "./lifecycle.ts";
import { startRelay } from "./relay.ts";
import { startScheduler } from "./scheduler.ts";
import type { Service } from "./service.ts";

export type RoleName = "scheduler" | "fetcher" | "extractor" | "relay" | "admin";
export const ROLE_NAMES: readonly RoleName[] = ["scheduler", "fetcher", "extractor", "relay", "admin"];

const STARTERS: Record<RoleName, (service: Service) => Role | Promise<Role>> = {
  scheduler: startScheduler,
  fetcher: startFetcher,
  extractor: startExtractor,
  relay: startRelay,
  admin: startAdmin,
};

/** Milliseconds to stop when Redis is gone: nothing can be handed back, so there is nothing to wait for. */
const DEADLINE_WITHOUT_REDIS = 2_000;

export interface RunningService {
  redisUrl: string;
  metrics: Metrics;
  /** Finishes or hands back work, within the configured time. Returns whether everything ended by itself. */
  stop(): Promise<boolean>;
}

/**
 * Starts roles in this process, on the configured Redis.
 *
 * @throws ConfigError for a wrong feeds file, RedisError when Redis cannot be used
 */
export async function startService(
  config: Config,
  roles: readonly RoleName[],
  log: Logger,
): Promise<RunningService> {
  // Read before anything is started: a mistake in it ends the start.
  const feeds =
    config.feedsFile !== null && roles.includes("scheduler") ? readFeedsFile(config.feedsFile) : null;
  const opened = await openRedis(config, (sentence) => log.warn(sentence));
  const { redis, url } = opened;
  log.info({ redis: withoutCredentials(url), private: opened.isPrivate }, "redis connected");
  const endReports = reportOutages(redis, log);

  const service: Service = { config, log, metrics: createMetrics(log), redis, redisUrl: url };
  const running: Role[] = [];
  try {
    if (roles.includes("scheduler")) await registerFeeds(service, feeds);
    for (const name of roles) running.push(await STARTERS[name](service));
  } catch (error) {
    await withinDeadline(Promise.allSettled(running.map((role) => role.stop())), DEADLINE_WITHOUT_REDIS);
    await opened.close();
    throw error;
  }
  for (const { name } of running) log.info({ role: name }, "ready");

  return {
    redisUrl: url,
    metrics: service.metrics,
    async stop() {
      endReports();
      const connected = redis.status === "ready";
      const deadline = connected ? config.shutdownSeconds * 1000 : DEADLINE_WITHOUT_REDIS;
      const ended = await withinDeadline(Promise.allSettled(running.map((role) => role.stop())), deadline);
      await withinDeadline(opened.close(), DEADLINE_WITHOUT_REDIS);
      return ended;
    },
  };
}

/** One line when the connection is lost, one when it is back, none for every try in between. Returns how to end it. */
function reportOutages(redis: Redis, log: Logger): () => void {
  let isUp = true;
  const lost = (): void => {
    if (isUp) log.warn("redis connection lost");
    isUp = false;
  };
  redis.on("close", lost);
  redis.on("ready", () => {
    isUp = true;
    log.info("redis connection is back");
  });
  return () => redis.off("close", lost);
}

/** Brings the registry to the feeds file, and sees that every registered feed has its time. */
async function registerFeeds(
  { config, log, redis }: Service,
  entries: ReturnType<typeof readFeedsFile> | null,
): Promise<void> {
  const registry = createFeedRegistry(redis);
  if (entries) {
    const { added, changed, removed } = await registry.follow(entries);
    for (const { id } of removed) await forgetFeedLater(redis, id);
    await createSubscriptions(redis).leave(removed.map(({ id }) => id));
    for (const { id } of added) await rememberFeed(redis, id);
    log.info(
      {
        file: config.feedsFile,
        feeds: entries.length,
        added: added.length,
        changed: changed.length,
        removed: removed.length,
      },
      "feeds file read",
    );
  }
  const feeds = await registry.list();
  if (feeds.length === 0)
    log.warn("no feeds yet: add one with `wirefold feeds add URL`, or start with --feeds FILE");
  const first = feeds.map(({ id }): [string, number] => [
    id,
    millisecondsToFirstPoll(id, feeds.length, config.minInterval),
  ]);
  await createDueFeeds(redis).scheduleNew(new Map(first));
}
