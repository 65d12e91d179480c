import { join } from "node:path";
import type { Redis } from "ioredis";
import { type OpenRedis, openRedis } from "../../src/redis/open-redis.ts";
import type { Scratch } from "../scratch.ts";

/** A private server as the service starts one, with its append-only file. Stopped at the end of the bench. */
export async function openBenchRedis(scratch: Scratch, name: string): Promise<OpenRedis> {
  const opened = await openRedis(
    { redisUrl: null, redisPort: null, dataDir: join(scratch.dir, name) },
    (sentence) => process.stderr.write(`${sentence}\n`),
  );
  scratch.onEnd(() => opened.close());
  return opened;
}

export async function redisInfo(redis: Redis, section: string, field: string): Promise<string> {
  const info = await redis.info(section);
  return new RegExp(`^${field}:(\\S+)`, "m").exec(info)?.[1] ?? "unknown";
}
