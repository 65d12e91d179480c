import type { Redis } from "ioredis";
import { redisInfo } from "./redis-server.ts";

/** What the index keeps, in an order in which no pattern takes what belongs to a later one. */
const SHARES: readonly (readonly [string, string])[] = [
  ["keys of the texts", "{bench}:text:*:*:*"],
  ["records of the texts", "{bench}:text:*"],
  ["entries of the feeds", "{bench}:seen:*"],
  ["addresses", "{bench}:address:*"],
  ["lines of outlets", "{bench}:lines:*"],
  ["stories", "{bench}:stor*"],
];

/** Bytes in Redis of each part of an index, which is gone afterwards: what removing it sets free. */
export async function takeApart(redis: Redis): Promise<Map<string, number>> {
  const shares = new Map<string, number>();
  let before = await usedMemory(redis);
  for (const [name, pattern] of SHARES) {
    await removeAll(redis, pattern);
    const after = await usedMemory(redis);
    shares.set(name, before - after);
    before = after;
  }
  return shares;
}

export const usedMemory = async (redis: Redis): Promise<number> =>
  Number(await redisInfo(redis, "memory", "used_memory"));

async function removeAll(redis: Redis, pattern: string): Promise<void> {
  let cursor = "0";
  do {
    const [next, names] = await redis.scan(cursor, "MATCH", pattern, "COUNT", 10_000);
    if (names.length > 0) await redis.del(names);
    cursor = next;
  } while (cursor !== "0");
}
