import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Redis } from "ioredis";
import { connectRedis } from "../../src/redis/connection.ts";
import { openPrivateServer } from "../../src/redis/embedded/private-server.ts";

export interface TestRedis extends AsyncDisposable {
  redis: Redis;
  url: string;
  dataDir: string;
}

/** A real server of the test file's own, started by the product's code; disposing of it stops it. */
export async function startTestRedis(): Promise<TestRedis> {
  const dataDir = mkdtempSync(join(tmpdir(), "wirefold-test-"));
  const server = await openPrivateServer({ dataDir, port: null, say: (sentence) => console.warn(sentence) });
  const redis = await connectRedis(server.url);
  return {
    redis,
    url: server.url,
    dataDir,
    async [Symbol.asyncDispose]() {
      redis.disconnect();
      await server.leave();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
