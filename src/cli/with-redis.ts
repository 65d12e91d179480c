import type { Redis } from "ioredis";
import { loadConfig, type Config } from "../config.ts";
import { openRedis } from "../redis/open-redis.ts";

/** Does a command's work on the configured Redis, and leaves it again whatever happens. */
export async function withRedis<T>(work: (redis: Redis, config: Config) => Promise<T>): Promise<T> {
  const config = loadConfig();
  const opened = await openRedis(config, (sentence) => process.stderr.write(`wirefold: ${sentence}\n`));
  try {
    return await work(opened.redis, config);
  } finally {
    await opened.close();
  }
}
