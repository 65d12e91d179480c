import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach } from "vitest";
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

/** A server for the tests of a file, which each of them finds empty. */
export function useTestRedis(): { readonly redis: Redis; readonly url: string } {
  let server: TestRedis;
  beforeAll(async () => {
    server = await startTestRedis();
  });
  afterAll(() => server[Symbol.asyncDispose]());
  beforeEach(async () => {
    await server.redis.flushall();
  });
  return {
    get redis() {
      return server.redis;
    },
    get url() {
      return server.url;
    },
  };
}
