import { Redis } from "ioredis";
import { RedisError } from "../errors.ts";
import { withoutCredentials } from "../log.ts";
import { disconnect } from "./disconnect.ts";
import { gatherWrites } from "./gather-writes.ts";

const CONNECT_TIMEOUT = 5_000;

/**
 * Opens a connection that may serve BullMQ too (no limit of retries per request: a command waits until Redis is back).
 * The first connection is tried once, so that a wrong address is an answer and not a wait.
 *
 * @throws RedisError REDIS_UNREACHABLE, REDIS_EVICTS
 */
export async function connectRedis(url: string): Promise<Redis> {
  let serving = false;
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: null,
    connectTimeout: CONNECT_TIMEOUT,
    retryStrategy: (attempt) => (serving ? Math.min(attempt * 200, 2_000) : null),
  });
  redis.on("connect", () => gatherWrites(redis.stream));
  let lastError: unknown;
  redis.on("error", (error: unknown) => {
    lastError = error;
  });
  try {
    await withDeadline(redis.connect(), CONNECT_TIMEOUT);
    await refuseEviction(redis, url);
  } catch (error) {
    disconnect(redis);
    if (error instanceof RedisError) throw error;
    throw unreachable(url, lastError ?? error);
  }
  serving = true;
  return redis;
}

/** A Redis that may drop keys would drop what has been seen, and everything would be published again. */
async function refuseEviction(redis: Redis, url: string): Promise<void> {
  const info = await redis.info("memory");
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy === undefined || policy === "noeviction") return;
  throw new RedisError(
    "REDIS_EVICTS",
    `Redis at ${withoutCredentials(url)} evicts keys (maxmemory-policy ${policy}), which would lose what has been ` +
      `seen. Set it to noeviction: redis-cli -u URL config set maxmemory-policy noeviction`,
  );
}

function unreachable(url: string, cause: unknown): RedisError {
  const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
  return new RedisError(
    "REDIS_UNREACHABLE",
    `Redis at ${withoutCredentials(url)} cannot be used: ${reason}. Start it or correct REDIS_URL; without ` +
      `REDIS_URL Wirefold starts a private one`,
    cause,
  );
}

async function withDeadline<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
