import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import { loadConfig, type Config } from "../config.ts";
import { RedisError } from "../errors.ts";
import { openRedis } from "../redis/open-redis.ts";
import { endOnSignals, interrupted } from "./interruption.ts";

/** Milliseconds that interrupted work has to come to its end. */
const AFTERMATH = 2_000;

/**
 * Does a command's work on the configured Redis, and leaves it again whatever happens.
 *
 * @throws RedisError REDIS_UNREACHABLE when the connection is lost: a command does not wait for Redis to come back
 */
export async function withRedis(work: (redis: Redis, config: Config) => Promise<void>): Promise<void> {
  const config = loadConfig();
  endOnSignals();
  const opened = await openRedis(config, (sentence) => process.stderr.write(`wirefold: ${sentence}\n`));
  const stopped = new Promise<void>((resolve, reject) => {
    interrupted.addEventListener("abort", () => resolve());
    opened.redis.once("close", () =>
      reject(new RedisError("REDIS_UNREACHABLE", "the connection to Redis is lost")),
    );
  });
  const working = interrupted.aborted ? stopped : work(opened.redis, config);
  try {
    await Promise.race([working, stopped]);
    // Work that was interrupted may have something to put away.
    if (interrupted.aborted) await Promise.race([working, sleep(AFTERMATH, undefined, { ref: false })]);
  } finally {
    await opened.close();
  }
}
