import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Redis } from "ioredis";
import { loadConfig } from "../src/config.ts";
import type { Metrics } from "../src/metrics.ts";
import { connectRedis } from "../src/redis/connection.ts";
import { UNSAID } from "../src/registry/feed-entry.ts";
import { writeYamlFeeds } from "../src/registry/yaml-feeds.ts";
import { startService, type RoleName, type RunningService } from "../workers/all.ts";
import { openLog } from "./log.ts";

/** Nobody asks the demo from outside: it needs no admin. */
const ROLES: readonly RoleName[] = ["scheduler", "fetcher", "relay"];

/** Seconds between two polls of a feed; longer than both rounds may take, so that the demo decides when they are. */
export const MIN_INTERVAL = 30;

/** Wirefold with a Redis of its own, both gone without a trace when they are disposed of. */
export interface Wirefold extends AsyncDisposable {
  redisUrl: string;
  /** A connection for short commands. */
  redis: Redis;
  totals: Metrics["totals"];
  logFile: string;
}

/**
 * Starts what `wirefold run` starts, in a temporary folder and in this process.
 *
 * @throws RedisError when this machine has no Redis and none can be installed
 */
export async function startWirefold(feedUrls: readonly string[]): Promise<Wirefold> {
  const folder = mkdtempSync(join(tmpdir(), "wirefold-demo-"));
  let service: RunningService | undefined;
  const end = async () => {
    await service?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const feedsFile = join(folder, "feeds.yaml");
    writeFileSync(
      feedsFile,
      writeYamlFeeds(
        feedUrls.map((url) => ({
          url,
          ...UNSAID,
        })),
      ),
    );
    // Nothing of the user's environment: no REDIS_URL, so the service brings its own Redis.
    const config = loadConfig({
      WIREFOLD_DATA: folder,
      WIREFOLD_FEEDS: feedsFile,
      // Feeds on this machine are refused unless they are allowed.
      WIREFOLD_ALLOW_PRIVATE: "127.0.0.0/8",
      WIREFOLD_MIN_INTERVAL: String(MIN_INTERVAL),
      WIREFOLD_MAX_INTERVAL: String(MIN_INTERVAL),
      WIREFOLD_SHUTDOWN: "5",
      WIREFOLD_LOG_LEVEL: "debug",
    });
    const logFile = join(folder, "demo.log");
    service = await startService(config, ROLES, openLog(logFile, config.logLevel));
    const redis = await connectRedis(service.redisUrl);
    return {
      redisUrl: service.redisUrl,
      redis,
      totals: service.metrics.totals,
      logFile,
      async [Symbol.asyncDispose]() {
        redis.disconnect();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
