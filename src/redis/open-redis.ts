import type { Redis } from "ioredis";
import type { Config } from "../config.ts";
import { connectRedis } from "./connection.ts";
import { openPrivateServer } from "./embedded/private-server.ts";

export interface OpenRedis {
  redis: Redis;
  /** Where consumers find it. */
  url: string;
  /** Whether it is the private server of this data folder. */
  isPrivate: boolean;
  /** Disconnects; a private server that nobody else uses is stopped. */
  close(): Promise<void>;
}

/**
 * The Redis of REDIS_URL, or the private one.
 *
 * @param say receives a sentence about anything unusual that is being done, such as installing a server
 * @throws RedisError
 */
export async function openRedis(
  { redisUrl, redisPort, dataDir }: Pick<Config, "redisUrl" | "redisPort" | "dataDir">,
  say: (sentence: string) => void,
): Promise<OpenRedis> {
  if (redisUrl !== null) {
    const redis = await connectRedis(redisUrl);
    return { redis, url: redisUrl, isPrivate: false, close: async () => redis.disconnect() };
  }
  const server = await openPrivateServer({ dataDir, port: redisPort, say });
  const redis = await connectRedis(server.url).catch(async (error: unknown) => {
    await server.leave();
    throw error;
  });
  return {
    redis,
    url: server.url,
    isPrivate: true,
    async close() {
      redis.disconnect();
      await server.leave();
    },
  };
}
