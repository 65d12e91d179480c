import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ANSWERED_KEY, REACHED_KEY, UNREACHED_KEY } from "../../../src/redis/keys.ts";
import { createNetworkWatch, type NetworkWatch } from "../../../src/schedule/network-watch.ts";
import { startTestRedis, type TestRedis } from "../../support/redis.ts";

const DAY = 86_400_000;
let server: TestRedis;
let watch: NetworkWatch;

beforeAll(async () => {
  server = await startTestRedis();
  watch = createNetworkWatch(server.redis);
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  await server.redis.flushall();
});

const redisTime = async (): Promise<number> => Number((await server.redis.time())[0]) * 1000;

test("hosts count once, by what was seen of them last, whichever process saw it", async () => {
  const other = createNetworkWatch(server.redis);
  await watch.note("a", "reached");
  await watch.note("b", "reached");
  await other.note("b", "unreached");
  await other.note("c", "unreached");
  await watch.note("c", "unreached");
  const view = await watch.note("a", "unreached");
  expect(view).toEqual({
    sinceAnswer: expect.any(Number) as number,
    unreachedSince: 3,
    windows: [
      { reached: 0, unreached: 3 },
      { reached: 0, unreached: 3 },
    ],
  });
  expect((await watch.note("c", "reached")).windows[0]).toEqual({ reached: 1, unreached: 2 });
});

test("what is only asked for is not noted", async () => {
  await watch.note("a", null);
  expect(await watch.note("b", null)).toMatchObject({ sinceAnswer: null, unreachedSince: 0 });
  expect(await server.redis.exists(REACHED_KEY, UNREACHED_KEY, ANSWERED_KEY)).toBe(0);
});

test("outcomes are seen by their age, and forgotten after half an hour", async () => {
  const now = await redisTime();
  await server.redis.zadd(REACHED_KEY, now - 200_000, "a", now - 1_000_000, "b", now - DAY, "c");
  await server.redis.zadd(UNREACHED_KEY, now - 100_000, "d", now - 250_000, "e", now - DAY, "f");
  await server.redis.set(ANSWERED_KEY, now - 200_000);
  const view = await watch.note("g", "unreached");
  expect(view.sinceAnswer).toBeGreaterThanOrEqual(200);
  expect(view).toMatchObject({
    unreachedSince: 2,
    windows: [
      { reached: 0, unreached: 1 },
      { reached: 1, unreached: 3 },
    ],
  });
  expect(await server.redis.zcard(REACHED_KEY)).toBe(2);
  expect(await server.redis.zcard(UNREACHED_KEY)).toBe(3);
});

test("the memory of it has an end, in time and in size", async () => {
  const now = await redisTime();
  const hosts = Array.from({ length: 3_000 }, (_, at) => [now - 3_000 + at, `h${at}`]).flat();
  await server.redis.zadd(REACHED_KEY, ...hosts);
  await watch.note("a", "reached");
  expect(await server.redis.zcard(REACHED_KEY)).toBe(2_000);
  expect(await server.redis.zscore(REACHED_KEY, "a")).not.toBeNull();
  for (const key of [REACHED_KEY, ANSWERED_KEY]) expect(await server.redis.pttl(key)).toBeGreaterThan(0);
});
