import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { ANSWERED_KEY, REACHED_KEY, UNREACHED_KEY } from "../../../src/redis/keys.ts";
import { createNetworkWatch, type NetworkWatch } from "../../../src/schedule/network-watch.ts";
import type { NetworkView } from "../../../src/schedule/outage.ts";
import { startTestRedis, type TestRedis } from "../../support/redis.ts";

const DAY = 86_400_000;
let server: TestRedis;
let seen: NetworkView[];
let watch: NetworkWatch;

beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  await server.redis.flushall();
  seen = [];
  watch = createNetworkWatch(server.redis, (view) => seen.push(view));
});

const redisTime = async (): Promise<number> => Number((await server.redis.time())[0]) * 1000;

test("hosts count once, by what was seen of them last, whichever process saw it", async () => {
  const other = createNetworkWatch(server.redis, () => {});
  watch.reached("a");
  watch.reached("b");
  await watch.look(null);
  await other.look("b");
  await other.look("c");
  await watch.look("c");
  const view = await watch.look("a");
  expect(view).toEqual({
    sinceAnswer: expect.any(Number) as number,
    unreachedSince: 3,
    windows: [
      { reached: 0, unreached: 3 },
      { reached: 0, unreached: 3 },
    ],
  });
  watch.reached("c");
  expect((await watch.look(null)).windows[0]).toEqual({ reached: 1, unreached: 2 });
});

test("hosts that answered are told together, within a second or so", async () => {
  for (const host of ["a", "b", "a"]) watch.reached(host);
  expect(await server.redis.exists(REACHED_KEY)).toBe(0);
  await vi.waitFor(() => expect(seen).toHaveLength(1), 5_000);
  expect(seen[0]?.windows[0]).toEqual({ reached: 2, unreached: 0 });
  watch.reached("c");
  await vi.waitFor(() => expect(seen).toHaveLength(2), 5_000);
  expect(seen[1]?.windows[0]).toEqual({ reached: 3, unreached: 0 });
});

test("whoever looks sees first what was collected, and last what failed", async () => {
  for (const host of ["a", "b"]) watch.reached(host);
  expect(await watch.look("a")).toMatchObject({
    sinceAnswer: 0,
    unreachedSince: 1,
    windows: [
      { reached: 1, unreached: 1 },
      { reached: 1, unreached: 1 },
    ],
  });
  expect(seen).toHaveLength(1);
});

test("what is only asked for is not noted", async () => {
  expect(await watch.look(null)).toMatchObject({ sinceAnswer: null, unreachedSince: 0 });
  expect(await server.redis.exists(REACHED_KEY, UNREACHED_KEY, ANSWERED_KEY)).toBe(0);
});

test("outcomes are seen by their age, and forgotten after half an hour", async () => {
  const now = await redisTime();
  await server.redis.zadd(REACHED_KEY, now - 200_000, "a", now - 1_000_000, "b", now - DAY, "c");
  await server.redis.zadd(UNREACHED_KEY, now - 100_000, "d", now - 250_000, "e", now - DAY, "f");
  await server.redis.set(ANSWERED_KEY, now - 200_000);
  const view = await watch.look("g");
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
  watch.reached("a");
  await watch.look(null);
  expect(await server.redis.zcard(REACHED_KEY)).toBe(2_000);
  expect(await server.redis.zscore(REACHED_KEY, "a")).not.toBeNull();
  for (const key of [REACHED_KEY, ANSWERED_KEY]) expect(await server.redis.pttl(key)).toBeGreaterThan(0);
});
