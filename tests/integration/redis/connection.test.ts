import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectRedis } from "../../../src/redis/connection.ts";
import { findFreePort } from "../../../src/redis/embedded/process.ts";
import { startTestRedis, type TestRedis } from "../../support/redis.ts";

let server: TestRedis;

beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server[Symbol.asyncDispose]());

test("a Redis that nobody runs is one message with its address, without the password", async () => {
  const url = `redis://user:secret@127.0.0.1:${await findFreePort()}`;
  const refusal = await connectRedis(url).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    code: "REDIS_UNREACHABLE",
    message: expect.stringContaining("ECONNREFUSED") as string,
  });
  expect(String(refusal)).not.toContain("secret");
});

test("a server that is not Redis is refused", async () => {
  const other = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")).listen(
    0,
    "127.0.0.1",
  );
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await expect(connectRedis(`redis://127.0.0.1:${port}`)).rejects.toMatchObject({
    code: "REDIS_UNREACHABLE",
  });
  other.close();
});

test("a Redis that evicts keys is refused, with the way to change it", async () => {
  await server.redis.config("SET", "maxmemory-policy", "allkeys-lru");
  await expect(connectRedis(server.url)).rejects.toMatchObject({
    code: "REDIS_EVICTS",
    message: expect.stringMatching(/allkeys-lru.*config set maxmemory-policy noeviction/) as string,
  });
  await server.redis.config("SET", "maxmemory-policy", "noeviction");
  const redis = await connectRedis(server.url);
  redis.disconnect();
});

test("commands that are given together are written together, also after the connection was lost", async () => {
  const redis = await connectRedis(server.url);
  const isGathered = async (): Promise<boolean> => {
    const answer = redis.ping();
    const { writableCorked } = redis.stream;
    await answer;
    return writableCorked > 0;
  };
  expect(await isGathered()).toBe(true);
  await server.redis.client("KILL", "ID", await redis.client("ID"));
  await redis.ping();
  expect(await isGathered()).toBe(true);
  redis.disconnect();
});
